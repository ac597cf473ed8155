//! How the list stays what the cluster has, without anybody asking for it.

use demo::faults::{ErrorStatus, Fault};
use serde_json::json;

use browser_harness::{ADMIN, LIST, fault, story, story_configured};

#[tokio::test(flavor = "multi_thread")]
async fn the_list_follows_the_cluster() {
    story_configured(Some("{\"refresh_seconds\": 5}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.remove("sso_issuer");
        page.row_reads("sso_issuer", "empty slot").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_that_failed_is_repeated() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.trouble(fault(LIST, 1, Fault::Reset));
        page.press("Refresh").await;
        page.reads("alert", "What you see is older").await;
        // Long before the usual minute.
        page.none("[role=alert]").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_the_server_asks_for_is_kept() {
    let busy = ErrorStatus::try_from(503).unwrap().retry_after(700);
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.trouble(fault(LIST, 1, Fault::Status { status: busy, body: Default::default() }));
        page.press("Refresh").await;
        page.reads("alert", "It asks to wait for 700 seconds").await;
        page.trouble(fault(LIST, 1, Fault::Empty));
        page.let_pass(600).await;
        page.holds(".freshness", "10 min ago").await;
        page.script("window.dispatchEvent(new Event('online'))").await;
        // The second after that.
        page.let_pass(60).await;
        page.holds(".freshness", "11 min ago").await;
        page.faults_left(1).await;
        page.let_pass(60).await;
        page.faults_left(0).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_nobody_sees_asks_nothing_until_it_is_seen() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.script("Object.defineProperty(document, 'hidden', {get: () => window.unseen})").await;
        page.script("window.unseen = true").await;
        page.remove("sso_issuer");
        page.let_pass(125).await;
        page.holds(".freshness", "2 min ago").await;
        page.let_pass(60).await;
        page.holds(".freshness", "3 min ago").await;
        page.row_reads("sso_issuer", "Expired").await;
        page.script(
            "window.unseen = false;
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
        )
        .await;
        page.row_reads("sso_issuer", "empty slot").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_is_back_is_used_at_once() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        let network = |offline: bool| {
            json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        };
        let tools = page.driver.cdp();
        tools.send_raw("Network.enable", json!({})).await.unwrap();
        tools.send_raw("Network.emulateNetworkConditions", network(true)).await.unwrap();
        page.press("Refresh").await;
        page.reads("alert", "This browser is offline").await;
        page.row_reads("api", "private key hidden").await;
        page.remove("sso_issuer");
        tools.send_raw("Network.emulateNetworkConditions", network(false)).await.unwrap();
        page.row_reads("sso_issuer", "empty slot").await;
        page.none("[role=alert]").await;
    })
    .await;
}
