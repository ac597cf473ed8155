//! Copy buttons: what the clipboard actually contains.

use browser_harness::{ADMIN, Page, scenario};
use cert_inventory::{Inventory, hex_colons};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn each_copy_button_copies_what_it_names() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        allow_clipboard(page).await;
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
            assert_eq!(copied(page, what).await, expected, "{what}");
        }
        assert_eq!(copied(page, "PEM text").await.trim_end(), pem.trim_end());
        page.expand("Commands to replace it").await;
        let command = copied(page, "command").await;
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

/// Lets the page write to the clipboard, and this test read it.
async fn allow_clipboard(page: &Page) {
    let tools = page.driver.cdp();
    let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    tools.send_raw("Browser.grantPermissions", permissions).await.unwrap();
    // Only a focused page may read it, and a headless page never has the focus.
    let focused = json!({"enabled": true});
    tools.send_raw("Emulation.setFocusEmulationEnabled", focused).await.unwrap();
}

/// Presses a copy button, waits for its confirmation, and reads the clipboard.
async fn copied(page: &Page, what: &str) -> String {
    page.script("return navigator.clipboard.writeText('nothing yet')").await;
    page.reads_no_more("status", "Copied").await;
    page.press(&format!("Copy {what}")).await;
    page.reads("status", "Copied").await;
    page.script("return navigator.clipboard.readText()").await.as_str().unwrap().to_owned()
}
