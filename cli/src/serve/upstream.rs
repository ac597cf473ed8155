//! Requests to a cluster: one connection for each, so that nothing of a response is left in a buffer
//! that waits for the next, and so that none is sent twice.

use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use cert_inventory::{Message, NoResponse, ReadFailure, message};
use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{HOST, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use panel_logic::requests::changes_certificates;
use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::{AbortHandle, spawn};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_rustls::TlsConnector;

use crate::cluster::address::host_header;
use crate::cluster::connection;
use crate::cluster::target::Target;
use crate::cluster::trust::Verifier;

const CONNECT_SECONDS: u32 = 5;
/// Longer than the panel's own limit for a deletion, 60 seconds, so that it's reached first.
const RESPONSE_SECONDS: u32 = 75;
/// Longer than the cluster's own limit for replacing certificates, 900 seconds.
const CHANGE_SECONDS: u32 = 930;

/// Why there's no response; each with an explanation in one line.
#[derive(Debug)]
pub enum Failure {
    /// The server's certificates, its own first, aren't trusted.
    NotTrusted(Message, Vec<CertificateDer<'static>>),
    /// There's no connection, or it was lost.
    NoConnection(Message),
    /// It took too long.
    TimedOut(Message),
}

impl Failure {
    /// The explanation.
    pub fn why(&self) -> &Message {
        let (Self::NotTrusted(why, _) | Self::NoConnection(why) | Self::TimedOut(why)) = self;
        why
    }
}

impl Target {
    /// Sends a request for a path of the API, which is used as it is.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response<Relayed>, Failure> {
        let url = &self.address.url;
        let seconds = match changes_certificates(method.as_str(), path) {
            true => CHANGE_SECONDS,
            false => RESPONSE_SECONDS,
        };
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        let target = format!("{}{path}", url.path());
        *request.uri_mut() = target.parse().map_err(internal)?;
        *request.headers_mut() = headers;
        let host = HeaderValue::from_str(&host_header(url)).map_err(internal)?;
        request.headers_mut().insert(HOST, host);
        let (mut config, verifier) = self.trust.config(self.identity.as_ref()).map_err(internal)?;
        // A session that could be resumed would be kept in memory.
        config.resumption = Resumption::disabled();
        let connected = within(CONNECT_SECONDS, self.connect(config, &verifier));
        let (mut sender, connection) = connected.await?;
        let response = within(seconds, async {
            sender.send_request(request).await.map_err(|error| self.explain(&error, &verifier))
        });
        let (head, body) = response.await?.into_parts();
        Ok(Response::from_parts(head, Relayed::new(body, connection)))
    }

    async fn connect(
        &self,
        config: ClientConfig,
        verifier: &Verifier,
    ) -> Result<(SendRequest<Full<Bytes>>, Connection), Failure> {
        let host = self.address.host().trim_matches(['[', ']']).to_owned();
        let port = self.address.url.port_or_known_default().unwrap_or_default();
        let addresses = lookup_host((host.as_str(), port)).await;
        let addresses: Vec<_> = addresses
            .map_err(|_| Failure::NoConnection(connection::of_name(&self.address)))?
            .collect();
        let tcp = TcpStream::connect(addresses.as_slice()).await;
        let tcp = tcp.map_err(|error| self.explain(&error, verifier))?;
        let speaking = if self.address.url.scheme() == "http" {
            speak(tcp).await
        } else {
            let name = ServerName::try_from(host).map_err(internal)?;
            let tls = TlsConnector::from(Arc::new(config)).connect(name, tcp).await;
            speak(tls.map_err(|error| self.explain(&error, verifier))?).await
        };
        speaking.map_err(|error| self.explain(&error, verifier))
    }

    fn explain(&self, error: &(dyn Error + 'static), verifier: &Verifier) -> Failure {
        let why = connection::explain(error, self, verifier);
        match connection::is_of_certificate(error) {
            true => Failure::NotTrusted(why, verifier.seen()),
            false => Failure::NoConnection(why),
        }
    }
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> hyper::Result<(SendRequest<Full<Bytes>>, Connection)> {
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // Its errors are those of the request and of the body, too.
    let task = spawn(async move { drop(connection.await) });
    Ok((sender, Connection(task.abort_handle())))
}

async fn within<T>(
    seconds: u32,
    what: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let late = NoResponse::TimedOut { seconds };
    let done = timeout(Duration::from_secs(seconds.into()), what).await;
    done.unwrap_or_else(|_| Err(Failure::TimedOut(ReadFailure::NoResponse(late).message())))
}

fn internal(error: impl ToString) -> Failure {
    Failure::NoConnection(message!("{0}", error.to_string()))
}

/// A connection, closed on drop.
#[derive(Debug)]
struct Connection(AbortHandle);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A response's body as it arrives. Nothing keeps it, and what is freed is wiped.
#[derive(Debug)]
pub struct Relayed {
    body: Incoming,
    patience: Pin<Box<Sleep>>,
    _connection: Connection,
}

impl Relayed {
    const PATIENCE: Duration = Duration::from_secs(RESPONSE_SECONDS as u64);

    fn new(body: Incoming, connection: Connection) -> Self {
        Self { body, patience: Box::pin(sleep(Self::PATIENCE)), _connection: connection }
    }
}

impl Body for Relayed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(frame) => {
                self.patience.as_mut().reset(Instant::now() + Self::PATIENCE);
                Poll::Ready(frame.map(|frame| frame.map_err(io::Error::other)))
            }
            Poll::Pending => self
                .patience
                .as_mut()
                .poll(context)
                .map(|()| Some(Err(io::ErrorKind::TimedOut.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
