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
use tower::{Layer, make::Shared, util::MapResultLayer};

use crate::{Error, sabotage::CloseConnection};

/// The connections, open and to come.
pub struct Server {
    handle: Handle<SocketAddr>,
}

impl Server {
    /// Serves in the background; with an identity over TLS.
    pub async fn start(
        listener: TcpListener,
        identity: Option<&Identity>,
        site: Router,
    ) -> Result<Self, Error> {
        let handle = Handle::new();
        let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
        // A browser silently repeats a request, a DELETE as well, when the
        // server closes a connection that carried one before. With one request
        // a connection, what a fault does is what the page sees.
        server.http_builder().http1().keep_alive(false);
        let service = Shared::new(MapResultLayer::new(or_close).layer(site));
        if let Some(Identity { certificate, key }) = identity {
            let (certificate, key) = (certificate.clone(), key.clone());
            let config = RustlsConfig::from_pem(certificate.into(), key.into()).await?;
            let server = server.acceptor(RustlsAcceptor::new(config));
            tokio::spawn(server.serve(service));
        } else {
            tokio::spawn(server.serve(service));
        }
        Ok(Self { handle })
    }

    /// Closes every connection and takes no more.
    pub fn stop(&self) {
        self.handle.shutdown();
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
