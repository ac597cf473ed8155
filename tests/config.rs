//! The deployment's `config.json`.

use browser_harness::{ADMIN, scenario_with_config};

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_file_is_explained_and_nothing_is_asked() {
    let rows = [
        (Some("{\"api\": 7}"), "The field “api”"),
        (Some("{\"warning_day\": 7}"), "no field “warning_day”"),
        (Some("{\"api\": \"cluster\"}"), "“api” must be an http:// or https:// address"),
        (Some("{\"critical_days\": 50}"), "“critical_days” is larger than “warning_days”"),
        (Some("{\"api\": \"ftp://cluster\"}"), "“api” must be an http:// or https:// address"),
        (Some("{\"api\": \"https://a:b@cluster\"}"), "without user name"),
        (Some("{\"idle_minutes\": 1}"), "“idle_minutes” must be a number from 2 to 1440; it is 1"),
        (Some("{\"read_seconds\": -1}"), "“read_seconds”"),
        (Some("{\"title\": [\"x\"]}"), "“title”"),
        (Some("<html>"), "must be a JSON object"),
    ];
    for (config, words) in rows {
        scenario_with_config(config, async |page| {
            page.open().await;
            let text = page.reads("alert", "config.json cannot be used").await;
            assert!(text.contains(words), "{text}");
            assert!(!page.has("button", "Sign in").await);
        })
        .await;
    }
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
