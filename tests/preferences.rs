//! What the browser keeps: the chosen language and theme, and nothing else.

use serde_json::json;

use browser_harness::{ADMIN, Page, scenario};

async fn stored(page: &Page) -> serde_json::Value {
    page.script("return Object.entries(localStorage).sort()").await
}

async fn scheme_is(page: &Page, expected: &str) {
    let scheme = "return getComputedStyle(document.documentElement).colorScheme";
    page.until(expected, async || (page.script(scheme).await == expected).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn language_and_theme_are_kept_and_nothing_else() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.search("ldap").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        assert_eq!(stored(page).await, json!([]));
        page.press("Theme: system").await;
        page.press("Deutsch").await;
        page.role("button", "English").await;
        let kept = json!([["certdeck-language", "de"], ["certdeck-theme", "dark"]]);
        assert_eq!(stored(page).await, kept);
        page.driver.refresh().await.unwrap();
        // The form too.
        page.role("button", "Anmelden").await;
        scheme_is(page, "dark").await;
        assert_eq!(stored(page).await, kept);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_parts_of_an_address_are_ignored() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        for value in ["", "dark ", "{}", "xx", "\u{0}"] {
            let value = json!(value);
            page.script(&format!(
                "localStorage.setItem('certdeck-language', {value});
                 localStorage.setItem('certdeck-theme', {value})"
            ))
            .await;
            page.driver.refresh().await.unwrap();
            page.role("button", "Sign in").await;
            scheme_is(page, "light dark").await;
        }
    })
    .await;
}
