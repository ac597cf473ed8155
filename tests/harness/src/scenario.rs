//! A scenario: its own demo cluster and browser, used from start to end.

use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, resume_unwind};

use demo::{Options, Running};
use futures_util::FutureExt;

use crate::browser::{Browser, Kind};
use crate::language::Language;
use crate::page::Page;
use crate::site::{dist, dist_with, dist_with_script};

/// Runs a scenario. Fails on console errors and content security policy violations.
pub async fn scenario<F>(steps: F)
where
    F: AsyncFnOnce(&Page),
{
    scenario_with(Options::default(), steps).await;
}

/// A scenario with other cluster options.
pub async fn scenario_with<F>(options: Options, steps: F)
where
    F: AsyncFnOnce(&Page),
{
    scenario_in_browser("en-US", options, steps).await;
}

/// A scenario in another language. Its steps are still written in English.
pub async fn scenario_in<F>(tag: &str, steps: F)
where
    F: AsyncFnOnce(&Page),
{
    let language = Language::read(tag);
    scenario_in_browser(tag, Options::default(), async |page| {
        page.set_language(language);
        steps(page).await;
    })
    .await;
}

/// A scenario in a browser with this preferred language.
pub async fn scenario_in_browser<F>(language: &str, options: Options, steps: F)
where
    F: AsyncFnOnce(&Page),
{
    let options = Options { dist: Some(options.dist.unwrap_or_else(dist)), ..options };
    let cluster = demo::start(options).await.unwrap();
    let address = cluster.url();
    run(Kind::Chromium, language, cluster, address, steps).await;
}

/// A scenario in the browser that `BROWSER` names, where a script runs before the page's own.
pub async fn scenario_in_any_browser<F>(script: &str, steps: F)
where
    F: AsyncFnOnce(&Page),
{
    let site = dist_with_script(script);
    let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
    let cluster = demo::start(options).await.unwrap();
    let address = cluster.url();
    run(Kind::chosen(), "en-US", cluster, address, steps).await;
}

/// A scenario with its own `config.json`, or without one.
pub async fn scenario_with_config<F>(config: Option<&str>, steps: F)
where
    F: AsyncFnOnce(&Page),
{
    let site = dist_with("config.json", config);
    let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
    scenario_with(options, steps).await;
}

/// A scenario whose API is on another origin, which allows the page or not. The page's host also
/// allows the origin `also` in its policy.
pub async fn scenario_across_origins<F>(allowed: bool, also: Option<String>, steps: F)
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
    run(Kind::Chromium, "en-US", api, host.url(), steps).await;
}

async fn run<F>(kind: Kind, language: &str, cluster: Running, address: String, steps: F)
where
    F: AsyncFnOnce(&Page),
{
    let browser = Browser::start(kind, language).await;
    let page = Page::new(&browser, cluster, address);
    let steps = async {
        steps(&page).await;
        page.assert_clean().await;
    };
    // A failing scenario must not leave its browser running.
    let result = AssertUnwindSafe(steps).catch_unwind().await;
    browser.quit().await;
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

/// A currently free port, for use before listening.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
