//! Finding a certificate: counts, search, filters, sort order, shortcuts, and the URL with all of
//! them.

use thirtyfour::Key;

use browser_harness::{ADMIN, Page, VIEWER, scenario};
use cert_inventory::{Inventory, hex, hex_colons};

/// The row names, from top to bottom.
async fn names(page: &Page) -> Vec<String> {
    let names = page
        .script(
            "return [...document.querySelectorAll('[role=rowheader][scope=row]')]
                .map(head => head.textContent)",
        )
        .await;
    serde_json::from_value(names).unwrap()
}

/// Waits until exactly these rows are shown, in this order.
async fn shows(page: &Page, expected: &[&str]) {
    let expected = expected.join(", ");
    page.until(&format!("the rows {expected}"), async || {
        (names(page).await.join(", ") == expected).then_some(())
    })
    .await;
}

/// Waits until exactly these texts are highlighted.
async fn marks(page: &Page, expected: &[&str]) {
    let marked = "return [...CSS.highlights.get('sought') ?? []].map(String)";
    page.until(&format!("the marks {expected:?}"), async || {
        let marked = page.script(marked).await;
        (marked == serde_json::json!(expected)).then_some(())
    })
    .await;
}

/// Waits until the URL matches the view.
async fn address_is(page: &Page, expected: &str) {
    page.until(&format!("the address {expected}"), async || {
        (page.script("return location.hash").await == expected).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_holds_the_view_and_restores_it() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        assert_eq!(names(page).await.len(), 11);
        page.search("ldap").await;
        shows(page, &["ldap_client"]).await;
        page.reads("status", "Showing 1 of 11").await;
        marks(page, &["ldap", "LDAP", "ldap"]).await;
        page.press("Show all").await;
        marks(page, &[]).await;
        page.press("1 expired").await;
        shows(page, &["sso_issuer"]).await;
        page.press("1 expired").await;
        // A match in a hidden field is shown.
        page.search("ldap2.EXAMPLE").await;
        shows(page, &["ldap_client"]).await;
        page.row_reads("ldap_client", "Match in alternative name: DNS:ldap2.example.com").await;
        // Names have line-break opportunities after dots; a highlight spans them.
        marks(page, &["ldap2.example"]).await;
        page.press("Show all").await;
        page.press("Name").await;
        page.press("Name").await;
        page.search("sso").await;
        shows(page, &["sso_service", "sso_issuer"]).await;
        let view = "#/?search=sso&order=-name";
        address_is(page, view).await;
        let sorted = "return document.querySelector('[aria-sort=descending]')?.textContent";
        page.until("the column Name to be in descending order", async || {
            (page.script(sorted).await == "Name").then_some(())
        })
        .await;
        // A drawer keeps the view behind it; Back returns to it.
        page.role("link", "sso_service").await.click().await.unwrap();
        page.role("dialog", "sso_service").await;
        address_is(page, "#/certificates/sso_service?search=sso&order=-name").await;
        page.press("Next certificate").await;
        page.role("dialog", "sso_issuer").await;
        page.driver.back().await.unwrap();
        page.none("dialog").await;
        address_is(page, view).await;
        // The same URL in another session.
        page.driver.refresh().await.unwrap();
        page.sign_in(&VIEWER).await;
        shows(page, &["sso_service", "sso_issuer"]).await;
        marks(page, &["sso", "sso"]).await;
        page.search(" of nobody").await;
        page.reads("main", "No certificates match").await;
        page.press("Show all").await;
        page.until("all rows", async || (names(page).await.len() == 11).then_some(())).await;
        page.search("sso").await;
        shows(page, &["sso_service", "sso_issuer"]).await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script("return CSS.highlights.size").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fingerprint_is_marked_with_or_without_colons() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        let (inventory, _) = Inventory::from_pem(&page.entries()["api_cert"]);
        let leaf = inventory.items[0].leaf().unwrap();
        let fingerprint = hex(&leaf.sha256);
        page.search(&hex_colons(&leaf.sha256).to_uppercase()).await;
        shows(page, &["api"]).await;
        marks(page, &[&fingerprint]).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_filter_by_any_selected_verdict() {
    const WORST_FIRST: [&str; 11] = [
        "proxy",
        "syncer",
        "sso_issuer",
        "sso_service",
        "ldap_client",
        "cm",
        "mtls_trusted_ca",
        "ccs_internode_encryption",
        "data_internode_encryption",
        "metrics_exporter",
        "api",
    ];
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        shows(page, &WORST_FIRST).await;
        page.press("2 broken").await;
        shows(page, &["proxy", "syncer"]).await;
        page.row_reads("syncer", "Key does not match").await;
        page.press("1 expired").await;
        shows(page, &["proxy", "syncer", "sso_issuer"]).await;
        let view = "#/?verdict=broken%2Cexpired";
        address_is(page, view).await;
        page.driver.refresh().await.unwrap();
        page.sign_in(&VIEWER).await;
        shows(page, &["proxy", "syncer", "sso_issuer"]).await;
        address_is(page, view).await;
        page.press("2 broken").await;
        shows(page, &["sso_issuer"]).await;
        page.press("Show all").await;
        shows(page, &WORST_FIRST).await;
        page.press("Filters").await;
        page.role("checkbox", "Group by purpose only").await.click().await.unwrap();
        address_is(page, "#/?group=purpose").await;
        page.until("the optional first", async || {
            (names(page).await[0] == "sso_issuer").then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_leads_from_the_search_to_what_it_found() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.search("sso").await;
        shows(page, &["sso_issuer", "sso_service"]).await;
        page.key(Key::Enter).await;
        page.focus_is_on("sso_issuer").await;
        page.clear("Search").await;
        page.search("ldap").await;
        shows(page, &["ldap_client"]).await;
        page.key(Key::Enter).await;
        page.role("dialog", "ldap_client").await;
        address_is(page, "#/certificates/ldap_client?search=ldap").await;
        page.key(Key::Escape).await;
        page.focus_is_on("Search").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_filter_the_rows_and_the_address_holds_them() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.press("Filters").await;
        page.reads("group", "no reused keys (can’t compare metrics_exporter)").await;
        let issuer = page.role("combobox", "Issuer").await;
        issuer.send_keys("CN=cluster.example.com internode").await.unwrap();
        let internode = ["ccs_internode_encryption", "data_internode_encryption"];
        shows(page, &internode).await;
        page.press("Show all").await;
        let signature = page.role("combobox", "Signature algorithm").await;
        signature.send_keys("Ed25519").await.unwrap();
        shows(page, &["metrics_exporter"]).await;
        page.reads("button", "Filters (1)").await;
        // An address in place of a click, as from a bookmark.
        page.go_to("#/?before=2000-01-01").await;
        page.reads("main", "No certificates match").await;
        page.go_to("#/?issuer=CN%3Dnobody").await;
        page.reads("main", "No certificates match").await;
        page.reads("combobox", "CN=nobody").await;
        page.press("Show all").await;
        page.until("all rows", async || (names(page).await.len() == 11).then_some(())).await;
    })
    .await;
}

/// The search isn't blamed for what filters hide.
#[tokio::test(flavor = "multi_thread")]
async fn what_hides_every_row_is_named_and_cleared() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.press("1 expired").await;
        page.search("proxy").await;
        let both = "No certificates match “proxy” and these filters: expired.";
        page.reads("main", both).await;
        page.press("Clear filters").await;
        shows(page, &["proxy"]).await;
        page.focus_is_on("Search").await;
        page.go_to("#/?search=nowhere&issuer=CN%3Dnobody&before=2000-01-01").await;
        page.reads("main", "filters: Issuer: CN=nobody, Expires before: 2000-01-01.").await;
        page.press("Clear search").await;
        page.reads("main", "No certificates match these filters: Issuer").await;
        page.gone("button", "Clear search").await;
        page.press("Clear filters").await;
        page.until("all rows", async || (names(page).await.len() == 11).then_some(())).await;
        page.search("nowhere").await;
        page.reads("main", "No certificates match “nowhere”.").await;
        page.gone("button", "Clear filters").await;
        page.press("Clear search").await;
        page.until("all rows", async || (names(page).await.len() == 11).then_some(())).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_cannot_be_compared_is_named_and_led_to() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.role("link", "can’t compare metrics_exporter").await.click().await.unwrap();
        page.reads("dialog", "can’t verify: the private key doesn’t include").await;
        let focused = "return document.activeElement.querySelector('h3')?.textContent";
        page.until("the focus on the key", async || {
            (page.script(focused).await == "Private key").then_some(())
        })
        .await;
    })
    .await;
}

/// What a row or its details say of a certificate, but not headings, buttons, and instructions, what
/// is counted from today or in local time, and what is said of all. The row's list of names is in the
/// details, one by one.
const SAID: &str = "
    const texts = (part) => [...part.querySelectorAll('*')].filter((it) => it.checkVisibility()
        && !it.closest('h2, h3, dt, button, summary, .steps, .command, .commands, .placeholders, pre')
        && !it.closest('.mark:not(a, .reused), .share, .validity, .line.small, .all-well, .small')
        && !it.matches('.sans:not(.issuer), .issuer > .visually-hidden, strong')
        && [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((it) => [...it.childNodes].filter((node) => node.nodeName !== 'STRONG')
            .map((node) => node.textContent).join('').trim().replaceAll(/\\s+/g, ' '));
    return [...new Set(texts(PART))];";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_a_certificate_finds_it() {
    // The same for all, a version of X.509, and what the match of the key says in other words.
    const GENERAL: [&str; 7] = [
        "What the words in capitals stand for:",
        "Each certificate is followed by its issuer.",
        "Certificates only. Private keys are never included.",
        "The cluster requires this certificate. You can replace it, but not delete it.",
        "not in the key file",
        "3",
        "—",
    ];
    let is_general =
        |text: &str| GENERAL.contains(&text) || text.starts_with("No action is needed");
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let mut searched = 0;
        for name in ["proxy", "syncer", "sso_service", "metrics_exporter", "mtls_trusted_ca"] {
            let row = format!(
                "[...document.querySelectorAll('tbody tr')]
                    .find((row) => row.querySelector('a')?.textContent === '{name}')"
            );
            let said = async |part: &str| -> Vec<String> {
                let said = page.script(&SAID.replace("PART", part)).await;
                serde_json::from_value(said).unwrap()
            };
            let mut texts = said(&row).await;
            page.open_drawer(name).await;
            texts.extend(said("document.querySelector('dialog')").await);
            page.close(name).await;
            for text in texts.iter().filter(|text| !is_general(text)) {
                // A filter of one name: whether it stays is told by the rows.
                let search = serde_json::json!(text);
                let script = format!(
                    "const input = document.querySelector('input[type=search]');
                     input.value = {search};
                     input.dispatchEvent(new Event('input', {{ bubbles: true }}));"
                );
                page.script(&script).await;
                page.until(&format!("{name} to be found by {text}"), async || {
                    names(page).await.iter().any(|found| found == name).then_some(())
                })
                .await;
                searched += 1;
            }
            page.press("Show all").await;
        }
        assert!(searched > 100, "{searched}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reused_keys_are_counted_and_the_count_filters() {
    scenario(async |page| {
        let [certificate, key] = ["api_cert", "api_key"].map(|name| page.entries()[name].clone());
        page.cluster.cluster().put("of_somebody", certificate, Some(key)).unwrap();
        page.signed_in(&VIEWER).await;
        page.row_reads("api", "reused key").await;
        page.press("2 reused keys").await;
        shows(page, &["api", "of_somebody"]).await;
        address_is(page, "#/?reused=yes").await;
        page.press("2 reused keys").await;
        page.until("all rows", async || (names(page).await.len() == 12).then_some(())).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_and_what_decided_open_the_drawer() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.role("link", "Key does not match").await.click().await.unwrap();
        page.role("dialog", "syncer").await;
        address_is(page, "#/certificates/syncer/key-mismatch").await;
        page.until("the focus on the finding", async || {
            let text = page.script("return document.activeElement.textContent").await;
            text.as_str()?.contains("The private key doesn’t match the certificate").then_some(())
        })
        .await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        address_is(page, "#/").await;
        // Anywhere in the row, but not where something else is.
        let cell = "document.querySelectorAll('tr:has(a[href$=\"/proxy\"]) td')[1]";
        page.script(&format!("{cell}.click()")).await;
        page.role("dialog", "proxy").await;
        page.close("proxy").await;
        page.focus_is_on("proxy").await;
        let select = format!("getSelection().selectAllChildren({cell}); {cell}.click()");
        page.script(&select).await;
        assert!(!page.has("dialog", "proxy").await);
        page.script("getSelection().removeAllRanges()").await;
        page.press("Delete ldap_client").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        assert!(!page.has("dialog", "ldap_client").await);
        page.press("Cancel").await;
    })
    .await;
}

/// Types into the search and does something else before the next frame shows the matches.
async fn at_once(page: &Page, search: &str, then: &str) {
    page.script(&format!(
        "const field = document.querySelector('input[type=search]');
         field.value = '{search}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));
         return new Promise((done) => setTimeout(() => {{ {then}; done(); }}));"
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_current_before_the_history_gets_an_entry() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.row("sso_issuer").await;
        page.role("button", "Export").await;
        // Back returns to what was shown, not to what the URL said.
        at_once(
            page,
            "sso",
            "document.querySelector('[role=rowheader] a[href$=sso_issuer]').click()",
        )
        .await;
        page.role("dialog", "sso_issuer").await;
        address_is(page, "#/certificates/sso_issuer?search=sso").await;
        page.driver.back().await.unwrap();
        page.none("dialog").await;
        address_is(page, "#/?search=sso").await;
        shows(page, &["sso_issuer", "sso_service"]).await;
        // A URL that the user navigates to meanwhile wins.
        let go_on = "location.hash = '#/certificates/api'; document.body.click()";
        at_once(page, "ldap", go_on).await;
        page.role("dialog", "api").await;
        address_is(page, "#/certificates/api?search=ldap").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn single_letter_shortcuts_can_be_switched_off() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.row("sso_issuer").await;
        page.key("/").await;
        page.focus_is_on("Search").await;
        // In a text box, a letter is a letter.
        page.key("j").await;
        page.reads("status", "Showing ").await;
        page.press("Show all").await;
        page.script("document.activeElement.blur()").await;
        // The worst of all is first.
        page.key("j").await;
        page.focus_is_on("proxy").await;
        page.key("j").await;
        page.focus_is_on("syncer").await;
        page.key("k").await;
        page.focus_is_on("proxy").await;
        page.key(Key::Enter).await;
        page.role("dialog", "proxy").await;
        page.key("j").await;
        page.role("dialog", "syncer").await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        // The row of what was seen last.
        page.focus_is_on("syncer").await;
        page.key("k").await;
        page.key("?").await;
        page.role("dialog", "Keyboard shortcuts").await;
        page.role("checkbox", "Use single-letter shortcuts").await.click().await.unwrap();
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.key("?").await;
        page.key("/").await;
        assert!(!page.has("dialog", "Keyboard shortcuts").await);
        page.focus_is_on("proxy").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_color_scheme_is_the_systems_or_as_chosen() {
    scenario(async |page| {
        page.open().await;
        page.sign_in(&VIEWER).await;
        let scheme = async || {
            let scheme = "return getComputedStyle(document.documentElement).colorScheme";
            page.script(scheme).await.as_str().unwrap().to_owned()
        };
        for (press, expected) in [("system", "dark"), ("dark", "light"), ("light", "light dark")] {
            page.press_in_bar(&format!("Theme: {press}")).await;
            page.until(expected, async || (scheme().await == expected).then_some(())).await;
        }
    })
    .await;
}
