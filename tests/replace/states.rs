//! Every state by keyboard, checked with axe, in German, and on a phone.

use browser_harness::{ADMIN, Page, Viewport, fault, scenario, scenario_in};
use demo::faults::Fault;
use serde_json::json;
use thirtyfour::Key;

use super::files::{FQDN, Files, SERVER};
use super::{ANY_PUT, dispatch, ready, send};

const OPEN_ERRORS: &str = "These errors would make the cluster refuse the certificate, or something \
                           would stop working. Correct the files. If you know better, type the name \
                           to send it anyway.";

/// What is wider than the window, or out of it.
const WIDER: &str = "
    const dialog = document.querySelector('dialog[open]');
    return [...dialog.querySelectorAll('*')]
        .filter((part) => part.checkVisibility() && part.clientWidth > 1
            && !part.closest('pre, code')
            && part.getBoundingClientRect().right > innerWidth)
        .map((part) => part.outerHTML.slice(0, 200))";

#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_works_by_keyboard() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        files.server("new");
        page.role("button", "Replace proxy").await.focus().await.unwrap();
        page.key(Key::Enter).await;
        page.role("dialog", "Replace proxy").await;
        let parts = ["new.pem", "new.key", "intermediate.pem", "root.pem"];
        let all: String = parts.map(|part| files.text(part)).concat();
        dispatch(page, "paste", &[("", all)]).await;
        page.reads("dialog", "Checks").await;
        page.role("checkbox", super::CONFIRM).await.focus().await.unwrap();
        page.key(Key::Space).await;
        page.enabled("Replace").await;
        page.role("button", "Replace").await.focus().await.unwrap();
        page.key(Key::Enter).await;
        page.reads("dialog", "In place").await;
        page.focus_is_on("What happened").await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.focus_is_on("proxy").await;
    })
    .await;
}

/// The states of the dialogs, one after the other.
async fn each(page: &Page, mut visit: impl AsyncFnMut(&str)) {
    let files = Files::new();
    let extensions = SERVER.replace("serverAuth,clientAuth", "clientAuth");
    files.issue("bad", Some("intermediate"), &format!("/CN={FQDN}"), &extensions, 365);
    files.server("new");
    page.press("Replace proxy").await;
    page.reads("dialog", "Choose files…").await;
    page.expand("How to get a certificate").await;
    visit("replace").await;
    std::fs::write(files.path("readme.txt"), "Your order 4711").unwrap();
    files.choose(page, &["bad.pem", "bad.key", "readme.txt"]).await;
    page.reads("dialog", OPEN_ERRORS).await;
    visit("replace-errors").await;
    page.press("Remove all files").await;
    files.choose(page, &["new.pem", "new.key", "intermediate.pem", "root.pem"]).await;
    page.reads("dialog", super::CONFIRM).await;
    page.expand("Compared with the current certificate").await;
    visit("replace-ready").await;
    page.inject(fault(ANY_PUT, 1, Fault::NodeDisk));
    page.inject(fault("GET /v1/cluster/certificates", 1, Fault::Hang));
    send(page).await;
    page.reads("dialog", "Reading the list to see which certificate the cluster has now.").await;
    visit("replace-under-way").await;
    page.cluster.faults().clear();
    page.role("dialog", "What happened").await;
    visit("replace-results").await;
    page.key(Key::Escape).await;
    page.none("dialog").await;
    page.open_drawer("ccs_internode_encryption").await;
    page.press("Rotate ccs_internode_encryption").await;
    page.reads("dialog", "All nodes are active.").await;
    visit("rotate").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_wrong_with_any_state_for_axe_in_both_schemes() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("group", "8.2.0-46").await;
        each(page, async |state| {
            for scheme in ["light", "dark"] {
                Viewport { scheme, width: 1440, height: 900 }.set(page).await;
                crate::accessibility::assert_no_violations(page, state).await;
            }
        })
        .await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn german_fits_a_phone_and_is_complete() {
    scenario_in("de", async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("group", "8.2.0-46").await;
        each(page, async |state| {
            for width in [320, 360] {
                Viewport { scheme: "light", width, height: 780 }.set(page).await;
                assert_eq!(page.script(WIDER).await, json!([]), "{state} at {width}");
            }
            let untranslated = page.untranslated_texts().await;
            assert!(untranslated.is_empty(), "{state}: {untranslated:#?}");
        })
        .await;
        page.console_errors().await;
    })
    .await;
}
