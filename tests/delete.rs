//! Deletion: each response has its message, and the list read afterward is what is shown.

use demo::faults::{Body, Fault};
use thirtyfour::Key;

use browser_harness::{ADMIN, ANY_DELETE, VIEWER, Viewport, fault, scenario, status};

/// The mark of a row whose deletion may be partial.
const MARK: &str = "may be partly deleted";

#[tokio::test(flavor = "multi_thread")]
async fn deleted_200() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client from the cluster’s configuration").await;
        page.row_reads("ldap_client", "Not set").await;
        // The row that was fifth is gone: the one in its place has the focus.
        page.focus_is_on("cm").await;
        assert!(!page.entries().contains_key("ldap_client_cert"));
    })
    .await;
}

/// The drawer gives way to the page, where the outcome is told.
#[tokio::test(flavor = "multi_thread")]
async fn from_the_drawer() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("ldap_client").await;
        page.press("Delete ldap_client").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        page.press("Cancel").await;
        page.role("dialog", "ldap_client").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client from the cluster’s configuration").await;
        page.none("dialog").await;
        page.row_reads("ldap_client", "Not set").await;
        page.open_drawer("api").await;
        assert!(!page.has("button", "Delete api").await);
        page.close("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_stays_until_it_is_dismissed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.advance_clock(120).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Required));
        page.delete("sso_service").await;
        page.reads("alert", "requires sso_service (403)").await;
        page.reads("status", "Deleted ldap_client").await;
        Viewport { scheme: "light", width: 360, height: 780 }.set(page).await;
        let height = "return document.querySelector('.notices').getBoundingClientRect().height";
        page.until("a fifth of the page", async || {
            (page.script(height).await.as_f64().unwrap() <= 780.0 / 5.0).then_some(())
        })
        .await;
        page.press("Dismiss").await;
        page.none("alert").await;
        page.press("Dismiss").await;
        page.reads_no_more("status", "Deleted ldap_client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_permission_403() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.delete("ldap_client").await;
        let text = page.reads("alert", "ldap_client").await;
        for part in ["Not deleted", "your role", "update_cluster", "(403)"] {
            assert!(text.contains(part), "{text}");
        }
        page.row_reads("ldap_client", "private key hidden").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn required_403() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Required));
        page.delete("ldap_client").await;
        let text = page.reads("alert", "requires ldap_client (403)").await;
        assert!(text.contains("Not deleted"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn not_there_404() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        // Someone else deletes it first.
        page.delete_out_of_band("ldap_client");
        page.press("Delete").await;
        page.reads("alert", "ldap_client wasn’t found (404)").await;
        page.reads("alert", "The list has been refreshed.").await;
        page.row_reads("ldap_client", "Not set").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_deleted_500_is_not_reported_as_deleted() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::NodeDisk));
        page.delete("ldap_client").await;
        let text = page.reads("alert", "The cluster no longer lists ldap_client, but").await;
        assert!(text.contains("may be partly deleted") && text.contains("(500)"), "{text}");
        page.row_reads("ldap_client", "Not set").await;
        page.row_reads("ldap_client", MARK).await;

        page.inject(fault(ANY_DELETE, 1, Fault::StoreRefuses));
        page.delete("sso_issuer").await;
        let text = page.reads("alert", "sso_issuer is still listed. Try again").await;
        let (_, of_the_store) = text.split_once("sso_issuer may be").unwrap_or(("", &text));
        assert!(text.contains("“The configuration store rejected the change.”"), "{text}");
        assert!(!of_the_store.contains("disk"), "{text}");
        assert_eq!(text.matches("reported").count(), 1, "{text}");

        // A later success replaces what was known of the same name, and only that.
        page.row_reads("sso_issuer", MARK).await;
        page.delete("sso_issuer").await;
        page.reads("status", "Deleted sso_issuer").await;
        page.reads_no_more("alert", "sso_issuer").await;
        page.row_reads("ldap_client", MARK).await;
        // So does the same name with new files.
        let proxy = page.entries()["proxy_cert"].clone();
        page.cluster.cluster().put("ldap_client", proxy, None).unwrap();
        page.press("Refresh").await;
        page.none_in_main("alert").await;
        page.reads_no_more("table", MARK).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_deleted_500_is_marked_until_dismissed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::NodeDisk));
        page.delete("ldap_client").await;
        page.row_reads("ldap_client", MARK).await;
        page.press("Dismiss").await;
        page.reads_no_more("table", MARK).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxys_page_is_not_taken_for_success() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Html200));
        page.delete("ldap_client").await;
        let text = page.reads("alert", "is still listed").await;
        assert!(text.contains("200") && !text.contains("Deleted"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_not_followed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::RedirectSame));
        page.delete("ldap_client").await;
        page.reads("alert", "handle_redirects").await;
        assert!(page.entries().contains_key("ldap_client_cert"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pending_deletion_goes_on_in_the_background() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::Hang));
        page.delete("ldap_client").await;
        page.faults_left(0).await;
        let first = page.reads("timer", "Waiting for the response: ").await;
        page.reads_no_more("timer", &first).await;
        page.press("Continue in background").await;
        page.none("alertdialog").await;
        page.reads("status", "Deleting ldap_client…").await;
        let second = page.reads("timer", "Waiting for the response: ").await;
        page.reads_no_more("timer", &second).await;
        // There is one deletion at a time: this one has to end before another can begin.
        page.press("Delete sso_service").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        page.key(Key::Escape).await;
        page.none("alertdialog").await;
        page.cluster.faults().clear();
        page.reads("status", "Deleted ldap_client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_401_deletes_nothing() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.inject(fault(ANY_DELETE, 1, Fault::TokenExpired));
        page.delete("ldap_client").await;
        page.reads("alert", "Nothing was deleted").await;
        page.sign_in(&ADMIN).await;
        page.row_reads("ldap_client", "private key hidden").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dialog_asks_for_the_name_and_can_be_canceled() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        let dialog = page.role("alertdialog", "Delete ldap_client?").await;
        let text = dialog.text().await.unwrap();
        for part in ["LDAP sign-in", "can’t be undone", "private key will be lost", "Download PEM"]
        {
            assert!(text.contains(part), "{text}");
        }
        let button = page.role("button", "Delete").await;
        assert!(!button.is_enabled().await.unwrap());
        page.type_into("Type ldap_client to confirm", "ldap-client").await;
        page.reads("status", "This doesn’t match ldap_client.").await;
        assert!(!button.is_enabled().await.unwrap());
        page.key(Key::Escape).await;
        page.gone("alertdialog", "Delete ldap_client?").await;
        page.focus_is_on("Delete ldap_client").await;
        page.press("Delete ldap_client").await;
        page.press("Cancel").await;
        page.gone("alertdialog", "Delete ldap_client?").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_sends_one_request() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        // A second request would hit the second rule and use it up.
        page.inject(fault(ANY_DELETE, 1, Fault::Hang));
        page.inject(fault(ANY_DELETE, 1, status(503, Body::None)));
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        let twice = "const b = [...document.querySelectorAll('dialog button')]
                .find((b) => b.textContent.trim() === 'Delete');
            b.click(); b.click(); b.form.requestSubmit(); b.form.requestSubmit();";
        page.script(twice).await;
        page.reads("status", "Deleting…").await;
        page.faults_left(1).await;
        page.script(twice).await;
        page.cluster.faults().clear();
        page.reads("status", "Deleted ldap_client").await;
        page.row_reads("ldap_client", "Not set").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_sent_percent_encoded() {
    scenario(async |page| {
        page.inject(fault(browser_harness::LIST, 2, Fault::UnknownEntries));
        page.signed_in(&ADMIN).await;
        page.delete("branch office/Köln").await;
        page.reads("status", "Deleted branch office/Köln").await;
        assert!(!page.entries().contains_key("branch office/Köln_cert"));
    })
    .await;
}
