//! Copy buttons: what the clipboard actually contains.

use browser_harness::{ADMIN, Page, scenario};
use cert_inventory::{Inventory, hex_colons};
use serde_json::json;
use thirtyfour::WindowHandle;

#[tokio::test(flavor = "multi_thread")]
async fn each_copy_button_copies_what_it_names() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let reader = allow_clipboard(page).await;
        page.open_drawer("api").await;
        let pem = page.entries()["api_cert"].replace('\r', "");
        let (inventory, _) = Inventory::from_pem(&pem);
        let leaf = &inventory.items[0].certificates[0];
        let serial = leaf.serial.as_ref().unwrap().to_string();
        for (what, expected) in [
            ("Subject", "CN=cluster.example.com,O=Example Corp,C=DE"),
            ("Issuer", "CN=Example Corp Issuing CA 1,O=Example Corp,C=DE"),
            ("Serial number", &serial),
            ("SHA-256 fingerprint", &hex_colons(&leaf.sha256)),
            ("SHA-1 fingerprint", &hex_colons(&leaf.sha1())),
        ] {
            assert_eq!(copied(page, &reader, what).await, expected, "{what}");
        }
        assert_eq!(copied(page, &reader, "PEM text").await.trim_end(), pem.trim_end());
        page.expand("Commands to replace it").await;
        let command = copied(page, &reader, "command").await;
        assert!(command.starts_with("rladmin cluster certificate set api"), "{command}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_denies_the_clipboard_is_reported() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let denied = json!({"permission": {"name": "clipboard-write"}, "setting": "denied"});
        page.driver.cdp().send_raw("Browser.setPermission", denied).await.unwrap();
        page.open_drawer("api").await;
        page.press("Copy Subject").await;
        page.reads("status", "Couldn’t copy: the browser").await;
    })
    .await;
}

/// Lets the page write to the clipboard, and returns a tab that can read it: the panel's own policy
/// keeps its page from that.
async fn allow_clipboard(page: &Page) -> WindowHandle {
    let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    page.driver.cdp().send_raw("Browser.grantPermissions", permissions).await.unwrap();
    focus(page).await;
    assert!(read(page).await.is_none(), "the page can read the clipboard");
    page.console_errors().await;
    let panel = page.driver.window().await.unwrap();
    let reader = page.driver.new_tab().await.unwrap();
    page.driver.switch_to_window(reader.clone()).await.unwrap();
    page.driver.goto(format!("{}v1/nothing", page.cluster.url())).await.unwrap();
    focus(page).await;
    page.driver.switch_to_window(panel).await.unwrap();
    reader
}

/// Only a focused page may use the clipboard, and a headless page never has the focus.
async fn focus(page: &Page) {
    let focused = json!({"enabled": true});
    let tools = page.driver.cdp();
    tools.send_raw("Emulation.setFocusEmulationEnabled", focused).await.unwrap();
}

/// Presses a copy button, waits for its confirmation, and reads the clipboard.
async fn copied(page: &Page, reader: &WindowHandle, what: &str) -> String {
    page.script("return navigator.clipboard.writeText('nothing yet')").await;
    page.reads_no_more("status", "Copied").await;
    page.press(&format!("Copy {what}")).await;
    page.reads("status", "Copied").await;
    let panel = page.driver.window().await.unwrap();
    page.driver.switch_to_window(reader.clone()).await.unwrap();
    let text = read(page).await;
    page.driver.switch_to_window(panel).await.unwrap();
    text.unwrap()
}

/// What the clipboard contains; `None` if the current tab can't read it.
async fn read(page: &Page) -> Option<String> {
    let text = page.script("return navigator.clipboard.readText().catch(() => null)").await;
    text.as_str().map(str::to_owned)
}
