//! A story: a demo cluster, a browser in front of it, and a page to use.

mod browser;
mod page;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;

use demo::Options;
use demo::faults::{Fault, Rule};
use futures_util::FutureExt;

use browser::Browser;
pub use page::Page;

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
    let options = Options { dist: Some(options.dist.unwrap_or_else(dist)), ..options };
    let cluster = demo::start(options).await.unwrap();
    let browser = Browser::start().await;
    let page = Page::new(browser.driver(), cluster);
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

/// A story with a `config.json` of its own, or without one.
pub async fn story_configured<F>(config: Option<&str>, tell: F)
where
    F: AsyncFnOnce(&Page),
{
    let site = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(dist()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), site.path().join(file.file_name())).unwrap();
    }
    let file = site.path().join("config.json");
    match config {
        Some(config) => std::fs::write(file, config).unwrap(),
        None => std::fs::remove_file(file).unwrap(),
    }
    story_with(Options { dist: Some(site.path().to_owned()), ..Options::default() }, tell).await;
}

/// The next requests that match fail in this way.
pub fn fault(pattern: &str, times: u32, fault: Fault) -> Rule {
    Rule { pattern: Some(pattern.to_owned()), times: times.try_into().ok(), fault }
}

fn dist() -> PathBuf {
    std::env::var_os("CERTDECK_DIST")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../dist")), Into::into)
}
