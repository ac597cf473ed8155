//! What is told of each response, and what happens while there is none.

use browser_harness::{ADMIN, fault, scenario, scenario_with, status};
use demo::Options;
use demo::faults::{Body, Fault};
use thirtyfour::Key;

use super::files::Files;
use super::{ANY_PUT, has, prepared, ready, send};

const AGAIN: &str = "Try again with the same files";

#[tokio::test(flavor = "multi_thread")]
async fn each_status_says_what_state_the_cluster_may_be_in() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        page.inject(fault(ANY_PUT, 1, status(406, Body::None)));
        send(page).await;
        // The last has not been carried out either, so the next can always be the same files.
        for (next, part) in [
            (Some(status(400, Body::Json)), "as expired (406)"),
            (Some(status(403, Body::None)), "as invalid (400)"),
            (Some(Fault::StoreRefuses), "Your role can replace certificates, so either"),
            (Some(Fault::RedirectSame), "an error occurred in the cluster (500)"),
            (Some(status(413, Body::Html)), "which Certdeck doesn’t follow"),
            (Some(Fault::Html200), "too large for a server in front of the cluster (413)"),
            (Some(status(405, Body::Html)), "Unexpected response while replacing proxy (HTTP 200)"),
            (None, "A proxy in front of it may not forward this request"),
        ] {
            page.reads("dialog", part).await;
            page.reads("dialog", "Still the old one").await;
            if let Some(next) = next {
                page.inject(fault(ANY_PUT, 1, next));
            }
            page.press(AGAIN).await;
        }
        page.reads("dialog", "In place: the cluster lists the new certificate for proxy.").await;
        assert!(!page.has("button", AGAIN).await);
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_refuses_409_is_told_and_the_same_files_are_sent_again() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        page.inject(fault(ANY_PUT, 1, Fault::NodeDisk));
        send(page).await;
        page.reads("dialog", "Replaced only in part: proxy.").await;
        page.reads("dialog", "didn’t confirm that every node has it").await;
        page.press(AGAIN).await;
        page.reads("dialog", "Replaced on every node: proxy.").await;
        page.reads("dialog", "In place").await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_response_the_list_is_read_until_it_shows_the_new_one() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "api", &files).await;
        // Carried out; then the API is gone, as after a change of its own certificate.
        page.inject(fault(ANY_PUT, 1, Fault::LostAnswer));
        page.inject(fault("GET /v1/cluster/certificates", 2, Fault::Reset));
        page.inject(fault("GET /v4/cluster/health", 2, Fault::Reset));
        send(page).await;
        page.reads("dialog", "The API may be unavailable for several minutes").await;
        page.reads("dialog", "No response from the cluster while replacing api").await;
        page.reads("dialog", "The cluster lists the new certificate for api, but didn’t confirm")
            .await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_replacement_goes_on_behind_the_page_and_leaving_warns() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        page.inject(fault(ANY_PUT, 1, Fault::Hang));
        send(page).await;
        page.role("dialog", "Replacing proxy…").await;
        let first = page.reads("timer", "Waiting for the response: ").await;
        page.reads_no_more("timer", &first).await;
        page.press("Continue in background").await;
        page.none("dialog").await;
        page.reads("status", "Replacing proxy…").await;
        // The page stays usable, and doesn't end for being idle.
        page.advance_clock(16 * 60).await;
        page.open_drawer("cm").await;
        page.close("cm").await;
        let asks = "const event = new Event('beforeunload', { cancelable: true });
            dispatchEvent(event); return event.defaultPrevented";
        assert_eq!(page.script(asks).await, true);
        page.press("Sign out").await;
        page.reads("alertdialog", "A change is still in progress").await;
        page.press("Wait").await;
        page.press("Show").await;
        page.role("dialog", "Replacing proxy…").await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.cluster.faults().clear();
        page.reads("status", "Replaced on every node: proxy.").await;
        page.reads("status", "In place").await;
        page.reads_no_more("status", "Replacing proxy…").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_401_changes_nothing() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        page.inject(fault(ANY_PUT, 1, Fault::TokenExpired));
        send(page).await;
        page.reads("alert", "Your session has expired (401). Nothing changed.").await;
        page.sign_in(&ADMIN).await;
        page.row("proxy").await;
        assert!(!has(page, "proxy_cert", &files, &["new.pem", "intermediate.pem", "root.pem"]));
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_before_7_22_2_gets_update_cert() {
    let options = Options { version: Some("7.8.6-13".to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        page.inject(fault("PUT /v1/cluster/certificates", 0, status(500, Body::None)));
        send(page).await;
        page.reads("dialog", "In place").await;
        assert!(has(page, "proxy_cert", &files, &["new.pem", "intermediate.pem", "root.pem"]));
        page.close("What happened").await;
        // There, 404 means an invalid certificate.
        page.inject(fault("PUT /v1/cluster/update_cert", 1, status(404, Body::Json)));
        prepared(page, "cm", &files).await;
        send(page).await;
        page.reads("dialog", "refused a certificate or key as invalid (404)").await;
        page.console_errors().await;
    })
    .await;
}
