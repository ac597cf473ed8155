//! Signing in and out, and the session in between.

use demo::Options;
use demo::faults::{Body, Fault};

use browser_harness::{ADMIN, LIST, NOBODY, User, VIEWER, fault, scenario, scenario_with};

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_leads_to_the_table() {
    scenario(async |page| {
        page.open().await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.role("button", "Refresh").await;
        page.role("button", "Sign out").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_reported_and_can_be_corrected() {
    scenario(async |page| {
        page.open().await;
        page.sign_in(&User { name: ADMIN.name, password: "wrong" }).await;
        page.reads("alert", "didn’t accept this username and password (401)").await;
        page.type_into("Password", ADMIN.password).await;
        page.press("Sign in").await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn form_errors_are_reported_without_asking_the_cluster() {
    scenario(async |page| {
        page.open().await;
        page.press("Sign in").await;
        page.reads("alert", "Enter your username").await;
        page.type_into("Username", "a:b").await;
        page.press("Sign in").await;
        page.reads("alert", "can’t contain a colon").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_password_has_its_own_message() {
    scenario(async |page| {
        page.open().await;
        page.sign_in(&User { name: "expired@example.com", password: "demo-expired" }).await;
        page.reads("alert", "password has expired (401)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_without_permission_reads_nothing_and_learns_why() {
    scenario(async |page| {
        page.open().await;
        page.sign_in(&NOBODY).await;
        let text = page.reads("alert", "view_cluster_info").await;
        assert!(text.contains("(403)"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_forgets_everything() {
    scenario(async |page| {
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
async fn an_ended_session_returns_to_the_same_view_after_sign_in() {
    scenario(async |page| {
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
        page.inject(fault(LIST, 1, Fault::TokenExpired));
        page.press_covered("Refresh").await;
        page.reads("alert", "session has expired (401)").await;
        page.sign_in(&ADMIN).await;
        page.role("dialog", "proxy").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_without_sign_in_shows_no_form() {
    scenario_with(Options { no_sign_in: true, ..Options::default() }, async |page| {
        page.open().await;
        page.row("api").await;
        assert!(!page.has("button", "Sign out").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unusable_first_response_can_be_retried() {
    scenario(async |page| {
        page.inject(fault(
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
