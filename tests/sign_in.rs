//! Signing in and out, and the session between.

use demo::Options;
use demo::faults::{Body, Fault};

use browser_harness::{ADMIN, LIST, NOBODY, User, VIEWER, fault, story, story_with};

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_leads_to_the_table() {
    story(async |page| {
        page.open().await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.role("button", "Refresh").await;
        page.role("button", "Sign out").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_and_can_be_corrected() {
    story(async |page| {
        page.open().await;
        page.sign_in(&User { name: ADMIN.name, password: "wrong" }).await;
        page.reads("alert", "did not accept this user name and password (401)").await;
        page.type_into("Password", ADMIN.password).await;
        page.press("Sign in").await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_in_the_form_is_told_without_asking_the_cluster() {
    story(async |page| {
        page.open().await;
        page.press("Sign in").await;
        page.reads("alert", "Enter the user name").await;
        page.type_into("Username", "a:b").await;
        page.press("Sign in").await;
        page.reads("alert", "cannot hold a colon").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_password_has_its_own_words() {
    story(async |page| {
        page.open().await;
        page.sign_in(&User { name: "expired@example.com", password: "demo-expired" }).await;
        page.reads("alert", "password has expired (401)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_without_permission_reads_nothing_and_is_told_why() {
    story(async |page| {
        page.open().await;
        page.sign_in(&NOBODY).await;
        let told = page.reads("alert", "view_cluster_info").await;
        assert!(told.contains("(403)"), "{told}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_forgets_everything() {
    story(async |page| {
        page.signed_in(&VIEWER).await;
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        page.press("Delete").await;
        page.reads("alert", "Not deleted").await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        let document = page.document().await;
        for forgotten in ["ldap_client", "cluster.example.com", VIEWER.name] {
            assert!(!document.contains(forgotten), "{forgotten} is still in the document");
        }
        let kept = "return [localStorage.length, sessionStorage.length, document.cookie]";
        assert_eq!(page.script(kept).await, serde_json::json!([0, 0, ""]));
        page.driver.refresh().await.unwrap();
        page.role("button", "Sign in").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_session_leads_to_the_form_and_back_to_the_same_place() {
    story(async |page| {
        page.open_at("#/certificates/proxy").await;
        page.sign_in(&ADMIN).await;
        page.role("dialog", "proxy").await;
        page.press("Close").await;
        page.role("button", "Refresh").await;
        page.driver.back().await.unwrap();
        page.role("dialog", "proxy").await;
        page.press("Close").await;
        page.driver.back().await.unwrap();
        page.role("dialog", "proxy").await;
        page.trouble(fault(LIST, 1, Fault::TokenExpired));
        page.script("document.querySelector('.freshness button').click()").await;
        page.reads("alert", "session has ended (401)").await;
        page.sign_in(&ADMIN).await;
        page.role("dialog", "proxy").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_that_wants_no_sign_in_shows_no_form() {
    story_with(Options { no_sign_in: true, ..Options::default() }, async |page| {
        page.open().await;
        page.row("api").await;
        assert!(!page.has("button", "Sign out").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_answer_that_is_no_answer_leaves_a_way_on() {
    story(async |page| {
        page.trouble(fault(
            LIST,
            1,
            Fault::Status { status: 502.try_into().unwrap(), body: Body::Html },
        ));
        page.open().await;
        page.reads("alert", "502").await;
        page.press("Try again").await;
        page.gone("button", "Try again").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
    })
    .await;
}
