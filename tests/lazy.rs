//! The program's second file, loaded after the list, and its third, loaded when it's asked for; and what
//! happens without them.

use std::path::PathBuf;

use demo::Options;
use demo::faults::{Body, Fault};
use serde_json::json;

use browser_harness::{
    ADMIN, DevTools, LIST, Page, copy_of_dist, fault, scenario, scenario_with, status,
};

/// The second file, as a fault pattern.
const PART: &str = "GET /lazy-*";
const COMING: &str = "Loading the rest of the page";
const FAILED: &str = "Couldn’t load the rest of the page";

/// The number of second files that the page has fetched.
async fn parts(page: &Page) -> usize {
    let files = "return performance.getEntriesByType('resource')
        .filter((entry) => /\\/lazy-\\w+\\.wasm$/.test(entry.name)).length";
    page.script(files).await.as_u64().unwrap().try_into().unwrap()
}

/// The second file in a copy of the built panel.
fn part_in(site: &std::path::Path) -> PathBuf {
    let files = std::fs::read_dir(site).unwrap().map(|file| file.unwrap().path());
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut parts =
        files.filter(|path| name(path).starts_with("lazy-") && name(path).ends_with(".wasm"));
    let part = parts.next().unwrap();
    assert_eq!(parts.next(), None);
    part
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lazy_part_is_fetched_once_and_after_the_list() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        assert_eq!(parts(page).await, 0);
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        // The line of time is in the part.
        page.role("group", "Expiring in the next 13 months").await;
        page.press("Export").await;
        page.role("dialog", "Export").await;
        assert_eq!(parts(page).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modified_lazy_part_does_not_run_and_can_be_fetched_again() {
    let site = copy_of_dist();
    let part = part_in(site.path());
    let built = std::fs::read(&part).unwrap();
    // An empty custom section, so that it would still run.
    std::fs::write(&part, [&built[..], &[0, 2, 1, b'x']].concat()).unwrap();
    let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("status", FAILED).await;
        page.press("Delete ldap_client").await;
        page.row("ldap_client").await;
        assert!(!page.console_errors().await.is_empty());
        std::fs::write(&part, &built).unwrap();
        page.press("Try again").await;
        // What was pressed meanwhile is kept.
        page.role("alertdialog", "Delete ldap_client?").await;
        page.press("Cancel").await;
        page.role("group", "Expiring in the next 13 months").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_lazy_part_keys_are_kept_and_signing_out_works() {
    scenario(async |page| {
        page.inject(fault(PART, 0, status(404, Body::None)));
        page.signed_in(&ADMIN).await;
        page.reads("status", FAILED).await;
        page.key("j").await;
        let focused = "return document.activeElement.className";
        assert!(page.script(focused).await.as_str().unwrap().contains("row-link"));
        page.press("Sign out").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.key("?").await;
        page.cluster.faults().clear();
        page.press("Try again").await;
        page.role("dialog", "Keyboard shortcuts").await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lazy_part_that_fails_in_any_way_can_be_fetched_again() {
    scenario(async |page| {
        let tools = DevTools::of(page).await;
        tools.session.send_raw("Network.enable", json!({})).await.unwrap();
        let uncached = json!({ "cacheDisabled": true });
        tools.session.send_raw("Network.setCacheDisabled", uncached).await.unwrap();
        for broken in [
            status(404, Body::None),
            status(503, Body::Html),
            Fault::Html200,
            Fault::Empty,
            Fault::CutOff,
            Fault::Reset,
        ] {
            // The browser itself tries again after a reset.
            page.inject(fault(PART, 0, broken));
            page.signed_in(&ADMIN).await;
            page.reads("status", FAILED).await;
            page.row_reads("api", "private key hidden").await;
            page.cluster.faults().clear();
            page.press("Try again").await;
            page.role("button", "Export").await;
            page.reads_no_more("status", FAILED).await;
        }
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lazy_part_that_hangs_holds_up_nothing_else() {
    scenario(async |page| {
        page.inject(fault(PART, 0, Fault::Hang));
        // Beside a list that can't be read.
        page.inject(fault(LIST, 2, status(503, Body::Json)));
        page.open().await;
        page.reads("alert", "503").await;
        page.sign_in(&ADMIN).await;
        page.role("button", "Sign out").await;
        page.reads("alert", "503").await;
        page.open_at("?again#/certificates/api").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        // A dialog waits for it.
        page.reads("status", COMING).await;
        // After ten seconds.
        page.reads("status", FAILED).await;
        // A session ends while it is on its way, and another begins.
        page.press("Sign out").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.press("Delete ldap_client").await;
        page.cluster.faults().clear();
        // It's late, and nobody has to try again.
        page.role("alertdialog", "Delete ldap_client?").await;
        page.reads_no_more("status", FAILED).await;
        page.press("Cancel").await;
        page.close("api").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_for_replacing_is_fetched_when_it_is_asked_for_and_again_after_a_failure() {
    const REPLACE: &str = "GET /replace-*";
    let fetched = "return performance.getEntriesByType('resource')
        .filter((entry) => /\\/replace-\\w+\\.wasm$/.test(entry.name)).length";
    scenario(async |page| {
        page.inject(fault(REPLACE, 0, status(404, Body::None)));
        page.signed_in(&ADMIN).await;
        page.reads("figure", "Next:").await;
        assert_eq!(page.script(fetched).await, 0);
        page.press("Replace proxy").await;
        page.reads("dialog", "Couldn’t load this part of the page.").await;
        page.cluster.faults().clear();
        page.press("Try again").await;
        page.role("dialog", "Replace proxy").await;
        page.focus_is_on("Replace proxy").await;
        page.press("Cancel").await;
        page.none("dialog").await;
        page.focus_is_on("Replace proxy").await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_in_time_without_the_lazy_part() {
    scenario(async |page| {
        page.inject(fault(PART, 0, Fault::Hang));
        page.signed_in(&ADMIN).await;
        page.advance_clock(16 * 60).await;
        page.reads("alert", "15 minutes").await;
        assert!(!page.document().await.contains("ldap_client"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_slow_network_rows_come_first_and_what_is_pressed_opens_later() {
    scenario(async |page| {
        page.open().await;
        page.enabled("Deutsch").await;
        let tools = DevTools::of(page).await;
        tools.session.send_raw("Network.enable", json!({})).await.unwrap();
        let slow = |rate: i64| json!({
            "offline": false, "latency": 100, "downloadThroughput": rate, "uploadThroughput": -1,
        });
        let network = "Network.emulateNetworkConditions";
        tools.session.send_raw(network, slow(20_000)).await.unwrap();
        page.sign_in(&ADMIN).await;
        page.row("api").await.click().await.unwrap();
        page.reads("status", COMING).await;
        page.none("dialog").await;
        tools.session.send_raw(network, slow(-1)).await.unwrap();
        page.role("dialog", "api").await;
        page.reads_no_more("status", COMING).await;
    })
    .await;
}
