//! Polling: the list follows the cluster automatically.

use demo::faults::{ErrorStatus, Fault, Rule};
use serde_json::json;
use thirtyfour::Key;

use browser_harness::{ADMIN, LIST, fault, scenario, scenario_with_config};

const HEALTH: &str = "GET /v4/cluster/health";

#[tokio::test(flavor = "multi_thread")]
async fn the_list_follows_the_cluster() {
    scenario_with_config(Some("{\"refresh_seconds\": 5}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.delete_out_of_band("sso_issuer");
        page.row_reads("sso_issuer", "Not set").await;
    })
    .await;
}

/// Each read of the list sends all keys: a page that is left open reads the health report instead.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_not_read_while_the_health_report_stays_the_same() {
    scenario_with_config(Some("{\"refresh_seconds\": 5}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::Reset));
        page.reads("banner", "checked").await;
        page.advance_clock(5).await;
        page.reads("banner", "checked just now").await;
        page.faults_left(1).await;
        page.delete_out_of_band("sso_issuer");
        page.reads("alert", "No response").await;
        page.row_reads("sso_issuer", "Not set").await;
        page.reads_no_more("main", "No response").await;
        // A report that cannot be read is no reason to send the keys.
        page.inject(fault(
            HEALTH,
            1,
            Fault::Status { status: 503.try_into().unwrap(), body: Default::default() },
        ));
        page.inject(fault(LIST, 1, Fault::Reset));
        page.reads("alert", "503").await;
        page.reads_no_more("main", "503").await;
        page.faults_left(1).await;
    })
    .await;
}

/// A report that comes before the list cannot be compared with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_list_is_read_once() {
    scenario_with_config(Some("{\"refresh_seconds\": 5}"), async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.inject(fault(LIST, 1, Fault::SlowDrip { bytes_per_second: 20_000 }));
        page.inject(fault(LIST, 1, Fault::Reset));
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.reads("banner", "checked").await;
        page.faults_left(1).await;
    })
    .await;
}

/// Before 8.0.16 there is no report, and a user may not be allowed to read it.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_health_report_the_list_is_read_every_15_minutes() {
    for is_old in [true, false] {
        scenario(async |page| {
            if is_old {
                page.cluster.cluster().set_versions(["7.22.2-14"; 3]);
            } else {
                page.inject(Rule {
                    pattern: Some(HEALTH.to_owned()),
                    times: None,
                    fault: Fault::Status {
                        status: 403.try_into().unwrap(),
                        body: Default::default(),
                    },
                });
            }
            let left = page.cluster.faults().list().len();
            page.signed_in(&ADMIN).await;
            page.reads("group", "version").await;
            page.inject(fault(LIST, 1, Fault::Empty));
            page.advance_clock(13 * 60).await;
            page.key(Key::Shift).await;
            page.reads("banner", "updated 13 min ago").await;
            page.faults_left(left + 1).await;
            page.advance_clock(3 * 60).await;
            page.faults_left(left).await;
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_read_is_retried() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::Reset));
        page.press("Refresh").await;
        page.reads("alert", "Showing data from").await;
        // Long before the usual minute.
        page.none("alert").await;
    })
    .await;
}

/// The list is as old as the last report that nothing changed, wherever its age is told.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_failure_every_place_tells_one_age() {
    scenario_with_config(Some("{\"refresh_seconds\": 60}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.until("the health report", async || {
            let read = "return performance.getEntriesByType('resource')
                .some(({ name }) => name.endsWith('/v4/cluster/health'))";
            (page.script(read).await == json!(true)).then_some(())
        })
        .await;
        page.advance_clock(61).await;
        page.reads("banner", "checked").await;
        page.inject(Rule { pattern: Some(LIST.to_owned()), times: None, fault: Fault::Reset });
        page.press("Refresh").await;
        let text = page.reads("alert", "Showing data from ").await;
        let (_, time) = text.split_once("Showing data from ").unwrap();
        page.reads("banner", "checked").await;
        page.script("dispatchEvent(new Event('beforeprint'))").await;
        let paper = "return document.querySelector('article')?.textContent ?? ''";
        page.until("the same time on paper", async || {
            let text = page.script(paper).await;
            text.as_str().unwrap().contains(&format!(" {}:", &time[..5])).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_in_seconds_is_honored() {
    let busy = ErrorStatus::try_from(503).unwrap().retry_after(700);
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::Status { status: busy, body: Default::default() }));
        page.press("Refresh").await;
        page.reads("alert", "Wait 700 seconds").await;
        page.inject(fault(LIST, 1, Fault::Empty));
        page.advance_clock(600).await;
        page.reads("banner", "10 min ago").await;
        page.script("window.dispatchEvent(new Event('online'))").await;
        // One second later.
        page.advance_clock(60).await;
        page.reads("banner", "11 min ago").await;
        page.faults_left(1).await;
        page.advance_clock(60).await;
        page.faults_left(0).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_as_a_date_is_honored() {
    let busy = ErrorStatus::try_from(503).unwrap().retry_after_date(700);
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::Status { status: busy, body: Default::default() }));
        page.press("Refresh").await;
        let text = page.reads("alert", "Wait ").await;
        let mut words = text.split_whitespace().skip_while(|word| *word != "Wait");
        let seconds: u32 = words.nth(1).unwrap().parse().unwrap();
        // The date has no fraction of a second, and the response took some time.
        assert!((690..=700).contains(&seconds), "{text}");
        page.inject(fault(LIST, 1, Fault::Empty));
        page.advance_clock(660).await;
        page.reads("banner", "11 min ago").await;
        page.faults_left(1).await;
        page.advance_clock(60).await;
        page.faults_left(0).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_page_does_not_poll_until_it_is_seen() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        // A change before it would be noticed at once.
        page.until("the health report", async || {
            let read = "return performance.getEntriesByType('resource')
                .some(({ name }) => name.endsWith('/v4/cluster/health'))";
            (page.script(read).await == serde_json::json!(true)).then_some(())
        })
        .await;
        page.script("Object.defineProperty(document, 'hidden', {get: () => window.unseen})").await;
        page.script("window.unseen = true").await;
        page.delete_out_of_band("sso_issuer");
        page.advance_clock(125).await;
        page.reads("banner", "2 min ago").await;
        page.advance_clock(60).await;
        page.reads("banner", "3 min ago").await;
        page.row_reads("sso_issuer", "Expired").await;
        page.script(
            "window.unseen = false;
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
        )
        .await;
        page.row_reads("sso_issuer", "Not set").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_read_as_soon_as_the_network_is_back() {
    scenario(async |page| {
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
        page.delete_out_of_band("sso_issuer");
        tools.send_raw("Network.emulateNetworkConditions", network(false)).await.unwrap();
        page.row_reads("sso_issuer", "Not set").await;
        page.none("alert").await;
    })
    .await;
}
