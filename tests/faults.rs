//! Failures between the page and the cluster: each is reported, earlier data stays on screen, and
//! nothing requires a reload. `session.rs` covers what ends a session.

use demo::Options;
use demo::faults::{Body, Fault};

use browser_harness::{
    ADMIN, ANY_DELETE, LIST, Page, fault, scenario, scenario_across_origins, scenario_with,
    scenario_with_config, status,
};

/// The list can be refreshed, and the failure is gone.
async fn recovers(page: &Page) {
    page.cluster.faults().clear();
    page.press("Refresh").await;
    page.none_in_main("alert").await;
}

/// The last list is shown, marked as stale.
async fn keeps_the_list(page: &Page) {
    page.reads("alert", "Showing data from").await;
    page.row_reads("api", "private key hidden").await;
}

/// Waits for the program's second file, because the host stops together with the cluster.
async fn has_lazy_part(page: &Page) {
    page.role("group", "Expiring in the next 13 months").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_read_keeps_the_list_and_says_why() {
    let rows = [
        (status(400, Body::Json), "HTTP 400: the cluster couldn’t read the request"),
        (status(403, Body::Message), "Your role can’t view certificates (403)"),
        (status(404, Body::None), "404: this address doesn’t exist on the server"),
        (status(405, Body::Html), "405: the server doesn’t allow this request"),
        (status(409, Body::Json), "409: not all nodes"),
        (status(429, Body::Json), "429: too many requests"),
        (status(500, Body::Message), "500: an error occurred in the cluster"),
        (status(502, Body::Html), "502: a gateway"),
        (status(503, Body::Json), "503: the service is unavailable"),
        (status(504, Body::Html), "504: a gateway"),
        (Fault::Html200, "a web page"),
        (Fault::CutOff, "The connection was lost before the response was complete"),
        (Fault::Empty, "empty"),
        (Fault::NotAnObject, "object"),
        (Fault::NonStringValue, "number"),
        (Fault::InvalidUtf8, "UTF-8"),
        (Fault::Huge, "larger than 16 MiB"),
        (Fault::RedirectSame, "handle_redirects"),
        (Fault::RedirectOther, "handle_redirects"),
        (Fault::Reset, "No response from the cluster"),
        (Fault::Hang, "after 3 seconds"),
        (Fault::SlowDrip { bytes_per_second: 500 }, "started but didn’t finish within 3 seconds"),
    ];
    scenario_with_config(Some("{\"read_seconds\": 3}"), async |page| {
        page.signed_in(&ADMIN).await;
        for (fault_, words) in rows {
            // More than once: the page retries automatically.
            page.inject(fault(LIST, 99, fault_));
            page.press("Refresh").await;
            page.reads("alert", words).await;
            keeps_the_list(page).await;
            recovers(page).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unusual_but_readable_responses_are_read() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::WrongContentType));
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
        page.faults_left(0).await;
        page.inject(fault(LIST, 1, Fault::DuplicateNames));
        page.press("Refresh").await;
        page.faults_left(0).await;
        page.open_drawer("api").await;
        page.reads(
            "dialog",
            "The response contains this name more than once. Only the first is shown.",
        )
        .await;
        page.press("Close").await;
        assert!(!page.has("alert", "").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_deletion_is_not_reported_as_done() {
    let rows = [
        (status(400, Body::Json), "400"),
        (status(405, Body::Html), "405"),
        (status(409, Body::Json), "409"),
        (status(429, Body::Json), "429"),
        (status(502, Body::Html), "502"),
        (status(503, Body::Json), "503"),
        (status(504, Body::Html), "504"),
        (Fault::Reset, "No response from the cluster"),
    ];
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        for (fault_, words) in rows {
            page.inject(fault(ANY_DELETE, 1, fault_));
            page.delete("ldap_client").await;
            let text = page.reads("alert", "ldap_client is still listed").await;
            assert!(text.contains(words), "{text}");
            assert!(text.contains("deleted is unknown"), "{text}");
            page.press("Dismiss").await;
            page.row_reads("ldap_client", "private key hidden").await;
        }
        for redirect in [Fault::RedirectSame, Fault::RedirectOther] {
            page.inject(fault(ANY_DELETE, 1, redirect));
            page.delete("ldap_client").await;
            let text = page.reads("alert", "handle_redirects").await;
            assert!(text.starts_with("ldap_client wasn’t deleted"), "{text}");
            page.press("Dismiss").await;
        }
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_resolves_a_lost_response_to_a_deletion() {
    scenario_with_config(Some("{\"delete_seconds\": 2}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::LostAnswer));
        page.delete("sso_service").await;
        let text = page.reads("alert", "The cluster no longer lists sso_service").await;
        assert!(text.contains("No response from the cluster"), "{text}");
        page.press("Dismiss").await;
        // Deleted, but the response is too late.
        page.inject(fault(ANY_DELETE, 1, Fault::HoldAnswer));
        page.delete("sso_issuer").await;
        let text = page.reads("alert", "The cluster no longer lists sso_issuer").await;
        assert!(text.contains("after 2 seconds"), "{text}");
        page.press("Dismiss").await;
        // Half a response that starts with 200.
        page.inject(fault(ANY_DELETE, 1, Fault::CutOff));
        page.delete("ldap_client").await;
        let text = page.reads("alert", "The cluster no longer lists ldap_client").await;
        assert!(!text.contains("Deleted"), "{text}");
        assert!(!page.document().await.contains("Changed outside this page"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_cluster_is_reported_and_recovers() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        has_lazy_part(page).await;
        page.cluster.pause().await.unwrap();
        page.press("Refresh").await;
        page.reads("alert", "No response from the cluster").await;
        keeps_the_list(page).await;
        page.delete("ldap_client").await;
        page.reads("alert", "Whether it was deleted is unknown").await;
        page.cluster.resume().await.unwrap();
        // Automatically.
        page.none_in_main("alert").await;
        page.row_reads("ldap_client", "private key hidden").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_tls_is_reported_and_recovers() {
    scenario_with(Options { tls: true, ..Options::default() }, async |page| {
        page.signed_in(&ADMIN).await;
        has_lazy_part(page).await;
        page.cluster.break_tls().await.unwrap();
        page.press("Refresh").await;
        let text = page.reads("alert", "No response from the cluster").await;
        assert!(text.contains("TLS") || text.contains("certificate"), "{text}");
        keeps_the_list(page).await;
        page.cluster.resume().await.unwrap();
        recovers(page).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_origin_that_stops_allowing_the_page_is_explained() {
    scenario_across_origins(true, None, async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 99, Fault::NoCors));
        page.press("Refresh").await;
        page.reads("alert", "Access-Control-Allow-Origin").await;
        keeps_the_list(page).await;
        recovers(page).await;
        page.inject(fault(ANY_DELETE, 1, Fault::NoCors));
        page.delete("ldap_client").await;
        // It was done, and the page was not let know.
        page.reads("alert", "The cluster no longer lists ldap_client").await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_tabs_that_delete_the_same_name_gets_404() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let first = page.driver.window().await.unwrap();
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        let second = page.driver.new_tab().await.unwrap();
        page.driver.switch_to_window(second).await.unwrap();
        page.signed_in(&ADMIN).await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.driver.switch_to_window(first).await.unwrap();
        page.press("Delete").await;
        page.reads("alert", "ldap_client wasn’t found (404)").await;
        page.row_reads("ldap_client", "Not set").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_and_forward_do_not_disturb_a_pending_deletion() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("api").await;
        page.close("api").await;
        page.inject(fault(ANY_DELETE, 1, Fault::HoldAnswer));
        page.delete("ldap_client").await;
        page.faults_left(0).await;
        page.driver.back().await.unwrap();
        page.none("alertdialog").await;
        page.reads("status", "Deleting ldap_client…").await;
        page.driver.back().await.unwrap();
        page.role("dialog", "api").await;
        page.driver.forward().await.unwrap();
        page.gone("dialog", "api").await;
        page.reads("status", "Deleting ldap_client…").await;
        page.cluster.faults().clear();
        page.reads("status", "Deleted ldap_client").await;
        page.row_reads("ldap_client", "Not set").await;
    })
    .await;
}
