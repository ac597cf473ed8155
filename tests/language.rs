//! The page's language: the browser's, switching it, and what a switch must preserve.

use serde_json::Value;

use browser_harness::{
    ADMIN, Page, dist_with, scenario, scenario_in, scenario_in_browser, scenario_with,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_browsers_language_is_used() {
    scenario_in("de", async |page| {
        page.signed_in(&ADMIN).await;
        assert_eq!(page.script("return document.documentElement.lang").await, "de");
        page.reads("group", "abgelaufen").await;
        // Dates are formatted as the browser formats them in this language.
        let date = "return new Date(2027, 4, 1).toLocaleDateString('de-DE', { month: 'short' })";
        let month = page.script(date).await;
        let line = page.role("group", "Expiring in the next 13 months").await;
        let line = line.prop("textContent").await.unwrap().unwrap();
        assert!(line.contains(month.as_str().unwrap()), "{line}");
        // Search applies to the displayed text.
        page.search("Datenbank-Endpunkte").await;
        page.row_reads("proxy", "Datenbank-Endpunkte").await;
        page.reads("status", "Showing 1 of 11").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_fetched_only_when_it_is_used() {
    scenario(async |page| {
        page.open().await;
        page.type_into("Username", ADMIN.name).await;
        assert_eq!(fetched(page).await, 0);
        page.press_in_bar("Deutsch").await;
        // The page is drawn anew: what was typed stays, and the focus.
        page.focus_is_on("English").await;
        let name = page.role("textbox", "Benutzername").await;
        assert_eq!(name.prop("value").await.unwrap().as_deref(), Some(ADMIN.name));
        page.type_into("Passwort", ADMIN.password).await;
        page.press("Anmelden").await;
        page.row_reads("ldap_client", "LDAP-Client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn switching_the_language_keeps_everything_else() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.delete_out_of_band("sso_issuer");
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.search("sso").await;
        page.reads("status", "Showing 2 of 11").await;
        page.press_in_bar("Deutsch").await;
        page.reads("status", "2 von 11 angezeigt").await;
        // Visible notices and the activity log change language, too.
        page.reads("status", "ldap_client wurde aus der Konfiguration").await;
        page.press("Verlauf").await;
        page.reads("dialog", "ldap_client wurde aus der Konfiguration").await;
        page.press("Schließen").await;
        page.press_in_bar("English").await;
        page.reads("status", "Showing 2 of 11").await;
        page.press_in_bar("Deutsch").await;
        page.reads("status", "2 von 11 angezeigt").await;
        assert_eq!(fetched(page).await, 1, "it is fetched once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_that_cannot_be_fetched_is_reported() {
    let site = dist_with("languages/de.json", None);
    let options = demo::Options { dist: Some(site.path().to_owned()), ..Default::default() };
    scenario_with(options, async |page| {
        page.signed_in(&ADMIN).await;
        page.press_in_bar("Deutsch").await;
        page.reads("alert", "Couldn’t load Deutsch. The page stays in the current language.").await;
        page.role("button", "Refresh").await;
        assert_eq!(page.script("return document.documentElement.lang").await, "en");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unusable_language_file_falls_back_to_english() {
    let site = dist_with("languages/de.json", Some("[]"));
    let options = demo::Options { dist: Some(site.path().to_owned()), ..Default::default() };
    scenario_in_browser("de", options, async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script("return document.documentElement.lang").await, "en");
    })
    .await;
}

/// The number of language files fetched.
async fn fetched(page: &Page) -> u64 {
    let count = "return performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes('/languages/')).length";
    match page.script(count).await {
        Value::Number(count) => count.as_u64().unwrap(),
        other => panic!("{other}"),
    }
}
