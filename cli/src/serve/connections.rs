//! Connections from browsers, each for one request.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::site::{PATIENCE, Site};

/// More connections wait: another user of the machine could open any number.
const MOST_CONNECTIONS: usize = 64;
/// A connection is for one request; replacing certificates may take 15 minutes.
const LONGEST_CONNECTION: Duration = Duration::from_secs(1000);

/// Accepts them forever.
pub async fn accept(listener: TcpListener, site: Arc<Site>) -> Infallible {
    let free = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let permit = Arc::clone(&free).acquire_owned().await;
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, for example.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let site = Arc::clone(&site);
        tokio::spawn(async move {
            // A browser may go away at any time.
            drop(timeout(LONGEST_CONNECTION, respond(stream, site)).await);
            drop(permit);
        });
    }
}

/// Responds to one request, and closes the connection: its buffers may contain a password or a token
/// until they are freed and wiped.
async fn respond(stream: TcpStream, site: Arc<Site>) -> hyper::Result<()> {
    let service = service_fn(|request: Request<_>| {
        let site = Arc::clone(&site);
        async move { Ok::<_, Infallible>(site.respond(request).await) }
    });
    http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(16 << 10)
        .serve_connection(TokioIo::new(stream), service)
        .await
}
