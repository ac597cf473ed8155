//! The panel's files: types, headers, caching, folders.

use std::{fs, path::Path};

use demo::{FOLDER, Options};
use reqwest::{Method, header};
use tempfile::TempDir;

use crate::Demo;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'";

#[tokio::test]
async fn files_have_their_types_and_caching() {
    let (demo, _dist) = with_pages().await;
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
async fn every_page_answer_has_the_headers() {
    let (demo, _dist) = with_pages().await;
    for path in ["/", "/folder/panel/", "/icon.svg", "/nope"] {
        let response = demo.request(Method::GET, path).send().await.unwrap();
        let headers = response.headers();
        assert_eq!(headers["content-security-policy"], POLICY, "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        let permissions = headers["permissions-policy"].to_str().unwrap();
        assert!(permissions.split(", ").all(|feature| feature.ends_with("=()")));
    }
}

#[tokio::test]
async fn what_is_missing_is_missing_and_not_kept() {
    let (demo, _dist) = with_pages().await;
    for path in ["/nope", "/gone-0123456789abcdef.js", "/folder/panel/nope", "/folder"] {
        let response = demo.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache", "{path}");
    }
}

#[tokio::test]
async fn a_folder_without_its_slash_leads_to_the_folder() {
    let (demo, _dist) = with_pages().await;
    let response = demo.request(Method::GET, FOLDER).send().await.unwrap();
    assert_eq!(response.status(), 307);
    assert_eq!(response.headers()[header::LOCATION], "panel/");
}

#[tokio::test]
async fn without_a_built_panel_it_says_what_to_do() {
    let empty = tempfile::tempdir().unwrap();
    let error = demo::start(serving(empty.path())).await.err().unwrap();
    let expected =
        format!("there is no built panel in {}: run cargo xtask build", empty.path().display());
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let first = Demo::start().await;
    let port = first.running.address.port();
    let options = Options { port, ..Options::default() };
    let error = demo::start(options).await.err().unwrap().to_string();
    assert!(error.starts_with(&format!("port {port} is taken")), "{error}");
}

async fn with_pages() -> (Demo, TempDir) {
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
    (Demo::with(serving(dist.path())).await, dist)
}

fn serving(dist: &Path) -> Options {
    Options { dist: Some(dist.to_owned()), ..Options::default() }
}
