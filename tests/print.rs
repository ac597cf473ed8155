//! On paper: no controls, an open drawer whole, and the audit page.

use cert_inventory::hex_colons;
use serde_json::json;

use browser_harness::{ADMIN, Page, scenario};

#[tokio::test(flavor = "multi_thread")]
async fn table_without_controls() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Filters").await;
        page.role("group", "Filters").await;
        set_paper(page).await;
        // Column heads and counts are also text.
        let controls = "return [...document.querySelectorAll('button, input, select, form')]
            .filter((it) => !it.closest('[role=columnheader], [aria-label=\"Certificates by status\"]'))
            .filter((it) => it.checkVisibility())
            .map((it) => it.getAttribute('aria-label') ?? it.textContent)";
        assert_eq!(page.script(controls).await, json!([]));
        // On paper, a table with what the one on the screen has no room for.
        let table = page
            .until("the printed table", async || {
                page.script("return document.querySelector('article table')?.innerText")
                    .await
                    .as_str()
                    .map(str::to_owned)
            })
            .await;
        for fact in [
            "proxy",
            "Extended key usage incomplete",
            "1 more warning",
            " UTC",
            "*.internal.cluster.example.com",
            "sha256WithRSAEncryption",
        ] {
            assert!(table.contains(fact), "{fact}: {table}");
        }
        assert_eq!(page.script(&visible("table")).await, 1);
        let narrow = "return [...document.querySelectorAll('article tr')]
            .every((row) => getComputedStyle(row).display === 'table-row')";
        assert_eq!(page.script(narrow).await, true);
        page.script("dispatchEvent(new Event('afterprint'))").await;
        page.none("article").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drawer_whole() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("mtls_trusted_ca").await;
        set_paper(page).await;
        assert_eq!(page.script(&visible("table, dialog button:not([role=tab])")).await, 0);
        assert_eq!(page.script(&visible("dialog [role=tab]")).await, 1);
        // Which cluster's, and of when.
        page.reads("dialog", "cluster.example.com · List as of 20").await;
        let both = "return [...document.querySelectorAll('dialog dt')]
            .filter((it) => it.textContent.includes('Subject Key Identifier'))
            .filter((it) => it.checkVisibility()).length";
        assert_eq!(page.script(both).await, 2);
        let hidden = "return [...document.querySelectorAll('dialog, dialog pre')]
            .filter((it) => it.scrollHeight > it.clientHeight + 2).length";
        assert_eq!(page.script(hidden).await, 0);
        page.script("dispatchEvent(new Event('afterprint'))").await;
        page.until("one certificate", async || (page.script(both).await == 1).then_some(())).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn audit_page() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.script(
            "window.print = () => {
                window.printed = document.querySelector('article').textContent;
                window.dispatchEvent(new Event('afterprint'));
            }",
        )
        .await;
        page.press("Export").await;
        page.press("Print").await;
        let printed = page
            .until("the printed page", async || {
                page.script("return window.printed").await.as_str().map(str::to_owned)
            })
            .await;
        assert!(printed.starts_with("Certificates for cluster.example.com"), "{printed}");
        for name in page.entries().keys().filter_map(|entry| entry.strip_suffix("_cert")) {
            assert!(printed.contains(name), "{name}");
        }
        let proxy = page.entries()["proxy_cert"].clone();
        let (read, _) = cert_inventory::Inventory::from_pem(&proxy);
        let sha256 = hex_colons(&read.items[0].certificates[0].sha256);
        assert!(printed.contains(&sha256), "{sha256}");
        for fact in [
            "version 8.2.0-46",
            "Cluster license",
            "mesh_ca_signed",
            "Printed by admin@example.com on cluster.example.com at ",
            "11 names: 2 broken, 1 expired, ",
            "1 more warning",
            "Certificate 1 of 3 (leaf)",
            "DNS:*.internal.cluster.example.com",
            "sha256WithRSAEncryption",
            "Error: ",
            "Note: ",
        ] {
            assert!(printed.contains(fact), "{fact}: {printed}");
        }
        page.none("article").await;
    })
    .await;
}

/// Shows the page as printed.
async fn set_paper(page: &Page) {
    let cdp = page.driver.cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", json!({"media": "print"})).await.unwrap();
    page.script("dispatchEvent(new Event('beforeprint'))").await;
}

/// Counts the visible elements that match a selector.
fn visible(selector: &str) -> String {
    format!(
        "return [...document.querySelectorAll('{selector}')]
            .filter((it) => it.checkVisibility()).length"
    )
}
