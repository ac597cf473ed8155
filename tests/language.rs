//! The language of the page: by the browser, by a switch, and what a switch must not take away.

use serde_json::Value;

use browser_harness::{ADMIN, Page, dist_with, story, story_in, story_of_a_browser, story_with};

#[tokio::test(flavor = "multi_thread")]
async fn the_browsers_language_is_spoken() {
    story_in("de", async |page| {
        page.signed_in(&ADMIN).await;
        assert_eq!(page.script("return document.documentElement.lang").await, "de");
        page.holds(".overview", "abgelaufen").await;
        // Dates are written as the browser writes them in this language.
        let date = "return new Date(2027, 4, 1).toLocaleDateString('de-DE', { month: 'short' })";
        let month = page.script(date).await;
        page.holds(".timeline", month.as_str().unwrap()).await;
        // What is searched is what is read.
        page.search("Datenbank-Endpunkte").await;
        page.row_reads("proxy", "Datenbank-Endpunkte").await;
        page.reads("status", "1 of 11 shown").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_language_that_is_spoken_is_fetched() {
    story(async |page| {
        page.open().await;
        page.type_into("Username", ADMIN.name).await;
        assert_eq!(fetched(page).await, 0);
        page.press("Deutsch").await;
        // The page is drawn anew: what was typed stays, and the focus.
        page.role("textbox", "Benutzername").await;
        page.focus_is_on("English").await;
        let typed = "return document.querySelector('#username').value";
        assert_eq!(page.script(typed).await, ADMIN.name);
        page.type_into("Passwort", ADMIN.password).await;
        page.press("Anmelden").await;
        page.row_reads("ldap_client", "LDAP-Client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_leaves_everything_as_it_is() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.remove("sso_issuer");
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
        page.search("sso").await;
        page.reads("status", "2 of 11 shown").await;
        page.press("Deutsch").await;
        page.reads("status", "2 von 11 zu sehen").await;
        // An outcome that was told is told in the new language too, and so is the past.
        page.reads("status", "ldap_client wurde aus der Konfiguration").await;
        page.press("Verlauf").await;
        page.holds("dialog", "ldap_client wurde aus der Konfiguration").await;
        page.press("Schließen").await;
        page.press("English").await;
        page.reads("status", "2 of 11 shown").await;
        page.press("Deutsch").await;
        page.reads("status", "2 von 11 zu sehen").await;
        assert_eq!(fetched(page).await, 1, "it is fetched once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_that_is_out_of_reach_is_told() {
    let site = dist_with("languages/de.json", None);
    let options = demo::Options { dist: Some(site.path().to_owned()), ..Default::default() };
    story_with(options, async |page| {
        page.signed_in(&ADMIN).await;
        page.press("Deutsch").await;
        page.reads("alert", "Deutsch: this language could not be fetched").await;
        page.role("button", "Refresh").await;
        assert_eq!(page.script("return document.documentElement.lang").await, "en");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_file_a_browsers_language_gives_way_to_english() {
    let site = dist_with("languages/de.json", Some("[]"));
    let options = demo::Options { dist: Some(site.path().to_owned()), ..Default::default() };
    story_of_a_browser("de", options, async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script("return document.documentElement.lang").await, "en");
    })
    .await;
}

/// How many files of words were fetched.
async fn fetched(page: &Page) -> u64 {
    let count = "return performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes('/languages/')).length";
    match page.script(count).await {
        Value::Number(count) => count.as_u64().unwrap(),
        other => panic!("{other}"),
    }
}
