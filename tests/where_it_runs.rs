//! Where the page refuses to start: in a frame, over plain HTTP, and where a service worker is in
//! between. If one comes later, the page stops.

use std::path::PathBuf;

use browser_harness::{DevTools, INSECURE_HOST, Page, copy_of_dist, scenario, scenario_in_browser};
use demo::Options;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// A host that sends no headers, which would prevent framing and service workers; it also has
/// another application's files.
struct BareHost {
    address: String,
    _files: TempDir,
}

impl BareHost {
    async fn start() -> Self {
        let files = copy_of_dist();
        let folder = files.path().to_owned();
        let worker = "onactivate = (event) => event.waitUntil(clients.claim())";
        std::fs::write(folder.join("worker.js"), worker).unwrap();
        std::fs::write(folder.join("other.html"), "<!doctype html><title>Other</title>").unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(respond(BufReader::new(connection), folder.clone()));
            }
        });
        Self { address, _files: files }
    }

    fn url(&self, file: &str) -> String {
        format!("{}{file}", self.address)
    }
}

async fn respond(mut connection: BufReader<tokio::net::TcpStream>, folder: PathBuf) {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if connection.read_line(&mut head).await.unwrap_or_default() == 0 {
            return;
        }
    }
    let path = head.split(' ').nth(1).unwrap().trim_start_matches('/');
    let name = if path.is_empty() { "index.html" } else { path };
    let (status, body) = match std::fs::read(folder.join(name)) {
        Ok(body) => (200, body),
        Err(_) => (404, Vec::new()),
    };
    let kind = match name.rsplit('.').next().unwrap() {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "json" => "application/json",
        _ => "image/svg+xml",
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    // The browser may have gone.
    drop(connection.write_all(&[head.as_bytes(), &body].concat()).await);
}

/// Nothing but the page's own files and its texts has been requested.
async fn has_not_started(page: &Page) {
    assert_eq!(page.script("return document.querySelectorAll('input').length").await, 0);
    let requests = "return performance.getEntriesByType('resource')
        .filter(({ name }) => /config\\.json|\\/v1\\//.test(name)).length";
    assert_eq!(page.script(requests).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_over_plain_http_does_not_start() {
    for (language, expected) in
        [("en-US", "This page was loaded over plain HTTP"), ("de-DE", "Diese Seite wurde über")]
    {
        scenario_in_browser(language, Options::default(), async |page| {
            let address = format!("http://{INSECURE_HOST}:{}/", page.cluster.address.port());
            page.driver.goto(&address).await.unwrap();
            assert_eq!(page.script("return isSecureContext").await, false);
            page.reads("alert", expected).await;
            has_not_started(page).await;
            // The browser reports that it ignores the host's header here, and nothing else.
            for error in page.console_errors().await {
                assert!(
                    error.contains("Cross-Origin-Opener-Policy header has been ignored"),
                    "{error}"
                );
            }
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_in_a_frame_does_not_start() {
    scenario(async |page| {
        let host = BareHost::start().await;
        page.driver.goto(host.url("other.html")).await.unwrap();
        page.script(
            "const frame = document.createElement('iframe');
             frame.src = '/';
             document.body.append(frame);",
        )
        .await;
        page.driver.enter_frame(0).await.unwrap();
        page.reads("alert", "Another page has embedded this one").await;
        has_not_started(page).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_under_a_service_worker_does_not_start() {
    scenario(async |page| {
        let host = BareHost::start().await;
        page.driver.goto(host.url("other.html")).await.unwrap();
        page.script(
            "await navigator.serviceWorker.register('/worker.js');
             await navigator.serviceWorker.ready;
             if (!navigator.serviceWorker.controller) {
                 await new Promise((resolve) =>
                     navigator.serviceWorker.addEventListener('controllerchange', resolve));
             }",
        )
        .await;
        page.driver.goto(host.url("")).await.unwrap();
        page.reads("alert", "A service worker of another application").await;
        has_not_started(page).await;
        // What the message suggests.
        page.driver.goto(host.url("other.html")).await.unwrap();
        page.script(
            "const registration = await navigator.serviceWorker.getRegistration();
             await registration.unregister();",
        )
        .await;
        page.driver.goto(host.url("")).await.unwrap();
        page.console_errors().await;
        page.role("button", "Try again").await;
    })
    .await;
}

/// Another application's page can do that in another tab.
#[tokio::test(flavor = "multi_thread")]
async fn a_running_page_that_a_service_worker_takes_over_stops() {
    scenario(async |page| {
        let host = BareHost::start().await;
        page.driver.goto(host.url("")).await.unwrap();
        page.role("button", "Try again").await;
        let devtools = DevTools::of(page).await;
        let is_erased = "return new Uint8Array(memory.buffer).every((byte) => byte === 0)";
        assert_eq!(devtools.of_wasm_memory(is_erased).await, json!(false));
        let panel = page.driver.window().await.unwrap();
        let other = page.driver.new_tab().await.unwrap();
        page.driver.switch_to_window(other).await.unwrap();
        page.driver.goto(host.url("other.html")).await.unwrap();
        page.script("await navigator.serviceWorker.register('/worker.js')").await;
        page.driver.switch_to_window(panel).await.unwrap();
        page.reads("alert", "A service worker of another application").await;
        assert!(!page.has("button", "Try again").await);
        assert_eq!(devtools.of_wasm_memory(is_erased).await, json!(true));
    })
    .await;
}
