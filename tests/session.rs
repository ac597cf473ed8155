//! How long a session lasts, what ends it, and what remains afterward.

use demo::Options;
use demo::faults::{Body, Fault};

use browser_harness::{
    ADMIN, ANY_DELETE, LIST, User, VIEWER, fault, scenario, scenario_with, scenario_with_config,
    status,
};

const RENEWAL: &str = "POST /v1/users/refresh_jwt";
const SIGN_IN: &str = "POST /v1/users/authorize";

#[tokio::test(flavor = "multi_thread")]
async fn every_sign_in_response_is_reported() {
    let rows = [
        (Fault::Html200, "doesn’t contain a token"),
        (Fault::Empty, "doesn’t contain a token"),
        (Fault::RedirectOther, "redirect"),
        (Fault::Reset, "No response"),
        (Fault::CutOff, "was lost before"),
        (status(403, Body::None), "doesn’t allow this user to sign in (403)"),
        (status(502, Body::None), "502"),
    ];
    scenario(async |page| {
        page.open().await;
        for (fault_, words) in rows {
            page.inject(fault(SIGN_IN, 1, fault_));
            page.sign_in(&ADMIN).await;
            page.reads("alert", words).await;
            page.clear("Username").await;
        }
        page.sign_in(&ADMIN).await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_user_is_reported() {
    scenario(async |page| {
        page.open().await;
        page.sign_in(&User { name: "locked@example.com", password: "demo-locked" }).await;
        page.reads("alert", "This user is locked out (401)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_without_password_sign_in_is_reported() {
    scenario_with(Options { no_basic: true, ..Options::default() }, async |page| {
        page.open().await;
        page.sign_in(&ADMIN).await;
        page.reads("alert", "doesn’t accept passwords (401)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_renewed_in_time_and_a_failed_renewal_is_retried() {
    scenario_with(Options { token_seconds: Some(8), ..Options::default() }, async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(RENEWAL, 1, Fault::Reset));
        page.faults_left(0).await;
        // Used up by renewals, each of a token about to expire.
        page.inject(fault(RENEWAL, 2, Fault::WrongContentType));
        page.faults_left(0).await;
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_renewal_ends_the_session() {
    scenario_with(Options { token_seconds: Some(5), ..Options::default() }, async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(RENEWAL, 1, Fault::TokenExpired));
        page.reads("alert", "session has expired (401)").await;
        page.role("button", "Sign in").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_page_warns_and_any_input_keeps_it() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap").await;
        page.advance_clock(14 * 60 + 5).await;
        page.role("alertdialog", "Are you still there?").await;
        page.reads("timer", "Signing out in").await;
        page.focus_is_on("Stay signed in").await;
        // It doesn't disappear under a pointer moving toward it.
        page.script("window.dispatchEvent(new PointerEvent('pointermove'))").await;
        page.role("alertdialog", "Are you still there?").await;
        page.press("Stay signed in").await;
        page.gone("alertdialog", "Are you still there?").await;
        // What was being done goes on where it was.
        page.focus_is_on("Type ldap_client to confirm").await;
        page.type_into("Type ldap_client to confirm", "_client").await;
        page.enabled("Delete").await;
        page.advance_clock(14 * 60 + 5).await;
        page.role("alertdialog", "Are you still there?").await;
        page.key(thirtyfour::Key::Shift).await;
        page.gone("alertdialog", "Are you still there?").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_page_signs_out_and_forgets() {
    scenario_with_config(Some("{\"idle_minutes\": 2}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.advance_clock(65).await;
        page.role("alertdialog", "Are you still there?").await;
        page.advance_clock(60).await;
        page.reads("alert", "signed out after 2 minutes").await;
        page.role("button", "Sign in").await;
        let document = page.document().await;
        for forgotten in ["ldap_client", "cluster.example.com", ADMIN.name] {
            assert!(!document.contains(forgotten), "{forgotten} is still in the document");
        }
        page.sign_in(&VIEWER).await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_that_slept_too_long_is_signed_out_on_the_first_input() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        // In one script, so that no second passes between the two.
        page.script(
            "const real = Date.now.bind(Date);
             Date.now = () => real() + 3600 * 1000;
             window.dispatchEvent(new PointerEvent('pointermove'));",
        )
        .await;
        page.reads("alert", "signed out after 15 minutes").await;
        assert!(!page.document().await.contains("ldap_client"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pending_deletion_keeps_the_session() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Hang));
        page.delete("ldap_client").await;
        page.faults_left(0).await;
        page.advance_clock(16 * 60).await;
        // The page has noticed the time.
        page.reads("banner", "16 min ago").await;
        page.cluster.faults().clear();
        page.reads("status", "Deleted ldap_client").await;
        page.row_reads("ldap_client", "Not set").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_closes_the_open_dialog() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        page.inject(fault(LIST, 1, Fault::TokenExpired));
        page.press_covered("Refresh").await;
        page.reads("alert", "session has expired (401)").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        assert!(!page.has("alertdialog", "Delete ldap_client?").await);
        assert!(page.entries().contains_key("ldap_client_cert"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_have_sessions_of_their_own() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let first = page.driver.window().await.unwrap();
        let second = page.driver.new_tab().await.unwrap();
        page.driver.switch_to_window(second).await.unwrap();
        page.signed_in(&VIEWER).await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        page.driver.switch_to_window(first).await.unwrap();
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_session_ends_after_its_hours() {
    scenario_with_config(Some("{\"session_hours\": 1}"), async |page| {
        page.signed_in(&ADMIN).await;
        for _ in 0..4 {
            page.advance_clock(13 * 60).await;
            page.key(thirtyfour::Key::Shift).await;
        }
        page.row("api").await;
        page.advance_clock(7 * 60 + 30).await;
        page.key(thirtyfour::Key::Shift).await;
        page.reads("alert", "signed out within a minute").await;
        page.advance_clock(60).await;
        page.reads("alert", "signed out after 1 hour").await;
        page.role("button", "Sign in").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_sign_in_locks_when_idle() {
    scenario_with(Options { no_sign_in: true, ..Options::default() }, async |page| {
        page.open().await;
        page.row("api").await;
        page.advance_clock(14 * 60 + 5).await;
        page.role("alertdialog", "Are you still there?").await;
        page.reads("timer", "Locking in").await;
        page.advance_clock(60).await;
        page.reads("alert", "locked after 15 minutes").await;
        let document = page.document().await;
        assert!(!document.contains("ldap_client"), "{document}");
        let shown = page.script("return document.body.innerText").await;
        assert!(!shown.as_str().unwrap().contains("Password"), "{shown}");
        page.press("Show the certificates").await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_set_back_prolongs_nothing() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.script(
            "const [wall, monotonic] = [Date.now.bind(Date), performance.now.bind(performance)];
             Date.now = () => wall() - 3600 * 1000;
             performance.now = () => monotonic() + 16 * 60 * 1000;",
        )
        .await;
        page.reads("alert", "signed out after 15 minutes").await;
    })
    .await;
}

/// A computer that wakes shows the page before any input: nothing may be read first.
#[tokio::test(flavor = "multi_thread")]
async fn an_idle_page_reads_nothing_when_it_becomes_visible() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(LIST, 1, Fault::Reset));
        page.script(
            "const real = Date.now.bind(Date);
             Date.now = () => real() + 3600 * 1000;
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));",
        )
        .await;
        page.reads("alert", "signed out after 15 minutes").await;
        assert_eq!(page.cluster.faults().list().len(), 1, "the list was read");
    })
    .await;
}

/// The browser may keep the page for "back".
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_left_forgets() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.script("window.dispatchEvent(new PageTransitionEvent('pagehide'))").await;
        page.role("button", "Sign in").await;
        assert!(!page.document().await.contains("ldap_client"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_is_not_for_the_next_user() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Hang));
        page.delete("ldap_client").await;
        page.press("Continue in background").await;
        let asks = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        assert_eq!(page.script(asks).await, true, "the browser does not ask before it leaves");
        page.press("Sign out").await;
        page.role("alertdialog", "Sign out now?").await;
        page.press("Wait").await;
        page.gone("alertdialog", "Sign out now?").await;
        page.press("Sign out").await;
        page.role("alertdialog", "Sign out now?").await;
        page.key(thirtyfour::Key::Tab).await;
        page.focus_is_on("Sign out").await;
        page.key(thirtyfour::Key::Enter).await;
        page.sign_in(&VIEWER).await;
        page.row("ldap_client").await;
        page.cluster.faults().clear();
        page.until("the deletion", async || {
            (!page.entries().contains_key("ldap_client_cert")).then_some(())
        })
        .await;
        page.press("Refresh").await;
        page.row_reads("ldap_client", "Not set").await;
        assert!(!page.document().await.contains("Deleted ldap_client"));
    })
    .await;
}

/// A change of language draws the form anew, ready for another name.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_sign_ins_the_later_one_counts() {
    scenario(async |page| {
        page.open().await;
        page.inject(fault(SIGN_IN, 1, Fault::Hang));
        page.sign_in(&VIEWER).await;
        page.faults_left(0).await;
        page.press("Deutsch").await;
        page.role("button", "Anmelden").await;
        page.clear("Benutzername").await;
        page.type_into("Benutzername", ADMIN.name).await;
        page.clear("Passwort").await;
        page.type_into("Passwort", ADMIN.password).await;
        page.press("Anmelden").await;
        page.reads("banner", ADMIN.name).await;
        page.row("api").await;
        page.cluster.faults().clear();
        page.press("Aktualisieren").await;
        page.reads("status", "Aktualisiert").await;
        page.reads("banner", ADMIN.name).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_asks_for_the_password_where_the_site_says_so() {
    scenario_with_config(Some("{\"confirm_with_password\": true}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        let delete = page.role("button", "Delete").await;
        assert!(!delete.is_enabled().await.unwrap());
        page.type_into("Your password", "wrong").await;
        page.press("Delete").await;
        page.reads("alert", "didn’t accept this username and password (401)").await;
        page.focus_is_on("Your password").await;
        assert!(page.entries().contains_key("ldap_client_cert"));
        page.type_into("Your password", ADMIN.password).await;
        page.press("Delete").await;
        page.reads("status", "Deleted ldap_client").await;
    })
    .await;
}

/// What a dialog confirmed does not outlive it.
#[tokio::test(flavor = "multi_thread")]
async fn a_canceled_deletion_is_not_sent_after_a_late_password_check() {
    scenario_with_config(Some("{\"confirm_with_password\": true}"), async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        page.type_into("Your password", ADMIN.password).await;
        page.inject(fault(SIGN_IN, 1, Fault::Hang));
        page.press("Delete").await;
        page.faults_left(0).await;
        page.press("Cancel").await;
        page.press("Delete ldap_client").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        page.cluster.faults().clear();
        page.press("Cancel").await;
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
        assert!(page.entries().contains_key("ldap_client_cert"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_over_a_deletion_says_so() {
    scenario_with(Options { token_seconds: Some(5), ..Options::default() }, async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Hang));
        page.delete("ldap_client").await;
        page.faults_left(0).await;
        page.inject(fault(RENEWAL, 1, Fault::TokenExpired));
        page.reads("alert", "Whether it was deleted is unknown").await;
        page.role("button", "Sign in").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_sign_in_that_is_left_shows_the_list_on_request() {
    scenario_with(Options { no_sign_in: true, ..Options::default() }, async |page| {
        page.open().await;
        page.row("api").await;
        page.script("window.dispatchEvent(new PageTransitionEvent('pagehide'))").await;
        page.reads("alert", "You left this page").await;
        page.press("Show the certificates").await;
        page.row("api").await;
    })
    .await;
}
