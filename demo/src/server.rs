//! From a router to connections: TLS, and the answers that are none.

use std::{
    convert::Infallible,
    net::{SocketAddr, TcpListener},
};

use axum::{Router, response::Response};
use axum_server::{
    Handle,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use tokio::{net::TcpSocket, task::JoinHandle};
use tower::{Layer, make::Shared, util::MapResultLayer};

use crate::error::Error;

/// On an answer, this asks the server to close the connection instead.
#[derive(Clone, Copy)]
pub struct CloseConnection;

/// What answers, and what it shows of itself under TLS.
pub struct Site {
    pub router: Router,
    pub identity: Option<Identity>,
}

/// The connections, open and to come.
pub struct Server {
    handle: Handle<SocketAddr>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// Serves in the background; with an identity over TLS.
    pub async fn start(listener: TcpListener, site: &Site) -> Result<Self, Error> {
        let handle = Handle::new();
        let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
        // A browser silently repeats a request, a DELETE as well, when the
        // server closes a connection that carried one before. With one request
        // a connection, what a fault does is what the page sees.
        server.http_builder().http1().keep_alive(false);
        let service = Shared::new(MapResultLayer::new(or_close).layer(site.router.clone()));
        let ended = if let Some(Identity { certificate, key }) = &site.identity {
            let (certificate, key) = (certificate.clone(), key.clone());
            let config = RustlsConfig::from_pem(certificate.into(), key.into()).await?;
            let server = server.acceptor(RustlsAcceptor::new(config));
            tokio::spawn(server.serve(service))
        } else {
            tokio::spawn(server.serve(service))
        };
        Ok(Self { handle, ended })
    }

    /// Closes every connection and takes no more.
    pub fn stop(&self) {
        self.handle.shutdown();
    }

    /// Stops, and comes back when nothing listens any more.
    pub async fn stopped(self) -> Result<(), Error> {
        self.stop();
        Ok(self.ended.await??)
    }
}

/// Holds a port on which nobody listens: who connects is refused, and no other
/// program gets the port meanwhile.
pub struct Reserved(TcpSocket);

impl Reserved {
    /// Takes the port of a server that has stopped.
    pub fn new(address: SocketAddr) -> Result<Self, Error> {
        let socket = TcpSocket::new_v4()?;
        // Connections that have just closed still count as users of the port.
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

/// What the server shows of itself under TLS, in PEM.
pub struct Identity {
    pub certificate: String,
    pub key: String,
}

impl Identity {
    /// A new self-signed one for this machine.
    pub fn generate() -> Result<Self, Error> {
        let names = ["127.0.0.1", "localhost"].map(str::to_owned);
        let generated = rcgen::generate_simple_self_signed(names)?;
        Ok(Self { certificate: generated.cert.pem(), key: generated.signing_key.serialize_pem() })
    }
}

/// An error in place of an answer makes the server close the connection.
fn or_close(answer: Result<Response, Infallible>) -> Result<Response, Error> {
    let Ok(response) = answer;
    if response.extensions().get::<CloseConnection>().is_some() {
        return Err("closed by a fault".into());
    }
    Ok(response)
}
