//! What is known of the cluster besides its list: its versions and its license.

use demo::cluster::about::License;
use demo::faults::{Fault, Rule};
use serde_json::json;

use browser_harness::{ADMIN, Page, scenario, scenario_with_config};

const UPGRADE: [&str; 3] = ["8.0.16-33", "8.2.0-46", "8.0.16-33"];

fn set_license(page: &Page, days: i64) {
    page.cluster.cluster().set_license(Some(License::expiring_in(days)));
}

/// Whether the commands that replace `api` have this text.
async fn has_command(page: &Page, text: &str) -> bool {
    page.open_drawer("api").await;
    page.expand("Commands to replace it").await;
    let drawer = page.reads("dialog", "rladmin cluster certificate set api").await;
    page.close("api").await;
    drawer.contains(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_version_is_shown_and_decides_the_commands() {
    scenario(async |page| {
        page.cluster.cluster().set_versions(UPGRADE);
        page.signed_in(&ADMIN).await;
        page.reads("group", "version 8.0.16-33, upgrading to 8.2.0-46").await;
        assert!(!has_command(page, "v1/cluster/update_cert").await);
        page.press("Sign out").await;
        // A slot that this version does not have is not offered; what is there is shown.
        page.cluster.cluster().set_versions(["7.8.2-34"; 3]);
        for name in ["sso_service", "mtls_trusted_ca"] {
            page.delete_out_of_band(name);
        }
        page.sign_in(&ADMIN).await;
        page.reads("group", "version 7.8.2-34").await;
        page.row("sso_issuer").await;
        for name in ["sso_service", "mtls_trusted_ca"] {
            page.reads_no_more("table", name).await;
        }
        assert!(has_command(page, "v1/cluster/update_cert").await);
    })
    .await;
}

/// Not permitted, unknown to an older cluster, unreadable: the fact is missing, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn works_without_cluster_facts() {
    for fault in [
        json!({ "fault": "status", "status": 403 }),
        json!({ "fault": "status", "status": 404, "body": "html" }),
        json!({ "fault": "html-200" }),
        json!({ "fault": "reset" }),
        json!({ "fault": "hang" }),
    ] {
        scenario(async |page| {
            for path in ["/v1/nodes", "/v1/license"] {
                let fault: Fault = serde_json::from_value(fault.clone()).unwrap();
                page.inject(Rule { pattern: Some(format!("GET {path}")), times: None, fault });
            }
            page.signed_in(&ADMIN).await;
            page.reads("figure", "Next:").await;
            page.reads("banner", "cluster.example.com").await;
            assert!(has_command(page, "v1/cluster/update_cert").await, "{fault}");
            let shown = shown(page).await;
            assert!(!shown.contains("8.2.0-46") && !shown.contains("Cluster license"), "{shown}");
            page.none_in_main("alert").await;
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_license_expires_beside_the_certificates() {
    scenario(async |page| {
        set_license(page, 5);
        page.signed_in(&ADMIN).await;
        page.reads("group", "Cluster license\nExpires\nin 5 days").await;
        page.reads("figure", "Next:").await;
        page.reads("figure", "Cluster license").await;
        // It is not counted among them.
        page.title_reads("2 broken · cluster").await;
        page.press("Sign out").await;
        set_license(page, -3);
        page.sign_in(&ADMIN).await;
        page.reads("group", "Cluster license\nExpired\n3 days ago").await;
        page.press("Sign out").await;
        page.cluster.cluster().set_license(None);
        page.sign_in(&ADMIN).await;
        page.reads("figure", "Next:").await;
        assert!(!shown(page).await.contains("Cluster license"));
    })
    .await;
}

/// A page that stays open for days, as on a wall.
#[tokio::test(flavor = "multi_thread")]
async fn cluster_facts_are_read_hourly() {
    scenario_with_config(Some("{\"idle_minutes\": 1440}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("group", "version 8.2.0-46").await;
        page.cluster.cluster().set_versions(UPGRADE);
        set_license(page, 5);
        page.advance_clock(3600).await;
        page.reads("group", "upgrading to 8.2.0-46").await;
        // Without the days: within an hour of midnight, the hour changes them.
        page.reads("group", "Cluster license\nExpires\nin").await;
    })
    .await;
}

/// The page's text, without what only reserves room.
async fn shown(page: &Page) -> String {
    let text = page.script("return document.body.innerText").await;
    text.as_str().unwrap().to_owned()
}
