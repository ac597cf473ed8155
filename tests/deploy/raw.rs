//! Raw requests, as no browser sends them, and what of them arrives behind the proxy: byte for byte,
//! because a client library would repair both.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::server::{Kind, Server, Setup, Upstream};

/// A user's credentials, and a token for neither.
const AUTHORIZATION: &str = "Basic YWRtaW5AZXhhbXBsZS5jb206ZGVtby1hZG1pbg==";

/// A server behind the proxy that records every byte of each request and always responds the same.
struct Recorder {
    address: SocketAddr,
    certificate: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    async fn start(headers: String) -> Self {
        let identity = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = identity.cert.pem();
        let key = PrivateKeyDer::from_pem_slice(identity.signing_key.serialize_pem().as_bytes());
        let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key.unwrap());
        let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let recorded = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let Ok(mut connection) = acceptor.accept(connection).await else { continue };
                let request = read_message(&mut connection).await;
                recorded.lock().unwrap().push(request);
                let response = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}\
                     Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"
                );
                // The proxy may have given up.
                drop(connection.write_all(response.as_bytes()).await);
                drop(connection.shutdown().await);
            }
        });
        Self { address, certificate, requests }
    }

    /// What has arrived since the last call.
    fn arrived(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

impl From<&Recorder> for Upstream {
    fn from(recorder: &Recorder) -> Self {
        Self { address: recorder.address, certificate: recorder.certificate.clone() }
    }
}

/// Reads until the other side is silent, which shows what stands behind a request, too.
async fn read_message(connection: &mut (impl AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let is_whole = String::from_utf8_lossy(&bytes).contains("\r\n\r\n");
        let patience = Duration::from_millis(if is_whole { 100 } else { 5000 });
        match timeout(patience, connection.read(&mut part)).await {
            Ok(Ok(length)) if length > 0 => bytes.extend(&part[..length]),
            _ => return String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Sends the bytes over TLS and returns the response's status line and headers, or nothing if the
/// server closes the connection.
async fn send(server: &Server, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(server.certificate().as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let connection = TcpStream::connect(server.address).await.unwrap();
    let name = "127.0.0.1".try_into().unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    let mut connection = connector.connect(name, connection).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    read_message(&mut connection).await
}

/// A request with the least that HTTP requires.
fn request(line: &str, server: &Server, rest: &str) -> String {
    format!("{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{rest}", server.address)
}

fn status(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or("none")
}

async fn recorded(kind: Kind, headers: String, folder: bool) -> (Recorder, Server) {
    let recorder = Recorder::start(headers).await;
    let setup = Setup { folder, ..Setup::default() };
    let server = Server::start(kind, &recorder, &setup).await;
    (recorder, server)
}

/// The lines of [`REQUESTS`] after this sign.
fn requests(sign: &str) -> impl Iterator<Item = &'static str> {
    REQUESTS.lines().filter_map(move |line| line.strip_prefix(sign))
}

/// The lines of a file in `rules/` after its description.
fn headers(file: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    file.split_once("\n\n").unwrap().1.lines()
}

const REQUESTS: &str = include_str!("rules/requests.txt");
const REQUEST_HEADERS: &str = include_str!("rules/request_headers.txt");
const RESPONSE_HEADERS: &str = include_str!("rules/response_headers.txt");

pub async fn what_is_matched_is_what_arrives(kind: Kind) {
    for folder in ["", "/certs"] {
        let (recorder, server) = recorded(kind, String::new(), !folder.is_empty()).await;
        let line = |line: &str| line.replacen(' ', &format!(" {folder}"), 1);
        for expected in requests("+ ") {
            let response = send(&server, &request(&line(expected), &server, "\r\n")).await;
            assert_eq!(status(&response), "200", "{expected}: {response}");
            let arrived = recorder.arrived();
            assert_eq!(arrived.len(), 1, "{expected}: {arrived:?}");
            assert!(arrived[0].starts_with(&format!("{expected} HTTP/1.1\r\n")), "{arrived:?}");
        }
        for stopped in requests("- ") {
            let response = send(&server, &request(&line(stopped), &server, "\r\n")).await;
            let status = status(&response);
            assert!(["400", "404", "405", "none"].contains(&status), "{stopped}: {response}");
            assert_eq!(recorder.arrived(), [""; 0], "{stopped}");
        }
    }
}

/// A proxy's form of a request, which names a host. Servers must accept it (RFC 9112).
pub async fn an_absolute_target_reaches_no_other_host(kind: Kind) {
    let (recorder, server) = recorded(kind, String::new(), false).await;
    send(&server, &request("GET /v1/cluster", &server, "\r\n")).await;
    assert_eq!(recorder.arrived().len(), 1);
    let own = format!("https://{}/v1/cluster", server.address);
    let others = ["https://other.example.com/v1/cluster", "http://169.254.169.254/v1/cluster"];
    for target in others.into_iter().chain([&*own]) {
        send(&server, &request(&format!("GET {target}"), &server, "\r\n")).await;
        let arrived = recorder.arrived();
        // The Caddyfile's pattern allows only paths.
        assert_eq!(arrived.len(), if kind == Kind::Caddy { 0 } else { 1 }, "{arrived:?}");
        for arrived in arrived {
            assert!(arrived.starts_with("GET /v1/cluster HTTP/1.1\r\n"), "{target}: {arrived}");
            assert!(!arrived.contains("other") && !arrived.contains("169.254"), "{arrived}");
        }
    }
    for target in ["https://other.example.com/v1/users", "https://x/v1/cluster/../users"] {
        send(&server, &request(&format!("GET {target}"), &server, "\r\n")).await;
        assert_eq!(recorder.arrived(), [""; 0], "{target}");
    }
}

pub async fn only_the_headers_the_api_needs_arrive(kind: Kind) {
    let (recorder, server) = recorded(kind, String::new(), false).await;
    let wanted = format!(
        "Authorization: {AUTHORIZATION}\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nContent-Length: 11\r\n"
    );
    let unwanted: String = headers(REQUEST_HEADERS).map(|line| format!("{line}\r\n")).collect();
    let sent = request("POST /v1/users/authorize", &server, &format!("{unwanted}{wanted}\r\n"));
    let response = send(&server, &(sent + r#"{"ttl":300}"#)).await;
    assert_eq!(status(&response), "200", "{response}");
    let [arrived] = <[String; 1]>::try_from(recorder.arrived()).unwrap();
    let (head, body) = arrived.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"ttl":300}"#);
    let mut headers: Vec<String> = head.lines().skip(1).map(str::to_lowercase).collect();
    // Caddy names the address, nginx the name in the cluster's certificate.
    let hosts = [format!("host: {}", recorder.address), "host: localhost".to_owned()];
    headers.retain(|header| !hosts.contains(header) && header != "connection: close");
    headers.sort();
    let mut expected: Vec<String> = wanted.lines().map(str::to_lowercase).collect();
    expected.push("x-forwarded-for: 127.0.0.1".to_owned());
    expected.sort();
    assert_eq!(headers, expected, "{arrived}");

    // A request without them gets none, not even empty ones.
    send(&server, &request("GET /v1/cluster", &server, "\r\n")).await;
    for arrived in recorder.arrived() {
        assert!(!arrived.to_lowercase().contains("authorization"), "{arrived}");
        assert!(!arrived.to_lowercase().contains("content-type"), "{arrived}");
    }
    // A header that names others to remove doesn't remove these.
    let rest = format!("Connection: Authorization\r\nAuthorization: {AUTHORIZATION}\r\n\r\n");
    send(&server, &request("GET /v1/cluster", &server, &rest)).await;
    let arrived = recorder.arrived().concat();
    assert!(arrived.contains(AUTHORIZATION), "{arrived}");
}

/// Several certificates, with private keys: they arrive whole, and none of it is written to a file,
/// however the client frames it. nginx logs each body that it writes.
pub async fn a_large_replacement_stays_in_memory(kind: Kind) {
    const LARGEST: usize = 256 * 1024;
    let (recorder, server) = recorded(kind, String::new(), false).await;
    let http_2 = server.client();
    let http_1 = server.client_builder().http1_only().build().unwrap();
    for line in [
        "PUT /v1/cluster/certificates",
        "PUT /v1/cluster/update_cert",
        "POST /v1/cluster/certificates/rotate",
    ] {
        let (method, path) = line.split_once(' ').unwrap();
        for length in [9_000, LARGEST] {
            let body = "k".repeat(length);
            let arrives = || {
                let bytes = recorder.arrived().concat().matches('k').count();
                assert!(bytes >= length, "{line}: {bytes} of {length}");
            };
            for client in [&http_2, &http_1] {
                let method = method.parse().unwrap();
                let request = client.request(method, server.url(path)).body(body.clone());
                assert_eq!(request.send().await.unwrap().status(), 200, "{line}: {length}");
                arrives();
            }
            // In ten-byte chunks, whose framing is half as long again.
            let chunks = body.as_bytes().chunks(10).map(|chunk| {
                format!("{:x}\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk))
            });
            let chunked = format!(
                "Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
                chunks.collect::<String>()
            );
            let response = send(&server, &request(line, &server, &chunked)).await;
            if kind == Kind::Nginx {
                assert_eq!(status(&response), "411", "{line}: {length} in chunks");
            } else {
                assert_eq!(status(&response), "200", "{line}: {length} in chunks");
                arrives();
            }
        }
        let request = http_2.request(method.parse().unwrap(), server.url(path));
        let larger = request.body("k".repeat(LARGEST + 1)).send().await.unwrap();
        assert_eq!(larger.status(), 413, "{line}");
        recorder.arrived();
    }
    let written = server.written();
    assert!(!written.contains("temporary file"), "{written}");
    assert!(!written.contains("kkkkkkkk"), "a body was written");
}

/// Where two servers disagree on a request's end, its rest becomes a request of its own.
pub async fn no_request_hides_in_another(kind: Kind) {
    let (recorder, server) = recorded(kind, String::new(), false).await;
    let hidden = format!("DELETE /v1/users/1 HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    let length = hidden.len();
    let framings = [
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{hidden}"),
        format!("Content-Length: {length}\r\nContent-Length: 0\r\n\r\n{hidden}"),
        format!("Content-Length: 0, {length}\r\n\r\n{hidden}"),
        format!("Content-Length: +{length}\r\n\r\n{hidden}"),
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding:\x0bchunked\r\nContent-Length: 0\r\n\r\n{hidden}"),
        format!("\r\n{hidden}"),
        format!("X: 1\n\nContent-Length: 0\r\n\r\n{hidden}"),
    ];
    let arrived_with = async |framing: &str| {
        let line = "POST /v1/users/authorize HTTP/1.1\r\nHost: 127.0.0.1";
        send(&server, &format!("{line}:{}\r\n{framing}", server.address.port())).await;
        recorder.arrived()
    };
    let valid = arrived_with(&format!("Content-Length: {length}\r\n\r\n{hidden}")).await;
    assert_eq!(valid.len(), 1, "{valid:?}");
    assert!(valid[0].ends_with(&format!("\r\n\r\n{hidden}")), "{valid:?}");
    for framing in framings {
        for arrived in arrived_with(&framing).await {
            assert!(arrived.starts_with("POST /v1/users/authorize HTTP/1.1\r\n"), "{arrived}");
            let (head, body) = arrived.split_once("\r\n\r\n").unwrap();
            let head = head.to_lowercase();
            let (_, length) = head.split_once("content-length: ").unwrap_or(("", "0"));
            let length = length.lines().next().unwrap().parse().unwrap_or(usize::MAX);
            let chunked = head.contains("transfer-encoding: chunked");
            let is_whole = if chunked { body.ends_with("0\r\n\r\n") } else { body.len() == length };
            assert!(is_whole, "{framing:?} arrives as {arrived:?}");
        }
    }
}

pub async fn headers_that_steer_a_page_are_dropped(kind: Kind) {
    let steering = headers(RESPONSE_HEADERS);
    let sent: String = steering.clone().map(|header| format!("{header}\r\n")).collect();
    let (_recorder, server) = recorded(kind, sent + "Retry-After: 7\r\n", false).await;
    let response = send(&server, &request("GET /v1/cluster", &server, "\r\n")).await;
    assert_eq!(status(&response), "200", "{response}");
    let response = response.to_lowercase();
    for header in steering {
        let (name, _) = header.split_once(": ").unwrap();
        assert!(!response.contains(&format!("\r\n{}:", name.to_lowercase())), "{response}");
    }
    assert!(response.contains("\r\nretry-after: 7\r\n"), "{response}");
    assert!(response.ends_with("{}"), "{response}");
}
