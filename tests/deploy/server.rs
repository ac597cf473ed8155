//! The real nginx and Caddy with the files of `deploy/`, in front of a demo cluster.
//!
//! The files are used as they are, except for the line after each `EDIT`. All of those are
//! replaced, so that a deployment needs no other changes.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use demo::Running;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use reqwest::{Certificate, Client, ClientBuilder};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use browser_harness::{copy_folder, dist};

/// The server and its variant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// As Debian ships it.
    Nginx,
    /// With the module for brotli.
    NginxBrotli,
    Caddy,
}

/// The server behind the proxy.
pub struct Upstream {
    pub address: SocketAddr,
    /// Its certificate, in PEM.
    pub certificate: String,
}

impl From<&Running> for Upstream {
    fn from(cluster: &Running) -> Self {
        let certificate = cluster.tls_certificate.clone().expect("a cluster without TLS");
        Self { address: cluster.address, certificate }
    }
}

impl From<&Server> for Upstream {
    fn from(server: &Server) -> Self {
        Self { address: server.address, certificate: server.certificate.clone() }
    }
}

/// Differences from the default setup.
#[derive(Default)]
pub struct Setup {
    /// The panel is in `/certs/`, not at the root.
    pub folder: bool,
    /// The expected name in the cluster's certificate; default `localhost`.
    pub name: Option<&'static str>,
    /// The trusted authority, in PEM; default the cluster's own certificate.
    pub authority: Option<String>,
    /// The proxy waits a second where it would 75 for a response, so that a test can see it.
    pub impatient: bool,
}

/// A running server, stopped on drop.
pub struct Server {
    /// Its TLS address.
    pub address: SocketAddr,
    /// Its plain HTTP address, which only redirects to TLS (nginx).
    pub plain: SocketAddr,
    /// The files it serves.
    pub files: PathBuf,
    /// Everything it reads and writes.
    pub folder: TempDir,
    certificate: String,
    _process: Child,
}

impl Server {
    /// Starts it and waits until it accepts connections.
    pub async fn start(kind: Kind, behind: impl Into<Upstream>, setup: &Setup) -> Self {
        let behind = behind.into();
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        // RSA: only with such a key does TLS 1.2 have ciphers without forward secrecy.
        let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
        let names = ["127.0.0.1", "localhost"].map(str::to_owned);
        let page = CertificateParams::new(names).unwrap().self_signed(&key).unwrap();
        let certificate = page.pem();
        fs::write(at("page.crt"), &certificate).unwrap();
        fs::write(at("page.key"), key.serialize_pem()).unwrap();
        let authority = setup.authority.as_ref().unwrap_or(&behind.certificate);
        fs::write(at("cluster.crt"), authority).unwrap();
        let in_folder = setup.folder && kind != Kind::Caddy;
        let files = if in_folder { at("site/certs") } else { at("site") };
        copy_folder(&dist(), &files);
        let [address, plain] = free_addresses();
        let site = Site { folder: folder.path(), address, plain, cluster: behind.address, setup };
        let mut command = match kind {
            Kind::Caddy => site.caddy(),
            Kind::Nginx => site.nginx(false),
            Kind::NginxBrotli => site.nginx(true),
        };
        if setup.impatient {
            let file = at(if kind == Kind::Caddy { "Caddyfile" } else { "certdeck/panel.conf" });
            let configuration = text(&file);
            assert_eq!(configuration.matches("timeout 75s").count(), 1, "{configuration}");
            fs::write(file, configuration.replace("timeout 75s", "timeout 1s")).unwrap();
        }
        let log = fs::File::create(at("output")).unwrap();
        let mut process = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{kind:?} does not start ({error}): {INSTALL}"));
        while TcpStream::connect(address).await.is_err() {
            if let Some(status) = process.try_wait().unwrap() {
                panic!("{kind:?} ended ({status}): {}", text(&at("output")));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Self { address, plain, files, folder, certificate, _process: process }
    }

    /// A URL on the site, for a path such as `/v1/cluster`.
    pub fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }

    /// A client that trusts only this server's certificate, doesn't decompress, and doesn't follow
    /// redirects.
    pub fn client(&self) -> Client {
        self.client_builder().build().unwrap()
    }

    pub fn client_builder(&self) -> ClientBuilder {
        let certificate = Certificate::from_pem(self.certificate.as_bytes()).unwrap();
        Client::builder()
            .tls_certs_only([certificate])
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
    }

    /// Its certificate, in PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Everything it has written, apart from the files it was given.
    pub fn written(&self) -> String {
        let mut all = String::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && path != self.files {
                    folders.push(path);
                } else if path.is_file() && !path.ends_with("page.key") {
                    all.push_str(&text(&path));
                }
            }
        }
        all
    }
}

const INSTALL: &str = "cargo xtask test finds or fetches it, or name it with NGINX, \
    NGINX_BROTLI_MODULE or CADDY";

/// A site's configuration, for both servers.
struct Site<'a> {
    folder: &'a Path,
    address: SocketAddr,
    plain: SocketAddr,
    cluster: SocketAddr,
    setup: &'a Setup,
}

impl Site<'_> {
    fn nginx(&self, brotli: bool) -> Command {
        let Self { folder, address, plain, cluster, setup } = self;
        let path = folder.display();
        let name = setup.name.unwrap_or("localhost");
        copy_folder(&deploy("nginx/certdeck"), &folder.join("certdeck"));
        let site = edit(
            "nginx/certdeck.conf",
            &[
                // Twice, because a cluster has several nodes.
                (
                    "server cluster.example.com:9443;",
                    format!("server {cluster}; server {cluster};"),
                ),
                ("default cluster.example.com;", format!("default {name};")),
                ("listen 80;", format!("listen {plain};")),
                ("server_name certdeck.example.com;", "server_name 127.0.0.1;".to_owned()),
                ("listen 443 ssl http2;", format!("listen {address} ssl http2;")),
                ("server_name certdeck.example.com;", "server_name 127.0.0.1;".to_owned()),
                (
                    "ssl_certificate /etc/nginx/certdeck/page.crt;",
                    format!("ssl_certificate {path}/page.crt;"),
                ),
                (
                    "ssl_certificate_key /etc/nginx/certdeck/page.key;",
                    format!("ssl_certificate_key {path}/page.key;"),
                ),
                (
                    "proxy_ssl_trusted_certificate /etc/nginx/certdeck/cluster-ca.pem;",
                    format!("proxy_ssl_trusted_certificate {path}/cluster.crt;"),
                ),
                ("# brotli_static on;", if brotli { "brotli_static on;" } else { "" }.to_owned()),
                ("root /srv/certdeck;", format!("root {path}/site;")),
                (
                    "location / {",
                    if setup.folder {
                        "location = /certs { return 308 certs/; }\nlocation /certs/ {"
                    } else {
                        "location / {"
                    }
                    .to_owned(),
                ),
            ],
        );
        fs::write(folder.join("certdeck.conf"), site).unwrap();
        let module = brotli.then(|| {
            let module = std::env::var("NGINX_BROTLI_MODULE").expect(INSTALL);
            format!("load_module {module};\n")
        });
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|what| format!("{what}_temp_path {path}/{what};\n"))
            .concat();
        // A single process that can be killed, under the test's own user: nginx uses `user` only if
        // started as root.
        let main = format!(
            "{}user root;\ndaemon off;\nmaster_process off;\npid {path}/pid;\nerror_log {path}/error.log warn;\n\
             events {{}}\nhttp {{\n{temporary}access_log {path}/access.log;\n\
             include certdeck.conf;\n}}\n",
            module.unwrap_or_default(),
        );
        fs::write(folder.join("nginx.conf"), main).unwrap();
        let mut command = program("NGINX", "nginx");
        command.arg("-e").arg(folder.join("error.log")).arg("-c").arg(folder.join("nginx.conf"));
        command
    }

    fn caddy(&self) -> Command {
        let Self { folder, address, cluster, setup, .. } = self;
        let path = folder.display();
        let name = setup.name.unwrap_or("localhost");
        let site = edit(
            "Caddyfile",
            &[
                ("to https://cluster.example.com:9443", format!("to https://{cluster}")),
                (
                    "tls_trusted_ca_certs /etc/caddy/cluster-ca.pem",
                    format!("tls_trusted_ca_certs {path}/cluster.crt"),
                ),
                ("tls_server_name cluster.example.com", format!("tls_server_name {name}")),
                ("certdeck.example.com {", format!("https://{address} {{\nlog")),
                (
                    "# tls /etc/caddy/page.crt /etc/caddy/page.key",
                    format!("tls {path}/page.crt {path}/page.key"),
                ),
                ("root * /srv/certdeck", format!("root * {path}/site")),
                (
                    "handle {",
                    if setup.folder {
                        "redir /certs certs/ 308\nhandle_path /certs/* {"
                    } else {
                        "handle {"
                    }
                    .to_owned(),
                ),
            ],
        );
        // Nothing outside this test: no port 80, no trust store.
        let options = "{\nauto_https disable_redirects\nskip_install_trust\n\
            default_bind 127.0.0.1\n";
        let (comments, rest) = site.split_once("\n{\n").unwrap();
        fs::write(folder.join("Caddyfile"), format!("{comments}\n{options}{rest}")).unwrap();
        let mut command = program("CADDY", "caddy");
        command
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(folder.join("Caddyfile"))
            .env("HOME", folder)
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("XDG_CONFIG_HOME", folder.join("config"));
        command
    }
}

/// A file in `deploy/` with the lines after each `EDIT` replaced, in order.
fn edit(file: &str, edits: &[(&str, String)]) -> String {
    let original = text(&deploy(file));
    let mut edits = edits.iter();
    let mut lines = original.lines();
    let mut edited = String::new();
    while let Some(line) = lines.next() {
        edited.push_str(line);
        edited.push('\n');
        if line.trim_start().starts_with("# EDIT") {
            let (before, after) = edits.next().expect("a place to edit that nobody edits");
            assert_eq!(lines.next().unwrap().trim_start(), *before, "{file}");
            edited.push_str(after);
            edited.push('\n');
        }
    }
    assert!(edits.next().is_none(), "{file} has fewer lines to edit");
    edited
}

fn program(variable: &str, name: &str) -> Command {
    Command::new(std::env::var_os(variable).unwrap_or_else(|| name.into()))
}

fn deploy(file: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy")).join(file)
}

fn text(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Two free ports, unless another program takes one.
fn free_addresses() -> [SocketAddr; 2] {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    [listen(), listen()].map(|listener| listener.local_addr().unwrap())
}
