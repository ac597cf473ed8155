//! The panel's files: types, headers, caching, folders.

use std::{fs, path::Path};

use demo::{FOLDER, Options};
use reqwest::{Method, Response, header};
use tempfile::TempDir;

use crate::Demo;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

#[tokio::test]
async fn files_have_their_types_and_caching() {
    let (demo, _dist) = with_pages(false).await;
    const FOREVER: &str = "public, max-age=31536000, immutable";
    for (file, kind, caching) in [
        ("", "text/html", "no-cache"),
        ("index.html", "text/html", "no-cache"),
        ("config.json", "application/json", "no-cache"),
        ("certdeck-0123456789abcdef.js", "text/javascript", FOREVER),
        ("certdeck-0123456789abcdef_bg.wasm", "application/wasm", FOREVER),
        ("style-fedcba9876543210.css", "text/css", FOREVER),
        ("icon.svg", "image/svg+xml", "no-cache"),
    ] {
        for folder in ["", FOLDER] {
            let path = format!("{folder}/{file}");
            let response = demo.request(Method::GET, &path).send().await.unwrap();
            assert_eq!(response.status(), 200, "{path}");
            assert_eq!(response.headers()[header::CONTENT_TYPE], kind, "{path}");
            assert_eq!(response.headers()[header::CACHE_CONTROL], caching, "{path}");
        }
    }
}

#[tokio::test]
async fn a_compressed_copy_is_sent_to_clients_that_accept_it() {
    let (demo, dist) = with_pages(false).await;
    let file = "/style-fedcba9876543210.css";
    fs::write(dist.path().join(&file[1..]).with_extension("css.br"), "compressed").unwrap();
    for (takes, encoding, body) in
        [("gzip, br", Some("br"), "compressed"), ("gzip", None, "content")]
    {
        let request = demo.request(Method::GET, file).header(header::ACCEPT_ENCODING, takes);
        let response = request.send().await.unwrap();
        let headers = response.headers().clone();
        assert_eq!(headers[header::CONTENT_TYPE], "text/css", "{takes}");
        assert_eq!(headers.get(header::CONTENT_ENCODING).map(|to| to.to_str().unwrap()), encoding);
        assert_eq!(headers[header::VARY], "accept-encoding", "{takes}");
        assert_eq!(response.text().await.unwrap(), body, "{takes}");
    }
}

#[tokio::test]
async fn every_page_answer_has_the_headers() {
    for tls in [false, true] {
        let (demo, _dist) = with_pages(tls).await;
        let (get, head, post) = (Method::GET, Method::HEAD, Method::POST);
        for (method, path, status) in [
            (&get, "/", 200),
            (&head, "/", 200),
            (&get, "/folder/panel/", 200),
            (&get, "/icon.svg", 200),
            (&get, "/folder/panel", 307),
            (&get, "/nope", 404),
            (&get, "/folder/panel/nope", 404),
            (&post, "/", 405),
        ] {
            let response = demo.request(method.clone(), path).send().await.unwrap();
            assert_eq!(response.status(), status, "{path}");
            assert_page_headers(&response, tls);
        }
        for path in ["/", "/folder/panel/icon.svg"] {
            assert_page_headers(&not_modified(&demo, path).await, tls);
        }
    }
}

#[tokio::test]
async fn the_api_serves_no_page() {
    let (demo, _dist) = with_pages(true).await;
    let response = demo.request(Method::GET, "/v1/cluster").send().await.unwrap();
    for name in ["content-security-policy", "strict-transport-security"] {
        assert!(!response.headers().contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn an_unchanged_file_keeps_its_caching_headers() {
    let (demo, _dist) = with_pages(false).await;
    for (path, caching) in [
        ("/", "no-cache"),
        ("/config.json", "no-cache"),
        ("/style-fedcba9876543210.css", "public, max-age=31536000, immutable"),
    ] {
        let response = not_modified(&demo, path).await;
        assert_eq!(response.headers()[header::CACHE_CONTROL], caching, "{path}");
    }
}

#[tokio::test]
async fn a_missing_file_is_a_404_and_not_cached() {
    let (demo, _dist) = with_pages(false).await;
    for path in ["/nope", "/gone-0123456789abcdef.js", "/folder/panel/nope", "/folder"] {
        let response = demo.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache", "{path}");
    }
}

#[tokio::test]
async fn a_folder_without_its_slash_leads_to_the_folder() {
    let (demo, _dist) = with_pages(false).await;
    let response = demo.request(Method::GET, FOLDER).send().await.unwrap();
    assert_eq!(response.status(), 307);
    assert_eq!(response.headers()[header::LOCATION], "panel/");
}

#[tokio::test]
async fn without_a_built_panel_it_says_what_to_do() {
    let empty = tempfile::tempdir().unwrap();
    let error = demo::start(serving(empty.path())).await.err().unwrap();
    let expected = format!("no built panel in {}; run cargo xtask build", empty.path().display());
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let first = Demo::start().await;
    let port = first.running.address.port();
    let options = Options { port, ..Options::default() };
    let error = demo::start(options).await.err().unwrap().to_string();
    assert!(error.starts_with(&format!("port {port} is in use")), "{error}");
}

/// Requests a file that the client has cached.
async fn not_modified(demo: &Demo, path: &str) -> Response {
    let first = demo.request(Method::GET, path).send().await.unwrap();
    let date = first.headers()[header::LAST_MODIFIED].clone();
    let request = demo.request(Method::GET, path).header(header::IF_MODIFIED_SINCE, date);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 304, "{path}");
    response
}

fn assert_page_headers(response: &Response, tls: bool) {
    let path = response.url();
    let headers = response.headers();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("origin-agent-cluster", "?1"),
    ] {
        assert_eq!(headers[name], value, "{path}");
        assert_eq!(headers.get_all(name).iter().count(), 1, "{path}");
    }
    let permissions = headers["permissions-policy"].to_str().unwrap();
    assert!(permissions.split(", ").all(|feature| feature.ends_with("=()")), "{path}");
    let strict = headers.get("strict-transport-security").map(|value| value.to_str().unwrap());
    assert_eq!(strict, tls.then_some("max-age=31536000"), "{path}");
}

async fn with_pages(tls: bool) -> (Demo, TempDir) {
    let dist = tempfile::tempdir().unwrap();
    for file in [
        "index.html",
        "config.json",
        "icon.svg",
        "style-fedcba9876543210.css",
        "certdeck-0123456789abcdef.js",
        "certdeck-0123456789abcdef_bg.wasm",
    ] {
        fs::write(dist.path().join(file), "content").unwrap();
    }
    (Demo::with(Options { tls, ..serving(dist.path()) }).await, dist)
}

fn serving(dist: &Path) -> Options {
    Options { dist: Some(dist.to_owned()), ..Options::default() }
}
