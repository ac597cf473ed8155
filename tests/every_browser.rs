//! The main stories in the browser that `BROWSER` names: `chromium`, `firefox` or `webkit`.
//!
//! Details are tested once, in Chromium (main.rs). Here are the stories that rest on what browsers
//! do differently: streams, highlights, focus, dialogs, layout, policies, memory. A script that runs
//! before the page's own takes a feature away where some version of a browser lacks it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use browser_harness::{ADMIN, Kind, Needles, Page, VIEWER, scenario_in_any_browser};
use serde_json::json;
use thirtyfour::Key;

const WHOLE: &str = "";
const WITHOUT_BYOB: &str = "delete window.ReadableStreamBYOBReader";
const WITHOUT_HIGHLIGHTS: &str = "delete CSS.highlights; delete window.Highlight";

/// Searches the memory of the processes that run pages.
///
/// Firefox and WebKit free the buffers in which a body came without overwriting them, and a page
/// cannot reach these (docs/security.md). There, what the page itself makes of a key has to be gone:
/// its bytes, and its text as a string.
fn assert_forgotten(page: &Page, keys: &Needles, step: &str) {
    let mut found = page.found_in_memory(keys);
    println!("after {step}: {} pieces", found.len());
    if page.kind != Kind::Chromium {
        found.retain(|piece| !piece.ends_with("as text"));
    }
    assert!(found.is_empty(), "after {step}: {found:#?}");
}

async fn read_refresh_and_sign_out(without: &str) {
    scenario_in_any_browser(without, async |page| {
        let keys = Needles::of_keys(&page.entries());
        page.signed_in(&ADMIN).await;
        let rows = "return document.querySelectorAll('[role=rowheader][scope=row]').length";
        assert_eq!(page.script(rows).await, 11);
        assert_forgotten(page, &keys, "loading");
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
        assert_forgotten(page, &keys, "refreshing");
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script(rows).await, 0);
        assert_forgotten(page, &keys, "signing out");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_read_and_no_key_stays() {
    read_refresh_and_sign_out(WHOLE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_read_without_byob_readers_and_no_key_stays() {
    read_refresh_and_sign_out(WITHOUT_BYOB).await;
}

/// What the other stories look for is found when it is there.
#[tokio::test(flavor = "multi_thread")]
async fn planted_errors_and_bytes_are_found() {
    // Put together in the page, so that the script's own text is not what is found.
    let plant =
        "window.planted = new TextEncoder().encode(['planted', 'in', 'the', 'page'].join('-'));
        setTimeout(() => { throw new Error('of the test') });";
    scenario_in_any_browser(plant, async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.script("document.body.setAttribute('style', 'color: red')").await;
        page.until("an error and a violation", async || {
            let complaints = page.script("return window.complaints.join()").await;
            let complaints = complaints.as_str()?;
            (complaints.contains("of the test") && complaints.contains("style-src")).then_some(())
        })
        .await;
        page.console_errors().await;
        if page.sees_memory() {
            let needles = Needles::of_texts(&["planted-in-the-page".to_owned()]);
            assert!(!page.found_in_memory(&needles).is_empty());
        } else {
            println!("the memory of processes cannot be read here: not searched");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_confirmed_by_typing_and_reported() {
    scenario_in_any_browser(WHOLE, async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        let button = page.role("button", "Delete").await;
        assert!(!button.is_enabled().await.unwrap());
        page.key(Key::Escape).await;
        page.gone("alertdialog", "Delete ldap_client?").await;
        page.focus_is_on("Delete ldap_client").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        // WebKit's driver leaves out the text of boxes whose parent has `display: contents`.
        page.until("an empty slot", async || {
            let text = page.row("ldap_client").await.prop("innerText").await.ok()??;
            text.contains("Not set").then_some(())
        })
        .await;
        page.focus_is_on("cm").await;
        assert!(!page.entries().contains_key("ldap_client_cert"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_and_drawer_are_used_by_keyboard() {
    scenario_in_any_browser(WHOLE, async |page| {
        page.signed_in(&VIEWER).await;
        page.reads("figure", "Next:").await;
        page.key("j").await;
        page.focus_is_on("proxy").await;
        page.key(Key::Enter).await;
        page.role("dialog", "proxy").await;
        page.key("j").await;
        page.role("dialog", "syncer").await;
        // The signature is checked by the browser's own cryptography.
        page.go_to("#/certificates/api").await;
        page.reads("dialog", "Signature check\nValid").await;
        // The focus stays in the dialog, or goes to the browser's own parts.
        let inside = "return [document.body, ...document.querySelectorAll('dialog *, dialog')]
            .includes(document.activeElement)";
        for _ in 0..12 {
            page.key(Key::Tab).await;
            assert_eq!(page.script(inside).await, true);
        }
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.key("/").await;
        page.focus_is_on("Search").await;
        page.key("nowhere").await;
        page.gone("link", "api").await;
    })
    .await;
}

async fn search(without: &str, marked: serde_json::Value) {
    scenario_in_any_browser(without, async |page| {
        page.signed_in(&VIEWER).await;
        page.search("ldap2.EXAMPLE").await;
        page.row_reads("ldap_client", "Match in alternative name: DNS:ldap2.example.com").await;
        page.gone("link", "api").await;
        let marks = "return CSS.highlights
            ? [...CSS.highlights.get('sought') ?? []].map(String) : 'none'";
        page.until("the marks", async || (page.script(marks).await == marked).then_some(())).await;
        page.press("Show all").await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_marks_what_it_finds() {
    search(WHOLE, json!(["ldap2.example"])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_where_nothing_can_be_marked() {
    search(WITHOUT_HIGHLIGHTS, json!("none")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_cards_in_a_narrow_window() {
    scenario_in_any_browser(WHOLE, async |page| {
        page.signed_in(&VIEWER).await;
        page.resize(360, 780).await;
        page.press("Filters").await;
        // WebKit calls the choice a button, and its value a part of its name.
        page.reads("main", "Sort by").await;
        let overflow = "return document.documentElement.scrollWidth - window.innerWidth";
        assert!(page.script(overflow).await.as_i64().unwrap() <= 0);
        // WebKit's driver takes a link whose lines are clamped for hidden, so by keyboard.
        page.script("document.querySelector('[href=\"#/certificates/api\"]').focus()").await;
        page.key(Key::Enter).await;
        page.role("dialog", "api").await;
        assert!(page.script(overflow).await.as_i64().unwrap() <= 0);
        page.close("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_browsers_get_a_message() {
    let too_old = "delete window.WebAssembly; delete AbortSignal.any; CSS.supports = () => false";
    for without in too_old.split("; ") {
        scenario_in_any_browser(without, async |page| {
            page.open().await;
            page.reads("alert", "This browser is too old").await;
            page.console_errors().await;
        })
        .await;
    }
}
