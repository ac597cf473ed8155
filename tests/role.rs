//! What the signed-in user's role permits, before and after a request.

use demo::faults::{Body, Rule};

use browser_harness::{ADMIN, ANY_DELETE, VIEWER, fault, scenario, status};

const SENTENCE: &str = "Your role, cluster_viewer, can’t replace or delete certificates. It \
                        needs the update_cluster permission.";

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_role_is_reported_before_the_click() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.reads("group", "Read-only").await;
        let filter = page.role("checkbox", "Deletable only").await;
        filter.click().await.unwrap();
        assert!(!filter.is_selected().await.unwrap());
        assert_eq!(page.script("return location.hash").await, "");
        let described = "const box = document.querySelector('[aria-describedby][type=checkbox]');
            return document.getElementById(box.getAttribute('aria-describedby')).textContent";
        assert_eq!(page.script(described).await, SENTENCE);
        // An address can ask for it, and it can be taken back.
        page.go_to("#/?deletable=yes").await;
        page.reads("status", "Showing 4 of 11").await;
        filter.click().await.unwrap();
        page.reads_no_more("status", "Showing").await;
        page.open_drawer("ldap_client").await;
        page.reads("dialog", SENTENCE).await;
        page.press("Delete ldap_client").await;
        page.reads("alertdialog", SENTENCE).await;
        page.press("Cancel").await;
        page.close("ldap_client").await;
        page.press("Sign out").await;
        page.sign_in(&ADMIN).await;
        page.reads("group", "version").await;
        page.reads_no_more("group", "Read-only").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_role_explains_a_403_without_a_reason() {
    for (user, part) in
        [(&ADMIN, "Your role can delete certificates, so"), (&VIEWER, "your role can’t delete")]
    {
        scenario(async |page| {
            page.signed_in(user).await;
            page.inject(fault(ANY_DELETE, 1, status(403, Body::None)));
            page.delete("ldap_client").await;
            page.reads("alert", part).await;
        })
        .await;
    }
}

/// Older clusters have no request for the role.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_role_both_reasons_are_named() {
    scenario(async |page| {
        let pattern = Some("GET /v1/users/role".to_owned());
        page.inject(Rule { pattern, times: None, fault: status(404, Body::Html) });
        page.signed_in(&VIEWER).await;
        page.inject(fault(ANY_DELETE, 1, status(403, Body::None)));
        page.delete("ldap_client").await;
        page.reads("alert", "either the cluster requires ldap_client, or your role lacks").await;
        assert!(!page.document().await.contains("Read-only"));
    })
    .await;
}
