//! Finding a certificate: counts, search, filters, order, keys, and the address that holds them.

use thirtyfour::Key;

use browser_harness::{Page, VIEWER, story};

/// The names of the rows, from top to bottom.
async fn names(page: &Page) -> Vec<String> {
    let names = page
        .script(
            "return [...document.querySelectorAll('tbody tr:not(.group) > th')]
                .map(head => head.textContent)",
        )
        .await;
    serde_json::from_value(names).unwrap()
}

/// Waits until just these rows are there, in this order.
async fn shows(page: &Page, expected: &[&str]) {
    let expected = expected.join(", ");
    page.until(&format!("the rows {expected}"), async || {
        (names(page).await.join(", ") == expected).then_some(())
    })
    .await;
}

/// Waits until just these texts are marked as what is looked for, by the browser's highlights.
async fn marks(page: &Page, expected: &[&str]) {
    let marked = "return [...CSS.highlights.get('sought') ?? []].map(String)";
    page.until(&format!("the marks {expected:?}"), async || {
        let marked = page.script(marked).await;
        (marked == serde_json::json!(expected)).then_some(())
    })
    .await;
}

/// Waits until the address has come after what is seen.
async fn address_is(page: &Page, expected: &str) {
    page.until(&format!("the address {expected}"), async || {
        (page.script("return location.hash").await == expected).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_found_kept_in_the_address_and_comes_back_with_it() {
    story(async |page| {
        page.signed_in(&VIEWER).await;
        assert_eq!(names(page).await.len(), 11);
        page.search("ldap").await;
        shows(page, &["ldap_client"]).await;
        page.reads("status", "1 of 11 shown").await;
        marks(page, &["ldap", "LDAP", "ldap"]).await;
        page.press("Show all").await;
        marks(page, &[]).await;
        page.press("1 expired").await;
        shows(page, &["sso_issuer"]).await;
        page.press("1 expired").await;
        // What the row does not show is shown where it is what was looked for.
        page.search("ldap2.EXAMPLE").await;
        shows(page, &["ldap_client"]).await;
        page.holds("tbody .found", "alternative name DNS:ldap2.example.com").await;
        // A name is broken behind its dots, and a mark goes on.
        marks(page, &["ldap2.example"]).await;
        page.press("Show all").await;
        page.press("Name").await;
        page.press("Name").await;
        page.search("sso").await;
        shows(page, &["sso_service", "sso_issuer"]).await;
        let view = "#/?search=sso&order=-name";
        address_is(page, view).await;
        page.holds("th[aria-sort=descending]", "Name").await;
        // A drawer lies over the same view; "back" leads to it again.
        page.row("sso_issuer").await;
        page.script("document.querySelector('.row-link').click()").await;
        page.role("dialog", "sso_service").await;
        address_is(page, "#/certificates/sso_service?search=sso&order=-name").await;
        page.press("Next certificate").await;
        page.role("dialog", "sso_issuer").await;
        page.driver.back().await.unwrap();
        page.none("dialog").await;
        address_is(page, view).await;
        // The same address in another session.
        page.driver.refresh().await.unwrap();
        page.sign_in(&VIEWER).await;
        shows(page, &["sso_service", "sso_issuer"]).await;
        marks(page, &["sso", "sso"]).await;
        page.search(" of nobody").await;
        page.holds(".nothing", "No certificate is what you look for").await;
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

/// Types in the search and does something else before a frame shows what was found.
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
async fn the_address_follows_in_time() {
    story(async |page| {
        page.signed_in(&VIEWER).await;
        page.row("sso_issuer").await;
        // "Back" leads to what was seen, not to what the address said.
        at_once(page, "sso", "document.querySelector('.row-link[href$=sso_issuer]').click()").await;
        page.role("dialog", "sso_issuer").await;
        address_is(page, "#/certificates/sso_issuer?search=sso").await;
        page.driver.back().await.unwrap();
        page.none("dialog").await;
        address_is(page, "#/?search=sso").await;
        shows(page, &["sso_issuer", "sso_service"]).await;
        // Whoever went elsewhere gets there.
        let elsewhere = "location.hash = '#/certificates/api'; document.body.click()";
        at_once(page, "ldap", elsewhere).await;
        page.role("dialog", "api").await;
        address_is(page, "#/certificates/api?search=ldap").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_act_as_keys_until_they_are_switched_off() {
    story(async |page| {
        page.signed_in(&VIEWER).await;
        page.row("sso_issuer").await;
        page.key("/").await;
        page.focus_is_on("Search").await;
        // Where a text is typed, a letter is a letter.
        page.key("j").await;
        page.holds(".nothing", "No certificate").await;
        page.press("Show all").await;
        page.script("document.activeElement.blur()").await;
        page.key("j").await;
        page.focus_is_on("sso_issuer").await;
        page.key("j").await;
        page.focus_is_on("sso_service").await;
        page.key("k").await;
        page.focus_is_on("sso_issuer").await;
        page.key(Key::Enter).await;
        page.role("dialog", "sso_issuer").await;
        page.key("j").await;
        page.role("dialog", "sso_service").await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.key("?").await;
        page.role("dialog", "Keys").await;
        page.script("document.querySelector('dialog input').click()").await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.key("?").await;
        page.key("/").await;
        assert!(!page.has("dialog", "Keys").await);
        page.focus_is_on("sso_issuer").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_colours_are_the_systems_or_as_chosen() {
    story(async |page| {
        page.open().await;
        page.sign_in(&VIEWER).await;
        let scheme = async || {
            let scheme = "return getComputedStyle(document.documentElement).colorScheme";
            page.script(scheme).await.as_str().unwrap().to_owned()
        };
        for (press, expected) in
            [("as the system", "dark"), ("dark", "light"), ("light", "light dark")]
        {
            page.press(&format!("Colours: {press}")).await;
            page.until(expected, async || (scheme().await == expected).then_some(())).await;
        }
    })
    .await;
}
