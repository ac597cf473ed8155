//! `certdeck serve`: the panel for clusters of one's own, without a web server.

mod browser;
mod connections;
mod first_contact;
mod headers;
mod panel;
mod site;
mod trust;
mod upstream;

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use cert_inventory::{hex, label, message};
use clap::Args;
use reqwest::Url;
use rustls::crypto::aws_lc_rs;
use tokio::net::TcpListener;

use crate::cluster::address::{Address, host_header};
use crate::cluster::target::Target;
use crate::cluster::trust::{Fingerprint, Trust};
use crate::exit::Exit;
use crate::language::localized;
use crate::{config, output};
use panel::Panel;
use site::{Cluster, Site};
use trust::Kept;

/// Show clusters in the panel, in a browser on this machine
///
/// Serves the panel on 127.0.0.1 and forwards its requests to the cluster. Prints the address, and
/// opens it in the browser if there is one. The address contains a secret: without it, other users of
/// this machine get nothing. You sign in on the page; this program keeps no username, password, or
/// key.
///
/// A cluster's certificate is trusted if it's from one of the computer's CAs. Otherwise, on first
/// use, you see the certificate and decide; it's kept in ~/.config/certdeck. If the cluster has
/// another one later, the program stops and shows both.
#[derive(Args)]
#[command(after_help = "Examples:
  certdeck serve --cluster https://cluster.example.com:9443
  certdeck serve --cluster https://cluster.example.com:9443 --ca ca.pem --port 8080
  certdeck serve --cluster east=https://10.0.0.1:9443 --cluster west=https://10.1.0.1:9443
  certdeck serve --config clusters.toml
  ssh -t -L 8080:127.0.0.1:8080 HOST certdeck serve --port 8080 --cluster https://10.0.0.1:9443")]
pub struct Serve {
    // Parsed later: clap would repeat a password in it.
    /// A cluster's address; repeatable
    #[arg(long, value_name = "[NAME=]URL", required_unless_present = "config")]
    cluster: Vec<String>,
    /// The file that lists clusters, in TOML, as for certdeck check; users in it aren't used
    #[arg(long, value_name = "FILE", conflicts_with_all = ["cluster", "ca", "pin"])]
    config: Option<PathBuf>,
    /// Trust this CA, in PEM, instead of the computer's
    #[arg(long, value_name = "FILE", conflicts_with = "pin")]
    ca: Option<PathBuf>,
    /// Trust the server certificate with this SHA-256, whatever its name and dates; repeatable
    #[arg(long, value_name = "SHA256", value_parser = Fingerprint::parse)]
    pin: Vec<Fingerprint>,
    /// The port [default: any free one]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// The address to listen on; others than 127.0.0.1 and ::1 let other machines connect
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// An origin under which browsers see this server, if there's another one in front of it, such
    /// as https://certdeck.example.com; repeatable
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    origin: Vec<Url>,
    /// Don't open the browser
    #[arg(long)]
    no_open: bool,
}

impl Serve {
    /// Carries it out.
    pub fn run(self) -> Result<Exit, String> {
        let panel = Panel::embedded()?;
        let upstreams = self.upstreams()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(no_start)?.block_on(async {
            // First, as an address that can't be used makes the rest useless.
            let listener = self.listen().await?;
            let upstreams = first_contact::connected(upstreams).await?;
            self.serve(listener, panel, upstreams).await
        })
    }

    /// The clusters, and what is trusted so far; where an argument says so, nothing else will be.
    fn upstreams(&self) -> Result<Vec<(Target, Option<Kept>)>, String> {
        let upstreams = match &self.config {
            Some(file) => {
                let clusters = config::read(file)?.into_iter();
                let upstreams = clusters.map(|one| upstream(one.target, one.has_own_trust));
                upstreams.collect::<Result<Vec<_>, _>>()?
            }
            None => self.of_arguments()?,
        };
        let folders = upstreams.iter().map(|(upstream, _)| folder(&upstream.address));
        match folders.collect::<BTreeSet<_>>().len() < upstreams.len() {
            true => Err("two clusters have the same name: give each one, as NAME=URL".to_owned()),
            false => Ok(upstreams),
        }
    }

    fn of_arguments(&self) -> Result<Vec<(Target, Option<Kept>)>, String> {
        let has_own_trust = self.ca.is_some() || !self.pin.is_empty();
        let trust = Trust::new(self.ca.as_deref(), &self.pin)?;
        let upstreams = self.cluster.iter().map(|text| {
            let address = Address::parse(text).map_err(|why| format!("--cluster: {why}"))?;
            let target = Target { address, trust: trust.clone(), identity: None };
            upstream(target, has_own_trust)
        });
        upstreams.collect()
    }

    async fn listen(&self) -> Result<TcpListener, String> {
        let address = SocketAddr::new(self.listen, self.port);
        TcpListener::bind(address).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => localized(message!(
                "port {0} is in use. Choose another with --port, or leave it out for any free one",
                self.port
            )),
            _ => localized(message!(
                "can’t listen on {0}: {1}",
                address.to_string(),
                error.to_string()
            )),
        })
    }

    async fn serve(
        &self,
        listener: TcpListener,
        panel: Panel,
        upstreams: Vec<Target>,
    ) -> Result<Exit, String> {
        let own = listener.local_addr().map_err(|error| error.to_string())?;
        let secret = secret()?;
        let origins: Vec<Url> = own_origins(own).into_iter().chain(self.origin.clone()).collect();
        let site = Arc::new(Site {
            hosts: origins.iter().map(host_header).collect(),
            origins: origins.iter().map(|url| url.origin().ascii_serialization()).collect(),
            clusters: upstreams.into_iter().map(cluster).collect(),
            shortcut: Mutex::default(),
            secret,
            panel,
        });
        let base = self.origin.first().or(origins.first()).map(Url::as_str).unwrap_or_default();
        let folder = match &*site.clusters {
            [only] => format!("{}/", only.folder),
            _ => String::new(),
        };
        let url = format!("{base}{}/{folder}", site.secret);
        if !self.listen.is_loopback() {
            let others = label!(
                "Other machines can connect, too. The page starts only on this machine or over \
                 HTTPS: have a server in front add TLS, and pass its address as --origin."
            );
            eprintln!("{}", localized(others));
        }
        let stopped = stopped().map_err(no_start)?;
        output::write(&format!("{url}\n"), None)?;
        let started = label!("Anyone with this address can use it. Press Ctrl-C to stop.");
        eprintln!("{}", localized(started));
        if !self.no_open
            && let Ok(mut shortcut) = site.shortcut.lock()
        {
            *shortcut = browser::open(&url);
        }
        tokio::select! {
            never = connections::accept(listener, Arc::clone(&site)) => match never {},
            () = stopped => {}
        }
        site.remove_shortcut();
        Ok(Exit::Fine)
    }
}

/// A cluster, and where its certificate is kept unless an argument or the file says what is trusted.
fn upstream(target: Target, has_own_trust: bool) -> Result<(Target, Option<Kept>), String> {
    if has_own_trust {
        return Ok((target, None));
    }
    let kept = Kept::of(&target.address)?;
    let trust = match kept.read()? {
        Some(certificate) => trust::pinned(&certificate)?,
        None => target.trust,
    };
    Ok((Target { trust, ..target }, Some(kept)))
}

/// A cluster's folder: its name, as far as every server in front allows it in a path.
fn folder(address: &Address) -> String {
    address.name.replace(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'), "-")
}

fn cluster(upstream: Target) -> Cluster {
    let name = &upstream.address.name;
    let title = (name != upstream.address.host()).then(|| name.clone());
    Cluster { folder: folder(&upstream.address), title, upstream, last_failure: Mutex::default() }
}

/// 128 random bits.
fn secret() -> Result<String, String> {
    let mut bytes = [0; 16];
    let filled = aws_lc_rs::default_provider().secure_random.fill(&mut bytes);
    filled.map_err(|_| localized(label!("there are no random numbers")))?;
    Ok(hex(&bytes))
}

fn no_start(error: io::Error) -> String {
    localized(message!("can’t start: {0}", error.to_string()))
}

/// The origins under which a browser on this machine sees the server; the one to open comes first.
fn own_origins(own: SocketAddr) -> Vec<Url> {
    let port = own.port();
    let of_own = (!own.ip().is_unspecified()).then(|| format!("http://{own}/"));
    let of_loopback = ["127.0.0.1", "localhost", "[::1]"];
    let all = of_own.into_iter().chain(of_loopback.map(|host| format!("http://{host}:{port}/")));
    all.filter_map(|url| Url::parse(&url).ok()).collect()
}

/// Parses an argument.
fn origin(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| url.origin().is_tuple());
    let is_origin = |url: &Url| {
        let origin = url.origin().ascii_serialization();
        ["http", "https"].contains(&url.scheme()) && url.as_str() == format!("{origin}/")
    };
    url.filter(is_origin).ok_or_else(|| "not an origin, such as https://example.com".to_owned())
}

/// Expects Ctrl-C and the termination signal from now on; the result waits for either.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// The same where there's only Ctrl-C.
#[cfg(windows)]
fn stopped() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move { drop(interrupted.recv().await) })
}
