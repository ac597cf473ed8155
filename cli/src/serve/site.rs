//! What a request gets: a file of the panel, the cluster's response, or nothing.
//!
//! Other users of the machine can reach the port, and so can pages of other sites in the user's
//! browser. The first don't know the secret in the path. The second can't read a response, but could
//! send requests under a name that they have resolve to this machine; hence the checks of Host and
//! Origin.

use std::sync::Mutex;
use std::time::Duration;

use cert_inventory::{message, visible};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use panel_logic::requests::{changes_certificates, is_of_the_api, is_of_the_panel};
use serde_json::json;
use subtle::ConstantTimeEq;
use tempfile::NamedTempFile;
use tokio::time::timeout;

use super::headers;
use super::panel::Panel;
use super::upstream::Failure;
use crate::cluster::target::Target;
use crate::language::localized;

/// The most bytes of a request's body, as behind the servers of `deploy/`: far more than the panel
/// sends.
const MOST_BYTES: usize = 4 << 10;
/// Likewise, with certificates and private keys.
const MOST_BYTES_OF_CERTIFICATES: usize = 256 << 10;
/// How long a request may take to arrive.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A response's body.
pub type Content = UnsyncBoxBody<Bytes, std::io::Error>;

/// All that is served.
#[derive(Debug)]
pub struct Site {
    /// The first segment of every path.
    pub secret: String,
    /// What a browser may call this server: `127.0.0.1:4380`.
    pub hosts: Vec<String>,
    /// The origins of the pages that it serves.
    pub origins: Vec<String>,
    /// The files.
    pub panel: Panel,
    /// The clusters, each in a folder of its own.
    pub clusters: Vec<Cluster>,
    /// The file that leads a browser here, until it has.
    pub shortcut: Mutex<Option<NamedTempFile>>,
}

/// A cluster's folder.
#[derive(Debug)]
pub struct Cluster {
    /// Its name in the path.
    pub folder: String,
    /// The name that the user gave it.
    pub title: Option<String>,
    /// Where its API is.
    pub upstream: Target,
    /// Why the last request failed, to report it once.
    pub last_failure: Mutex<String>,
}

impl Site {
    /// Responds.
    pub async fn respond<B>(&self, request: Request<B>) -> Response<Content>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.checked(request).await.unwrap_or_else(plain)
    }

    async fn checked<B>(&self, request: Request<B>) -> Result<Response<Content>, StatusCode>
    where
        B: Body<Data = Bytes>,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        let is_own = |name: HeaderName, own: &[String]| {
            let mut values = head.headers.get_all(name).iter();
            values.all(|value| own.iter().any(|own| own.as_bytes() == value.as_bytes()))
        };
        // A target with a host of its own is for proxies.
        if head.uri.authority().is_some()
            || !head.headers.contains_key(header::HOST)
            || !is_own(header::HOST, &self.hosts)
        {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        if !is_own(header::ORIGIN, &self.origins) {
            return Err(StatusCode::FORBIDDEN);
        }
        let path = head.uri.path().strip_prefix('/').unwrap_or_default();
        let (secret, path) = path.split_once('/').ok_or(StatusCode::NOT_FOUND)?;
        if !bool::from(secret.as_bytes().ct_eq(self.secret.as_bytes())) {
            return Err(StatusCode::NOT_FOUND);
        }
        self.remove_shortcut();
        if path.is_empty() && is_read(&head.method) {
            return Ok(self.index());
        }
        let (folder, path) = path.split_once('/').ok_or(StatusCode::NOT_FOUND)?;
        let cluster = self.clusters.iter().find(|cluster| cluster.folder == folder);
        let cluster = cluster.ok_or(StatusCode::NOT_FOUND)?;
        if !is_of_the_api(path) {
            return match is_read(&head.method) {
                true => self.file(cluster, path, &head.headers),
                false => Err(StatusCode::METHOD_NOT_ALLOWED),
            };
        }
        // A browser says where a request is from; a page of another port is `same-site`.
        let from = head.headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        if from.is_some_and(|from| from != b"same-origin") {
            return Err(StatusCode::FORBIDDEN);
        }
        if head.uri.query().is_some() || !is_of_the_panel(head.method.as_str(), path) {
            return Err(StatusCode::NOT_FOUND);
        }
        let most = match changes_certificates(head.method.as_str(), path) {
            true => MOST_BYTES_OF_CERTIFICATES,
            false => MOST_BYTES,
        };
        let body = timeout(PATIENCE, Limited::new(body, most).collect()).await;
        let body =
            body.map_err(|_| StatusCode::REQUEST_TIMEOUT)?.map_err(|error| match error
                .is::<LengthLimitError>(
            ) {
                true => StatusCode::PAYLOAD_TOO_LARGE,
                false => StatusCode::BAD_REQUEST,
            })?;
        let headers = headers::only(&headers::OF_THE_BROWSER, &head.headers);
        Ok(cluster.forward(head.method, path, headers, body.to_bytes()).await)
    }

    /// Removes it, as there's no further use for it.
    pub fn remove_shortcut(&self) {
        if let Ok(mut shortcut) = self.shortcut.lock() {
            shortcut.take();
        }
    }

    fn file(
        &self,
        cluster: &Cluster,
        name: &str,
        asked: &HeaderMap,
    ) -> Result<Response<Content>, StatusCode> {
        if let ("config.json", Some(title)) = (name, &cluster.title) {
            let config = self.panel.config(title);
            return Ok(own(StatusCode::OK, "application/json", config));
        }
        let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
        let file = self.panel.file(name, accepted.unwrap_or_default());
        let file = file.ok_or(StatusCode::NOT_FOUND)?;
        let content = Bytes::from_static(file.bytes);
        let mut response = own(StatusCode::OK, file.media_type, content);
        let headers = response.headers_mut();
        if file.varies {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some(encoding) = file.encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Ok(response)
    }

    /// A list of the clusters.
    fn index(&self) -> Response<Content> {
        let links: String = self
            .clusters
            .iter()
            .map(|Cluster { folder, upstream: Target { address, .. }, .. }| {
                let [name, at] =
                    [&address.name, &address.host_and_port()].map(|text| escaped(text));
                format!("<li><a href=\"{folder}/\">{name}</a> {at}\n")
            })
            .collect();
        let from_panel = |ending, relation| {
            let (cluster, file) = self.clusters.first().zip(self.panel.name_of(ending))?;
            Some(format!("<link rel=\"{relation}\" href=\"{}/{file}\">\n", cluster.folder))
        };
        let style = from_panel(".css", "stylesheet").unwrap_or_default();
        let icon = from_panel(".svg", "icon").unwrap_or_default();
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>Certdeck</title>\n{style}{icon}<main>\n<h1>Clusters</h1>\n<ul>\n{links}</ul>\n</main>\n"
        );
        own(StatusCode::OK, "text/html; charset=utf-8", page)
    }
}

impl Cluster {
    async fn forward(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Response<Content> {
        let sent = self.upstream.send(method, path, headers, body).await;
        self.report(sent.as_ref().err());
        match sent {
            Ok(response) => {
                let (head, body) = response.into_parts();
                let mut response = Response::new(body.boxed_unsync());
                *response.status_mut() = head.status;
                *response.headers_mut() = headers::of_cluster(&head.headers);
                headers::add(response.headers_mut());
                response
            }
            // As the cluster itself would report an error, so that the panel shows it.
            Err(failure) => {
                let status = match failure {
                    Failure::TimedOut(_) => StatusCode::GATEWAY_TIMEOUT,
                    _ => StatusCode::BAD_GATEWAY,
                };
                let description = failure.why().to_string();
                let body = json!({ "error_code": "no_response", "description": description });
                own(status, "application/json", body.to_string())
            }
        }
    }

    /// Writes a failure where the command was started, unless the last request had the same.
    fn report(&self, failure: Option<&Failure>) {
        let why = failure.map(|failure| localized(failure.why().clone())).unwrap_or_default();
        if let Ok(mut last) = self.last_failure.lock()
            && *last != why
        {
            let name = &self.upstream.address.name;
            match failure {
                Some(_) => eprintln!("certdeck: {name}: {why}"),
                None => {
                    let again = message!("{0} responds again", name.as_str());
                    eprintln!("certdeck: {}", localized(again));
                }
            }
            *last = why;
        }
    }
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn plain(status: StatusCode) -> Response<Content> {
    own(status, "text/plain; charset=utf-8", status.to_string())
}

fn own(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Response<Content> {
    let body = Full::new(body.into()).map_err(|never| match never {});
    let mut response = Response::new(body.boxed_unsync());
    *response.status_mut() = status;
    let media_type = HeaderValue::from_static(media_type);
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    headers::add(response.headers_mut());
    response
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    let text = visible(text).replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use http_body_util::Empty;

    use super::*;
    use crate::cluster::address::Address;
    use crate::cluster::trust::Trust;

    const RULES: &str = include_str!("../../../tests/deploy/rules/requests.txt");

    /// Nothing listens at the cluster's address, so what is forwarded gets 502.
    fn site() -> Site {
        let cluster = |name: &str| Cluster {
            folder: name.to_owned(),
            title: Some(format!("<{name}>")),
            upstream: Target {
                address: Address::parse(&format!("{name}=http://127.0.0.1:1")).unwrap(),
                trust: Trust::new(None, &[]).unwrap(),
                identity: None,
            },
            last_failure: Mutex::default(),
        };
        Site {
            secret: "0123456789abcdef".to_owned(),
            hosts: vec!["127.0.0.1:4380".to_owned(), "localhost:4380".to_owned()],
            origins: vec!["http://127.0.0.1:4380".to_owned()],
            panel: Panel::for_tests(),
            clusters: vec![cluster("east"), cluster("west")],
            shortcut: Mutex::default(),
        }
    }

    /// Reading the computer's CAs takes a while.
    static SITE: LazyLock<Site> = LazyLock::new(site);

    async fn status(line: &str, headers: &[(&str, &str)]) -> u16 {
        let (method, target) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        // What can't be parsed is rejected before it gets here.
        let Ok(request) = request.body(Empty::<Bytes>::new()) else { return 400 };
        SITE.respond(request).await.status().as_u16()
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4380");

    #[tokio::test]
    async fn only_the_panels_requests_are_forwarded() {
        let status = async |request: &str| {
            let in_folder = request.replacen(' ', " /0123456789abcdef/west", 1);
            status(&in_folder, &[HOST]).await
        };
        let requests = |sign| RULES.lines().filter_map(move |line| line.strip_prefix(sign));
        for request in requests("+ ") {
            assert_eq!(status(request).await, 502, "{request}");
        }
        // The type of a URI drops a fragment, so what is matched is what arrives nevertheless.
        for request in requests("- ").filter(|request| !request.contains('#')) {
            let status = status(request).await;
            assert!([400, 404, 405].contains(&status), "{request} gets {status}");
        }
    }

    #[tokio::test]
    async fn only_this_machines_names_the_own_origin_and_the_secret_are_accepted() {
        let api = "GET /0123456789abcdef/east/v1/cluster";
        let page = "GET /0123456789abcdef/east/";
        for (line, headers, expected) in [
            (api, &[HOST][..], 502),
            (page, &[HOST], 200),
            ("HEAD /0123456789abcdef/east/", &[HOST], 200),
            ("GET /0123456789abcdef/", &[HOST], 200),
            (page, &[("host", "localhost:4380")], 200),
            // A name that an attacker has resolve to 127.0.0.1.
            (page, &[("host", "attacker.example.com:4380")], 421),
            (page, &[("host", "127.0.0.1:4381")], 421),
            (page, &[("host", "127.0.0.1")], 421),
            (page, &[("host", "127.0.0.1:4380.example.com")], 421),
            (page, &[HOST, ("host", "attacker.example.com")], 421),
            (page, &[], 421),
            ("GET http://127.0.0.1:4380/0123456789abcdef/east/", &[HOST], 421),
            // Another site in the same browser.
            (api, &[HOST, ("origin", "http://127.0.0.1:4380")], 502),
            (api, &[HOST, ("origin", "http://127.0.0.1:4381")], 403),
            (api, &[HOST, ("origin", "https://127.0.0.1:4380")], 403),
            (api, &[HOST, ("origin", "https://attacker.example.com")], 403),
            (api, &[HOST, ("origin", "null")], 403),
            (api, &[HOST, ("sec-fetch-site", "same-origin")], 502),
            (api, &[HOST, ("sec-fetch-site", "same-site")], 403),
            (api, &[HOST, ("sec-fetch-site", "cross-site")], 403),
            (api, &[HOST, ("sec-fetch-site", "none")], 403),
            // A link in a mail is followed.
            (page, &[HOST, ("sec-fetch-site", "cross-site")], 200),
            // Another user of this machine.
            ("GET /", &[HOST], 404),
            ("GET /0123456789abcdef", &[HOST], 404),
            ("GET /east/", &[HOST], 404),
            ("GET /v1/cluster", &[HOST], 404),
            ("GET //east/v1/cluster", &[HOST], 404),
            ("GET /0123456789abcde/east/v1/cluster", &[HOST], 404),
            ("GET /0123456789abcdeg/east/v1/cluster", &[HOST], 404),
            ("GET /0123456789abcdef0/east/v1/cluster", &[HOST], 404),
            ("GET /0123456789ABCDEF/east/v1/cluster", &[HOST], 404),
            ("GET /x/../0123456789abcdef/east/v1/cluster", &[HOST], 404),
            ("GET /0123456789abcdef/north/v1/cluster", &[HOST], 404),
            ("GET /0123456789abcdef/v1/cluster", &[HOST], 404),
            ("POST /0123456789abcdef/", &[HOST], 404),
            ("POST /0123456789abcdef/east/", &[HOST], 405),
        ] {
            assert_eq!(status(line, headers).await, expected, "{line} {headers:?}");
        }
    }

    #[tokio::test]
    async fn the_list_of_clusters_is_text() {
        let request = Request::builder().uri("/0123456789abcdef/").header("host", HOST.1);
        let mut site = site();
        site.clusters.retain(|cluster| cluster.folder == "east");
        site.clusters.iter_mut().for_each(|one| one.upstream.address.name = "<b>&\"x".to_owned());
        let response = site.respond(request.body(Empty::<Bytes>::new()).unwrap()).await;
        let page = response.into_body().collect().await.unwrap().to_bytes();
        let page = String::from_utf8_lossy(&page);
        let link = "<a href=\"east/\">&lt;b&gt;&amp;&quot;x</a> 127.0.0.1:1";
        assert!(page.contains(link) && page.contains("href=\"east/style-01234567.css\""), "{page}");
    }
}
