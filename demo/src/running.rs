//! Starts and controls a demo cluster.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    middleware::{from_fn_with_state, map_response},
    response::Redirect,
    routing::get,
};
use parking_lot::{Mutex, MutexGuard};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    cluster::{Cluster, Entries, about::VERSION},
    cors, demo_api,
    error::Error,
    faults::Faults,
    inject::inject_in_files,
    pages, routes,
    seed::Seed,
    server::{Identity, Reserved, Server, Site},
    shared::Shared,
    users::USERS,
};

/// The folder at which the panel and API are also served, to show that the panel works in any
/// folder.
pub const FOLDER: &str = "/folder/panel";

/// Startup options.
#[derive(Debug, Default)]
pub struct Options {
    /// 0 for any free port.
    pub port: u16,
    /// The certificates.
    pub seed: Seed,
    /// The version of every node; by default, [`VERSION`].
    pub version: Option<String>,
    /// HTTPS with a new self-signed certificate.
    pub tls: bool,
    /// HTTPS with this certificate instead.
    pub tls_identity: Option<Identity>,
    /// The built panel; without it, only the API is served.
    pub dist: Option<PathBuf>,
    /// Treat every request as the administrator's, as when a client certificate or proxy signs in.
    pub no_sign_in: bool,
    /// Reject usernames and passwords on every request and accept only tokens, as with
    /// `control_plane_basic_authentication` off.
    pub no_basic: bool,
    /// The maximum token lifetime in seconds, whatever is requested.
    pub token_seconds: Option<u32>,
    /// Origins whose pages may call the API: `https://panel.example.com`.
    pub allow_origins: Vec<String>,
    /// Other origins that the page may call, for a `config.json` with another origin.
    pub connect_src: Vec<String>,
}

/// A running demo cluster, stopped on drop.
pub struct Running {
    /// Its address, always on 127.0.0.1.
    pub address: SocketAddr,
    /// The certificate in PEM that the server starts with, if it has one.
    pub tls_certificate: Option<String>,
    shared: Arc<Shared>,
    site: Site,
    availability: tokio::sync::Mutex<Availability>,
}

/// A reachable server, or the port reserved for it.
struct Availability {
    server: Option<Server>,
    reserved: Option<Reserved>,
}

/// Starts the cluster with its seed.
///
/// # Errors If the port is taken, `dist` has no page, or the seed or folders can't be created.
pub async fn start(options: Options) -> Result<Running, Error> {
    if let Some(dist) = &options.dist
        && !dist.join("index.html").is_file()
    {
        let dist = dist.display();
        return Err(format!("no built panel in {dist}; run cargo xtask build").into());
    }
    let listener = listen(options.port)?;
    let address = listener.local_addr()?;
    let now = OffsetDateTime::now_utc().truncate_to_second();
    let seed = seed(options.seed, now)?;
    let version = options.version.as_deref().unwrap_or(VERSION);
    let has_tls = options.tls || options.tls_identity.is_some();
    let shared = Arc::new(Shared {
        cluster: Mutex::new(Cluster::new(seed, version)?),
        sessions: Mutex::default(),
        faults: Faults::default(),
        created_time: (now - time::Duration::days(700)).format(&Rfc3339)?,
        scheme: if has_tls { "https" } else { "http" },
        no_sign_in: options.no_sign_in,
        no_basic: options.no_basic,
        longest_token: options.token_seconds.map(|seconds| Duration::from_secs(seconds.into())),
    });
    let identity = match &options.tls_identity {
        None => options.tls.then(Identity::generate).transpose()?,
        given => given.clone(),
    };
    let tls_certificate = identity.as_ref().map(|identity| identity.certificate.clone());
    let router = router(&shared, &options)?;
    let site = Site { router, shared: Arc::clone(&shared), identity };
    let server = Some(Server::start(listener, &site)?);
    let availability = Availability { server, reserved: None }.into();
    Ok(Running { address, tls_certificate, shared, site, availability })
}

/// A seed, made once per process and day: RSA keys take time, and tests need many clusters. Their
/// expectations are in days, so a seed of yesterday would fail them.
fn seed(seed: Seed, now: OffsetDateTime) -> Result<Entries, Error> {
    static SEEDS: [Mutex<Option<(Date, Entries)>>; 2] = [const { Mutex::new(None) }; 2];
    let [museum, factory] = &SEEDS;
    let mut made = match seed {
        Seed::Museum => museum.lock(),
        Seed::Factory => factory.lock(),
    };
    if let Some((day, entries)) = &*made
        && *day == now.date()
    {
        return Ok(entries.clone());
    }
    let entries = seed.entries(now)?;
    *made = Some((now.date(), entries.clone()));
    Ok(entries)
}

impl Running {
    /// The panel's URL, with a trailing slash.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}/", self.shared.scheme, self.address)
    }

    /// The cluster itself. Requests wait while this guard exists.
    pub fn cluster(&self) -> MutexGuard<'_, Cluster> {
        self.shared.cluster.lock()
    }

    /// Stops the server: every connection closes, and new ones are refused. Store, nodes, sessions,
    /// and faults remain.
    ///
    /// # Errors If the port can't be reserved for [`Running::resume`].
    pub async fn pause(&self) -> Result<(), Error> {
        let mut availability = self.availability.lock().await;
        if let Some(server) = availability.server.take() {
            server.stopped().await?;
            availability.reserved = Some(Reserved::new(self.address).await?);
        }
        Ok(())
    }

    /// Stops serving TLS on a TLS server's port, so handshakes fail. [`Running::resume`] restores
    /// it.
    ///
    /// # Errors If the system doesn't allow listening.
    pub async fn break_tls(&self) -> Result<(), Error> {
        self.pause().await?;
        let mut availability = self.availability.lock().await;
        if let Some(reserved) = availability.reserved.take() {
            let (router, shared) = (self.site.router.clone(), Arc::clone(&self.shared));
            let plain = Site { router, shared, identity: None };
            availability.server = Some(Server::start(reserved.listen()?, &plain)?);
        }
        Ok(())
    }

    /// Listens again on the same port, after [`Running::pause`] or [`Running::break_tls`].
    ///
    /// # Errors If the system doesn't allow listening.
    pub async fn resume(&self) -> Result<(), Error> {
        self.pause().await?;
        let mut availability = self.availability.lock().await;
        if let Some(reserved) = availability.reserved.take() {
            availability.server = Some(Server::start(reserved.listen()?, &self.site)?);
        }
        Ok(())
    }

    /// A token for this user, as if signed in by other means than the API; `None` if the user
    /// doesn't exist.
    #[must_use]
    pub fn token(&self, name: &str, lifetime: Duration) -> Option<String> {
        let user = USERS.iter().find(|user| user.name == name)?;
        Some(self.shared.sessions.lock().open(user, lifetime, SystemTime::now()))
    }

    /// The pending faults.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(server) = &self.availability.get_mut().server {
            server.stop();
        }
    }
}

fn router(shared: &Arc<Shared>, options: &Options) -> Result<Router, Error> {
    let headers = pages::headers(shared.scheme == "https", &options.connect_src)?;
    let mut panel = routes::api(Arc::clone(shared));
    // Outside the fault layer: browsers show the page no more of a response than these headers
    // allow, and send a preflight first.
    if let Some(cors) = cors::cors(&options.allow_origins)? {
        panel = panel.layer(cors).layer(map_response(cors::remove_headers));
    }
    if let Some(dist) = &options.dist {
        let inject = from_fn_with_state(Arc::clone(shared), inject_in_files);
        panel = panel.merge(pages::with_headers(pages::files(dist).layer(inject), &headers));
    }
    // Relative URLs in the page need the slash.
    let to_folder = Router::new().route(FOLDER, get(|| async { Redirect::temporary("panel/") }));
    Ok(Router::new()
        .merge(demo_api::routes(Arc::clone(shared)))
        .merge(panel.clone())
        .merge(pages::with_headers(to_folder, &headers))
        .nest(&format!("{FOLDER}/"), panel))
}

fn listen(port: u16) -> Result<TcpListener, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("port {port} is in use; choose another with --port (0 picks any free port)")
                .into()
        }
        _ => format!("cannot listen on 127.0.0.1:{port}: {error}").into(),
    })
}
