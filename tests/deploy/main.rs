//! The files of `deploy/`, with the real nginx and Caddy in front of the demo cluster. `cargo xtask
//! test` finds or fetches both and runs this; it skips and reports what it can't fetch.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod raw;
mod server;
mod tls;
mod upstream;

use std::collections::BTreeMap;
use std::path::Path;

use browser_harness::{ADMIN, dist, scenario_with};
use demo::pages::{CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY};
use demo::{Options, Running};
use raw::*;
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{RequestBuilder, Response, Version};
use server::{Kind, Server, Setup};
use tls::*;
use upstream::*;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Defines every test once per server.
macro_rules! for_each_server {
    ($($test:ident),* $(,)?) => {
        mod nginx {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() { super::$test(super::Kind::Nginx).await })*
        }
        mod caddy {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() { super::$test(super::Kind::Caddy).await })*
        }
    };
}

for_each_server! {
    every_answer_has_the_headers,
    headers_are_not_duplicated,
    files_are_sent_compressed,
    only_the_panels_requests_pass,
    the_clusters_certificate_is_verified,
    the_clusters_answers_pass_unchanged,
    a_deletion_is_sent_once,
    what_is_matched_is_what_arrives,
    a_large_replacement_stays_in_memory,
    a_replacement_may_take_longer,
    an_absolute_target_reaches_no_other_host,
    only_the_headers_the_api_needs_arrive,
    no_request_hides_in_another,
    headers_that_steer_a_page_are_dropped,
    every_cipher_has_forward_secrecy,
    no_secret_is_written,
    the_panel_works_at_the_root,
    the_panel_works_in_a_folder,
}

mod nginx_only {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn plain_http_redirects_to_tls() {
        let (_cluster, server) = started(Kind::Nginx).await;
        let url = format!("http://{}/?x", server.plain);
        let response = server.client().get(url).send().await.unwrap();
        assert_eq!(response.status(), 308);
        assert_eq!(response.headers()["location"], "https://127.0.0.1/?x");
        // A browser sends the name it was given; anything else may send any.
        let url = format!("http://{}/", server.plain);
        let request = server.client().get(url).header("host", "other.example.com");
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["location"], "https://127.0.0.1/");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn sign_ins_from_one_address_are_limited() {
        let (_cluster, server) = started(Kind::Nginx).await;
        let client = server.client();
        let sign_in = async |headers| {
            let request = client.post(server.url("/v1/users/authorize")).headers(headers);
            request.basic_auth(ADMIN.name, Some("wrong")).send().await.unwrap()
        };
        for _ in 0..10 {
            assert_eq!(sign_in(HeaderMap::new()).await.status(), 401);
        }
        // Another address in a header is no other address.
        let elsewhere = HeaderMap::from_iter([(FORWARDED_FOR, "6.6.6.6".parse().unwrap())]);
        let response = sign_in(elsewhere).await;
        assert_eq!(response.status(), 429);
        assert_eq!(response.headers()["retry-after"], "6");
        assert_headers(&response);
        // Nothing else is limited.
        let list = client.get(server.url("/v1/cluster/certificates"));
        let list = list.basic_auth(ADMIN.name, Some(ADMIN.password)).send().await.unwrap();
        assert_eq!(list.status(), 200);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn no_session_is_resumed() {
        tls::no_session_is_resumed().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_slow_reader_is_not_buffered_on_disk() {
        upstream::a_slow_reader_is_not_buffered_on_disk(Kind::Nginx).await;
    }
}

mod caddy_only {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn nobody_can_change_its_configuration() {
        let (_cluster, server) = started(Kind::Caddy).await;
        let log = server.written();
        assert!(log.contains("admin endpoint disabled"), "{log}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn sessions_are_resumed() {
        tls::sessions_are_resumed().await;
    }
}

mod nginx_with_brotli {
    #[tokio::test(flavor = "multi_thread")]
    async fn files_are_sent_compressed() {
        super::files_are_sent_compressed(super::Kind::NginxBrotli).await;
    }
}

async fn every_answer_has_the_headers(kind: Kind) {
    let (_cluster, server) = started(kind).await;
    let client = server.client();
    let hashed = "public, max-age=31536000, immutable";
    let wasm = &file(&server, "_bg.wasm");
    let script = &file(&server, ".js");
    let style = &file(&server, ".css");
    let get = |path: &str| client.get(server.url(path));
    let etag = get("/").send().await.unwrap().headers()["etag"].clone();
    let signed_in = |path| get(path).basic_auth(ADMIN.name, Some(ADMIN.password));
    let cases: Vec<(RequestBuilder, u16, &str, &str)> = vec![
        (get("/"), 200, "no-cache", "text/html"),
        (get("/index.html"), 200, "no-cache", "text/html"),
        (get("/").header("if-none-match", etag), 304, "no-cache", ""),
        (get("/config.json"), 200, "no-cache", "application/json"),
        (get(wasm), 200, hashed, "application/wasm"),
        (get(wasm).header("range", "bytes=0-9"), 206, hashed, "application/wasm"),
        (get(script), 200, hashed, "text/javascript"),
        (get(style), 200, hashed, "text/css"),
        (get("/nothing"), 404, "no-cache", ""),
        (get("/gone-0123456789abcdef.js"), 404, "no-cache", ""),
        (signed_in("/v1/cluster/certificates"), 200, "no-store", "application/json"),
        (get("/v1/cluster"), 401, "no-store", "application/json"),
        (signed_in("/v1/bdbs"), 404, "no-", ""),
        (client.post(server.url("/v1/users/authorize")).body("x".repeat(9000)), 413, "no-", ""),
    ];
    for (request, status, caching, kind) in cases {
        let response = request.send().await.unwrap();
        let what = format!("{} {:#?}", response.url(), response.headers());
        assert_eq!(response.status(), status, "{what}");
        assert_eq!(response.version(), Version::HTTP_2, "{what}");
        assert_headers(&response);
        assert!(header(&response, "cache-control").starts_with(caching), "{what}");
        assert!(header(&response, "content-type").starts_with(kind), "{what}");
        assert!(!response.headers().contains_key("www-authenticate"), "{what}");
    }
}

async fn files_are_sent_compressed(kind: Kind) {
    let (_cluster, server) = started(kind).await;
    let best = if kind == Kind::Nginx { "gzip" } else { "br" };
    let client = server.client();
    let mut compressed = 0;
    for name in names(&server) {
        for (accepted, encoding) in [("gzip, br", best), ("gzip", "gzip"), ("identity", "")] {
            let ending = if encoding == "br" { ".br" } else { ".gz" };
            let copy = server.files.join(format!("{name}{ending}"));
            let encoding = if copy.exists() { encoding } else { "" };
            let sent = if encoding.is_empty() { server.files.join(&name) } else { copy };
            let request = client.get(server.url(&format!("/{name}")));
            let response = request.header("accept-encoding", accepted).send().await.unwrap();
            let what = format!("{name} for {accepted}: {:?}", response.headers());
            assert_eq!(header(&response, "content-encoding"), encoding, "{what}");
            if !encoding.is_empty() {
                assert_eq!(header(&response, "vary").to_lowercase(), "accept-encoding", "{what}");
                compressed += 1;
            }
            let body = response.bytes().await.unwrap();
            assert!(body == std::fs::read(&sent).unwrap(), "{what}: not {}", sent.display());
        }
    }
    // The page, its script, its program: each in both encodings.
    assert!(compressed >= 6, "{compressed} compressed answers: run cargo xtask build");
    assert!(!server.files.join("config.json.gz").exists(), "a site edits config.json");
}

async fn no_secret_is_written(kind: Kind) {
    let (cluster, server) = started(kind).await;
    let client = server.client();
    let sign_in = client.post(server.url("/v1/users/authorize"));
    let response = sign_in.basic_auth(ADMIN.name, Some(ADMIN.password)).send().await.unwrap();
    let response: BTreeMap<String, String> = response.json().await.unwrap();
    let token = &response["access_token"];
    let list = client.get(server.url("/v1/cluster/certificates"));
    let list = list.header("authorization", format!("JWT {token}"));
    let entries: BTreeMap<String, String> = list.send().await.unwrap().json().await.unwrap();
    drop(cluster);
    // A failure is logged with its request.
    let url = server.url("/v1/cluster/certificates/ldap_client");
    let failed = client.delete(url).header("authorization", format!("JWT {token}"));
    assert_eq!(failed.send().await.unwrap().status(), 502);
    let written = server.written();
    assert!(written.contains("/v1/cluster/certificates/ldap_client"), "{written}");
    let basic = "YWRtaW5AZXhhbXBsZS5jb206ZGVtby1hZG1pbg";
    let key = entries["api_key"].lines().nth(5).unwrap();
    for secret in [ADMIN.password, basic, token, key] {
        assert!(!written.contains(secret), "{secret} in {written}");
    }
}

async fn the_panel_works_at_the_root(kind: Kind) {
    the_panel_works(kind, false).await;
}

async fn the_panel_works_in_a_folder(kind: Kind) {
    the_panel_works(kind, true).await;
}

/// The main flow, from the URL that a user types to the end of the session.
async fn the_panel_works(kind: Kind, folder: bool) {
    let options = Options { tls: true, dist: Some(dist()), ..Options::default() };
    scenario_with(options, async |page| {
        let setup = Setup { folder, ..Setup::default() };
        let server = Server::start(kind, &page.cluster, &setup).await;
        page.driver.goto(server.url(if folder { "/certs" } else { "/" })).await.unwrap();
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.delete("ldap_client").await;
        page.reads("status", "ldap_client").await;
        assert!(!page.entries().contains_key("ldap_client_cert"));
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        let url = page.driver.current_url().await.unwrap();
        assert!(url.as_str().starts_with(&server.url("/")), "{url}");
        if folder {
            assert_eq!(url.path(), "/certs/");
            let request = server.client().get(server.url("/certs"));
            assert_eq!(request.send().await.unwrap().headers()["location"], "certs/");
        }
        page.assert_clean().await;
    })
    .await;
}

/// Each of the page's headers is there exactly once, on any response.
fn assert_headers(response: &Response) {
    let expected = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("permissions-policy", PERMISSIONS_POLICY),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("origin-agent-cluster", "?1"),
        ("strict-transport-security", "max-age=31536000"),
    ];
    for (name, value) in expected {
        let all: Vec<_> = response.headers().get_all(name).iter().collect();
        assert_eq!(all, [value], "{name} of {} {}", response.status(), response.url());
    }
    assert_eq!(response.headers().get_all("cache-control").iter().count(), 1, "{}", response.url());
}

async fn started(kind: Kind) -> (Running, Server) {
    let cluster = cluster().await;
    let server = Server::start(kind, &cluster, &Setup::default()).await;
    (cluster, server)
}

async fn cluster() -> Running {
    demo::start(Options { tls: true, ..Options::default() }).await.unwrap()
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
}

/// The files in the server's folder, without compressed copies.
fn names(server: &Server) -> Vec<String> {
    let mut names = names_in(&server.files, "");
    names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    names
}

/// A folder's files, with relative paths.
fn names_in(folder: &Path, before: &str) -> Vec<String> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let name = format!("{before}{}", file.file_name().into_string().unwrap());
        match file.path().is_dir() {
            true => names.extend(names_in(&file.path(), &format!("{name}/"))),
            false => names.push(name),
        }
    }
    names
}

fn file(server: &Server, ending: &str) -> String {
    let name = names(server).into_iter().find(|name| name.ends_with(ending));
    format!("/{}", name.unwrap_or_else(|| panic!("no file {ending}")))
}
