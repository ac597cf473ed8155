//! Rotating what the cluster made.

use browser_harness::{VIEWER, fault, scenario, scenario_with, status};
use demo::Options;
use demo::faults::{Body, Fault};
use thirtyfour::By;

use super::ready;

const INTERNODE: &str = "ccs_internode_encryption";
const ANY_ROTATION: &str = "POST /v1/cluster/certificates/rotate";

async fn asked(page: &browser_harness::Page) {
    page.open_drawer(INTERNODE).await;
    page.press(&format!("Rotate {INTERNODE}")).await;
    page.role("dialog", &format!("Rotate {INTERNODE}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_or_all_are_made_anew_and_the_list_shows_it() {
    scenario(async |page| {
        ready(page).await;
        let before = page.entries();
        asked(page).await;
        page.reads("dialog", "All nodes are active.").await;
        page.press("Rotate").await;
        page.reads("status", &format!("Rotated: {INTERNODE}.")).await;
        page.gone("dialog", &format!("Rotate {INTERNODE}")).await;
        let after = page.entries();
        assert_ne!(before["ccs_internode_encryption_cert"], after["ccs_internode_encryption_cert"]);
        assert_eq!(
            before["data_internode_encryption_cert"],
            after["data_internode_encryption_cert"]
        );
        page.press(&format!("Rotate {INTERNODE}")).await;
        let all = By::XPath("//label[contains(., 'data_internode_encryption')]/input");
        page.driver.find(all).await.unwrap().click().await.unwrap();
        page.press("Rotate").await;
        page.reads("status", "Rotated: all certificates that the cluster generated.").await;
        assert_ne!(
            after["data_internode_encryption_cert"],
            page.entries()["data_internode_encryption_cert"]
        );
        page.reads_no_more("main", "Changed outside this page").await;
    })
    .await;
}

/// Before 8.2.0-46, such a node never gets the new ones.
#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_are_down_are_named_first() {
    let options = Options { version: Some("8.0.16-33".to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        ready(page).await;
        page.cluster.cluster().set_down(2, true);
        asked(page).await;
        page.reads("dialog", "2 (down)").await;
        page.press("Cancel").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_status_is_explained() {
    scenario(async |page| {
        ready(page).await;
        for (answer, part) in [
            (Fault::NodeDisk, "Rotated only in part"),
            (status(403, Body::None), "Your role can rotate certificates, so either"),
            (status(404, Body::Json), "This version of the cluster doesn’t have the request"),
            (status(500, Body::None), "may be rotated on some nodes"),
            (Fault::Reset, "No response from the cluster while rotating"),
        ] {
            asked(page).await;
            page.inject(fault(ANY_ROTATION, 1, answer));
            page.press("Rotate").await;
            page.reads("alert", part).await;
            page.gone("dialog", &format!("Rotate {INTERNODE}")).await;
            page.cluster.faults().clear();
            page.close(INTERNODE).await;
        }
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_can_not_rotate_is_told_before() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.reads("group", "Read-only").await;
        asked(page).await;
        page.reads("dialog", "It needs the update_cluster permission.").await;
    })
    .await;
}
