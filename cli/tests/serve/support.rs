//! Runs the command, and what it connects to.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use demo::{Identity, Options, Running};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tempfile::TempDir;

/// The command: the one in `CERTDECK_PROGRAM`, such as a package's, or else the one just built.
pub fn exe() -> PathBuf {
    let built = env!("CARGO_BIN_EXE_certdeck");
    std::env::var_os("CERTDECK_PROGRAM").map_or_else(|| PathBuf::from(built), PathBuf::from)
}

/// A user's home: what the command may keep, and what it writes.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file with this text.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The certificate that is kept, if exactly one is.
    pub fn kept(&self) -> Option<PathBuf> {
        let files = std::fs::read_dir(self.path().join("certdeck/clusters")).ok()?;
        let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        assert!(files.len() < 2, "{files:?}");
        files.into_iter().next()
    }

    /// `certdeck serve`, without a browser or anything else of the test's environment.
    pub fn serve(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(exe());
        command.arg("serve").args(arguments);
        command.env_clear().env("XDG_CONFIG_HOME", self.path()).env("PATH", "/usr/bin:/bin");
        command
    }

    /// Runs it to its end, which must be an error, and returns the message.
    pub fn rejects(&self, arguments: &[&str]) -> String {
        let log = self.path().join("log");
        let mut command = self.serve(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        let mut serve = Serve { process: command.spawn().unwrap(), url: String::new(), log };
        let mut output = BufReader::new(serve.process.stdout.take().unwrap());
        output.read_line(&mut serve.url).unwrap();
        assert_eq!(serve.url, "", "{}", serve.log());
        assert_eq!(serve.process.wait().unwrap().code(), Some(3), "{}", serve.log());
        serve.log()
    }

    /// Starts it and waits for its address.
    pub fn start(&self, arguments: &[&str]) -> Serve {
        self.start_command(&mut self.serve(arguments))
    }

    pub fn start_command(&self, command: &mut Command) -> Serve {
        let log = self.path().join("log");
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.stderr(File::create(&log).unwrap()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
        let url = url.trim().to_owned();
        assert!(!url.is_empty(), "{}", std::fs::read_to_string(&log).unwrap());
        Serve { process, url, log }
    }
}

/// The running command, stopped on drop.
pub struct Serve {
    pub process: Child,
    /// The address that it prints.
    pub url: String,
    log: PathBuf,
}

impl Serve {
    /// Host and port.
    pub fn host(&self) -> &str {
        self.url.split('/').nth(2).unwrap()
    }

    /// The address without host and port, and without a slash at the end.
    pub fn folder(&self) -> &str {
        self.url.split_once(self.host()).unwrap().1.trim_end_matches('/')
    }

    /// The secret.
    pub fn secret(&self) -> &str {
        self.url.split('/').nth(3).unwrap()
    }

    /// What it wrote beside the address.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Sends bytes, and returns all that come back.
    pub fn send(&self, request: &str) -> String {
        send(self.host(), request)
    }

    /// Sends a request for a path in the cluster's folder, with more headers and a body.
    pub fn request(&self, method: &str, path: &str, rest: &str) -> String {
        let (host, folder) = (self.host(), self.folder());
        let rest = if rest.is_empty() { "\r\n" } else { rest };
        self.send(&format!("{method} {folder}{path} HTTP/1.1\r\nHost: {host}\r\n{rest}"))
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Sends bytes, and returns all that come back.
pub fn send(address: &str, request: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // It may close the connection early.
    let _ = connection.write_all(request.as_bytes());
    let mut response = Vec::new();
    let _ = connection.read_to_end(&mut response);
    String::from_utf8_lossy(&response).into_owned()
}

/// The status of a response; 0 if there is none.
pub fn status(response: &str) -> u16 {
    response.split(' ').nth(1).map_or(0, |status| status.parse().unwrap())
}

/// A cluster that records every byte of each request and always responds the same.
pub struct Recorder {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    pub fn start(headers: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let recorded = Arc::clone(&requests);
        let response = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}Content-Length: 2\r\n\
             Connection: close\r\n\r\n{{}}"
        );
        std::thread::spawn(move || {
            while let Ok((mut connection, _)) = listener.accept() {
                let request = read_request(&mut connection);
                recorded.lock().unwrap().push(request);
                let _ = connection.write_all(response.as_bytes());
            }
        });
        Self { address, requests }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What has arrived since the last call.
    pub fn arrived(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

/// A request as long as its headers say.
fn read_request(connection: &mut TcpStream) -> String {
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut text = String::new();
    let mut part = [0; 4096];
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let length = head
                .split_once("content-length: ")
                .map_or(0, |(_, rest)| rest.lines().next().unwrap().parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        match connection.read(&mut part) {
            Ok(length) if length > 0 => text.push_str(&String::from_utf8_lossy(&part[..length])),
            _ => return text,
        }
    }
}

/// A demo cluster over TLS; by default, with a self-signed certificate.
pub async fn cluster(port: u16, tls_identity: Option<Identity>) -> Running {
    let options = Options { port, tls: true, tls_identity, ..Options::default() };
    demo::start(options).await.unwrap()
}

/// A CA for servers.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for a name, valid between two years.
    pub fn identity(&self, name: &str, (start, end): (i32, i32)) -> Identity {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(start, 1, 1);
        params.not_after = date_time_ymd(end, 1, 1);
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity { certificate: certificate.pem(), key: key.serialize_pem() }
    }
}
