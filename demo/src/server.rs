//! Connections for a router: TLS, and closing without a response.

use std::{
    convert::Infallible,
    fmt,
    io::{self, ErrorKind},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use axum::{Router, response::Response};
use axum_server::{
    Handle,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use tokio::{
    net::TcpSocket,
    task::JoinHandle,
    time::{sleep, timeout},
};
use tower::{Layer, make, util::MapResultLayer};

use crate::{error::Error, shared::Shared};

mod tls;

/// On a response, tells the server to close the connection instead.
#[derive(Clone, Copy)]
pub struct CloseConnection;

/// The router, its TLS identity, and the cluster, whose `api` certificate replaces it.
pub struct Site {
    pub router: Router,
    pub shared: Arc<Shared>,
    pub identity: Option<Identity>,
}

/// A running server.
pub struct Server {
    handle: Handle<SocketAddr>,
    ended: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Serves in the background; over TLS if there is an identity.
    pub fn start(listener: TcpListener, site: &Site) -> Result<Self, Error> {
        let handle = Handle::new();
        let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
        // If a server closes a reused connection, browsers silently retry the request, even a
        // DELETE. With one request per connection, the page sees exactly what the fault does.
        server.http_builder().http1().keep_alive(false);
        let service = make::Shared::new(MapResultLayer::new(or_close).layer(site.router.clone()));
        let ended = if let Some(identity) = &site.identity {
            let config = RustlsConfig::from_config(tls::config(identity, &site.shared)?);
            let server = server.acceptor(RustlsAcceptor::new(config));
            tokio::spawn(server.serve(service))
        } else {
            tokio::spawn(server.serve(service))
        };
        Ok(Self { handle, ended })
    }

    /// Closes every connection and accepts no more.
    pub fn stop(&self) {
        self.handle.shutdown();
    }

    /// Stops, and returns once nothing is listening.
    pub async fn stopped(self) -> Result<(), Error> {
        self.stop();
        Ok(self.ended.await??)
    }
}

/// Reserves a port without listening: connections are refused, and no other program can take it.
pub struct Reserved(TcpSocket);

impl Reserved {
    /// Takes over a stopped server's port, as soon as it's free: a process that this one is starting
    /// has a copy of the listener until its program runs.
    pub async fn new(address: SocketAddr) -> Result<Self, Error> {
        let attempts = async {
            loop {
                match Self::bind(address) {
                    Err(error) if error.kind() == ErrorKind::AddrInUse => {
                        sleep(Duration::from_millis(5)).await;
                    }
                    bound => return bound,
                }
            }
        };
        Ok(timeout(Duration::from_secs(10), attempts).await??)
    }

    fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        // Recently closed connections still occupy the port.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.set_reuseaddr(false)?;
        Ok(Self(socket))
    }

    /// Listens again.
    pub fn listen(self) -> Result<TcpListener, Error> {
        self.0.set_reuseaddr(true)?;
        Ok(self.0.listen(1024)?.into_std()?)
    }
}

/// A server's TLS certificate and key.
#[derive(Clone)]
pub struct Identity {
    /// The certificate, then its chain, in PEM.
    pub certificate: String,
    /// The private key, in PEM.
    pub key: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

impl Identity {
    /// A new self-signed one for this machine.
    pub fn generate() -> Result<Self, Error> {
        let names = ["127.0.0.1", "localhost"].map(str::to_owned);
        let generated = rcgen::generate_simple_self_signed(names)?;
        Ok(Self { certificate: generated.cert.pem(), key: generated.signing_key.serialize_pem() })
    }
}

/// An error instead of a response makes the server close the connection.
fn or_close(response: Result<Response, Infallible>) -> Result<Response, Error> {
    let Ok(response) = response;
    if response.extensions().get::<CloseConnection>().is_some() {
        return Err("closed by a fault".into());
    }
    Ok(response)
}
