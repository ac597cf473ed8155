//! Several names at once.

use browser_harness::{fault, scenario, scenario_with};
use demo::Options;
use demo::faults::Fault;
use thirtyfour::By;

use super::files::{FQDN, Files, SERVER};
use super::{ANY_PUT, has, prepared, ready, send};

const CHAIN: [&str; 3] = ["new.pem", "intermediate.pem", "root.pem"];

async fn also(page: &browser_harness::Page, name: &str) {
    let path = format!("//label[normalize-space()='{name}']/input");
    page.driver.find(By::XPath(path)).await.unwrap().click().await.unwrap();
}

async fn another(page: &browser_harness::Page, name: &str) {
    page.role("combobox", "Replace another one, too").await;
    let path = format!("//select[@id='another-name']/option[@value='{name}']");
    page.driver.find(By::XPath(path)).await.unwrap().click().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_wildcard_for_several_and_another_certificate_in_one_request() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        also(page, "cm").await;
        also(page, "metrics_exporter").await;
        page.role("dialog", "Replace 3 certificates").await;
        another(page, "mtls_trusted_ca").await;
        page.role("dialog", "Replace 4 certificates").await;
        files.choose(page, &["root.pem"]).await;
        page.reads("dialog", "The cluster checks all 4 certificates before it changes any.").await;
        send(page).await;
        let text =
            page.reads("dialog", "In place: the cluster lists the new certificate for cm.").await;
        assert_eq!(text.matches("In place").count(), 4, "{text}");
        for entry in ["proxy_cert", "cm_cert", "metrics_exporter_cert"] {
            assert!(has(page, entry, &files, &CHAIN), "{entry}");
        }
        page.close("What happened").await;
        // What this page did isn't reported as somebody else's doing.
        page.none_in_main("alert").await;
        page.reads_no_more("main", "Changed outside this page").await;
    })
    .await;
}

/// In versions before 8.0.20-68, together with others it could break.
#[tokio::test(flavor = "multi_thread")]
async fn internode_is_sent_alone_and_the_api_is_away_after_it() {
    let options = Options { version: Some("8.0.16-33".to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        another(page, "ccs_internode_encryption").await;
        files.issue("plane", Some("root"), &format!("/CN={FQDN}"), SERVER, 90);
        files.choose(page, &["plane.pem", "plane.key", "root.pem"]).await;
        page.reads("dialog", "in 2 requests, one after the other").await;
        page.inject(fault(ANY_PUT, 1, Fault::Delay { seconds: 0 }));
        page.inject(fault(ANY_PUT, 1, Fault::Away { seconds: 3 }));
        send(page).await;
        page.reads("dialog", "The API may be unavailable for several minutes").await;
        page.reads("dialog", "In place: the cluster lists the new certificate for ccs_internode")
            .await;
        assert!(has(page, "ccs_internode_encryption_key", &files, &["plane.key"]));
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_by_one_what_was_done_and_what_not_is_told_when_one_fails() {
    let options = Options { version: Some("7.8.6-13".to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        let files = Files::new();
        ready(page).await;
        prepared(page, "proxy", &files).await;
        also(page, "cm").await;
        also(page, "api").await;
        page.reads("dialog", "in 3 requests, one after the other").await;
        page.inject(fault(ANY_PUT, 1, Fault::Delay { seconds: 0 }));
        page.inject(fault(ANY_PUT, 1, Fault::StoreRefuses));
        send(page).await;
        page.reads("dialog", "Replaced on every node: proxy.").await;
        page.reads("dialog", "cm may be replaced in part").await;
        page.reads("dialog", "Not sent: api. A request before it failed.").await;
        page.press("Try again with the same files").await;
        page.reads("dialog", "In place: the cluster lists the new certificate for api.").await;
        page.console_errors().await;
    })
    .await;
}
