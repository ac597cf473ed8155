//! A story: a demo cluster, a browser in front of it, and a page to use.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod browser;
mod language;
mod memory;
mod page;
mod states;

use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};

use demo::faults::{Body, Fault, Rule};
use demo::{Options, Running};
use futures_util::FutureExt;
use tempfile::TempDir;

use browser::Browser;
use language::Language;
pub use memory::{Needles, Places};
pub use page::Page;
pub use states::{LOOKS, Look, tour};

/// A person of the demo cluster.
pub struct User {
    pub name: &'static str,
    pub password: &'static str,
}

pub const ADMIN: User = User { name: "admin@example.com", password: "demo-admin" };
pub const VIEWER: User = User { name: "viewer@example.com", password: "demo-viewer" };
pub const NOBODY: User = User { name: "nobody@example.com", password: "demo-nobody" };

/// The requests that faults wait for.
pub const LIST: &str = "GET /v1/cluster/certificates";
pub const ANY_DELETE: &str = "DELETE /v1/cluster/certificates/*";

/// An answer with this status, by which nothing is done.
pub fn status(status: u16, body: Body) -> Fault {
    Fault::Status { status: status.try_into().unwrap(), body }
}

/// Tells a story to its end, in a cluster and a browser of its own. The console has to stay free
/// of errors and of violations of the content security policy.
pub async fn story<F>(tell: F)
where
    F: AsyncFnOnce(&Page),
{
    story_with(Options::default(), tell).await;
}

/// A story in front of a cluster of another kind.
pub async fn story_with<F>(options: Options, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    story_of_a_browser("en-US", options, tell).await;
}

/// A story in another language. It is told in English all the same.
pub async fn story_in<F>(language: &str, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    let words = Language::read(language);
    story_of_a_browser(language, Options::default(), async |page| {
        page.speaks(words);
        tell(page).await;
    })
    .await;
}

/// A story of a browser that wants this language.
pub async fn story_of_a_browser<F>(language: &str, options: Options, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    let options = Options { dist: Some(options.dist.unwrap_or_else(dist)), ..options };
    let cluster = demo::start(options).await.unwrap();
    let address = cluster.url();
    story_of(language, cluster, address, tell).await;
}

/// A story with a `config.json` of its own, or without one.
pub async fn story_configured<F>(config: Option<&str>, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    let site = dist_with("config.json", config);
    story_with(Options { dist: Some(site.path().to_owned()), ..Options::default() }, tell).await;
}

/// A story of a page whose API is of another origin, which allows the page or does not. The
/// host's own policy leaves room for `also` besides.
pub async fn story_at_another_origin<F>(allowed: bool, also: Option<String>, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    let port = free_port();
    let page = format!("http://127.0.0.1:{port}");
    let allow_origins = allowed.then_some(page).into_iter().collect();
    let api = demo::start(Options { allow_origins, ..Options::default() }).await.unwrap();
    let config = serde_json::json!({ "api": api.url() }).to_string();
    let site = dist_with("config.json", Some(&config));
    let origin = api.url().trim_end_matches('/').to_owned();
    let host = Options {
        port,
        dist: Some(site.path().to_owned()),
        connect_src: also.into_iter().chain([origin]).collect(),
        ..Options::default()
    };
    let host = demo::start(host).await.unwrap();
    story_of("en-US", api, host.url(), tell).await;
}

async fn story_of<F>(language: &str, cluster: Running, address: String, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    let browser = Browser::start(language).await;
    let page = Page::new(&browser, cluster, address);
    let told = async {
        tell(&page).await;
        page.assert_clean().await;
    };
    // A story that fails must not leave its browser behind.
    let result = AssertUnwindSafe(told).catch_unwind().await;
    browser.quit().await;
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

/// The built panel in a folder of its own, to be changed: without the copies in brotli, which the
/// demo cluster would send as they were.
pub fn copy_of_dist() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    copy(&dist(), site.path());
    remove_compressed(site.path());
    site
}

fn remove_compressed(folder: &Path) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            remove_compressed(&path);
        } else if path.extension().is_some_and(|ending| ending == "br") {
            std::fs::remove_file(path).unwrap();
        }
    }
}

/// The built panel with another text in one of its files, or without that file.
pub fn dist_with(file: &str, text: Option<&str>) -> TempDir {
    let site = copy_of_dist();
    let file = site.path().join(file);
    match text {
        Some(text) => std::fs::write(file, text).unwrap(),
        None => std::fs::remove_file(file).unwrap(),
    }
    site
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let to = to.join(file.file_name());
        if file.path().is_dir() {
            copy(&file.path(), &to);
        } else {
            std::fs::copy(file.path(), to).unwrap();
        }
    }
}

/// A port that was free just now, for who has to name it before it listens.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The next requests that match fail in this way.
pub fn fault(pattern: &str, times: u32, fault: Fault) -> Rule {
    Rule { pattern: Some(pattern.to_owned()), times: times.try_into().ok(), fault }
}

/// The built panel.
pub fn dist() -> PathBuf {
    std::env::var_os("CERTDECK_DIST").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist")),
        Into::into,
    )
}
