//! "Back" and "forward": what is a step, and that no dialog leads away from the page.

use thirtyfour::Key;

use browser_harness::{ADMIN, Page, scenario};

/// Dialogs and sheets, with the buttons that open them.
const DIALOGS: [(&str, &str, &str); 4] = [
    ("Delete ldap_client", "alertdialog", "Delete ldap_client?"),
    ("Keyboard shortcuts", "dialog", "Keyboard shortcuts"),
    ("Activity", "dialog", "Activity"),
    ("Export", "dialog", "Export"),
];

async fn rows_are(page: &Page, count: usize) {
    let rows = "return document.querySelectorAll('[role=rowheader][scope=row]').length";
    page.until(&format!("{count} rows"), async || (page.script(rows).await == count).then_some(()))
        .await;
}

async fn address_is(page: &Page, expected: &str) {
    page.until(&format!("the address {expected}"), async || {
        (page.script("return location.hash").await == expected).then_some(())
    })
    .await;
}

/// Waits until the step in the history is none of a dialog.
async fn is_on_the_page(page: &Page) {
    page.until("a step without a dialog", async || {
        page.script("return history.state").await.is_null().then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_closes_a_dialog_and_stays_on_the_page() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.search("ldap").await;
        rows_are(page, 1).await;
        for (button, role, name) in DIALOGS {
            page.press(button).await;
            page.role(role, name).await;
            page.driver.back().await.unwrap();
            page.gone(role, name).await;
            is_on_the_page(page).await;
            // "Forward" has nothing to show, and "back" is not in vain afterwards.
            page.driver.forward().await.unwrap();
            is_on_the_page(page).await;
            assert!(!page.has(role, name).await, "{name}");
            rows_are(page, 1).await;
            page.press(button).await;
            page.role(role, name).await;
            page.key(Key::Escape).await;
            page.gone(role, name).await;
            is_on_the_page(page).await;
        }
        // No step is left of them: one leads back to before the search.
        page.driver.back().await.unwrap();
        rows_are(page, 11).await;
        page.driver.forward().await.unwrap();
        address_is(page, "#/?search=ldap").await;
        rows_are(page, 1).await;
    })
    .await;
}

/// A dialog gives the focus back a frame after it closes: a key may come before.
#[tokio::test(flavor = "multi_thread")]
async fn a_focus_that_moved_on_stays_when_a_dialog_closes() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Export").await;
        page.role("dialog", "Export").await;
        let at_once = "
            const dialog = document.querySelector('dialog');
            dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
            return (async () => {
                for (let turn = 0; turn < 1000 && dialog.isConnected; turn++) await null;
                const search = document.querySelector('[type=search]');
                search.focus();
                for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
                return [dialog.isConnected, document.activeElement === search];
            })()";
        assert_eq!(page.script(at_once).await, serde_json::json!([false, true]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_undoes_filters_one_by_one_and_a_search_as_a_whole() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.role("checkbox", "Deletable only").await.click().await.unwrap();
        address_is(page, "#/?deletable=yes").await;
        page.search("sso").await;
        address_is(page, "#/?search=sso&deletable=yes").await;
        page.press("1 expired").await;
        address_is(page, "#/?search=sso&verdict=expired&deletable=yes").await;
        for expected in ["#/?search=sso&deletable=yes", "#/?deletable=yes", ""] {
            page.driver.back().await.unwrap();
            address_is(page, expected).await;
        }
        rows_are(page, 11).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_in_a_dialog_is_in_no_step() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Delete ldap_client").await;
        page.type_into("Type ldap_client to confirm", "typed-by-hand").await;
        assert_eq!(page.script("return history.state").await, "dialog");
        let address = page.script("return location.href").await;
        assert!(!address.as_str().unwrap().contains("typed"), "{address}");
        page.driver.back().await.unwrap();
        page.gone("alertdialog", "Delete ldap_client?").await;
        page.press("Delete ldap_client").await;
        let field = page.role("textbox", "Type ldap_client to confirm").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(""));
        // A deletion that is done leaves no step either.
        page.type_into("Type ldap_client to confirm", "ldap_client").await;
        page.press("Delete").await;
        page.reads("status", "Deleted ldap_client").await;
        is_on_the_page(page).await;
    })
    .await;
}
