//! The deployment's `config.json`.

use browser_harness::{ADMIN, fault, scenario_with_config};
use demo::faults::Fault;

/// That the reason reaches the page. Every other reason is in the native tests of the parser.
#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_file_is_explained_and_nothing_is_asked() {
    let config = format!("{{\"title\": \"{}\"}}", "x".repeat(61));
    scenario_with_config(Some(&config), async |page| {
        page.inject(fault("GET /v1/*", 1, Fault::Reset));
        page.open().await;
        let text = page.reads("alert", "config.json cannot be used").await;
        assert!(text.contains("The field “title” may have 60 characters; it has 61."), "{text}");
        assert!(!page.has("button", "Sign in").await);
        // Any request to the API would have met the fault.
        page.faults_left(1).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_title_names_the_site() {
    scenario_with_config(Some("{\"title\": \"Production, Frankfurt\"}"), async |page| {
        page.open().await;
        page.reads("form", "Production, Frankfurt").await;
        page.title_reads("Production, Frankfurt · Certdeck").await;
        page.sign_in(&ADMIN).await;
        page.title_reads("1 expired · cluster.example.com · Production, Frankfurt · Certdeck")
            .await;
        page.reads("banner", "Production, Frankfurt").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_means_the_defaults() {
    scenario_with_config(None, async |page| {
        page.signed_in(&ADMIN).await;
        page.row_reads("ldap_client", "Expires").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_sets_the_thresholds() {
    scenario_with_config(Some("{\"warning_days\": 11, \"critical_days\": 5}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.row_reads("ldap_client", "Valid").await;
    })
    .await;
}
