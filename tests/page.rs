//! The whole page: its content security policy, panics, folder, animations.

use browser_harness::{ADMIN, scenario};

#[tokio::test(flavor = "multi_thread")]
async fn an_inline_style_is_blocked_and_noticed() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.assert_clean().await;
        page.script("document.body.setAttribute('style', 'color: red')").await;
        let complaints = page.console_errors().await;
        assert!(complaints.iter().any(|line| line.contains("style-src")), "{complaints:?}");
        page.script("document.body.removeAttribute('style')").await;
        let html = "try { document.body.innerHTML = '<p>x</p>'; return 'taken' } \
            catch (error) { return error.name }";
        assert_eq!(page.script(html).await, serde_json::json!("TypeError"));
        page.console_errors().await;
    })
    .await;
}

/// Leptos panics if a browser, or an extension in it, refuses to create an element.
#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_reported_without_its_message() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.script(
            "const make = document.createElement.bind(document);
             document.createElement = (name) => {
                 if (name === 'dl') throw new Error('the reason of the panic');
                 return make(name);
             }",
        )
        .await;
        page.go_to("#/certificates/api").await;
        let text = page.reads("alert", "Certdeck ran into an internal error and stopped").await;
        assert!(
            text.starts_with(
                "Certdeck ran into an internal error and stopped. Reload the page to continue. ("
            ),
            "{text}"
        );
        assert!(text.ends_with(')') && text.contains(".rs:"), "{text}");
        assert!(!page.document().await.contains("the reason of the panic"));
        let errors = page.console_errors().await;
        assert!(errors.iter().any(|line| line.contains("unreachable")), "{errors:?}");
        // The notice suggests a remedy.
        page.driver.refresh().await.unwrap();
        page.sign_in(&ADMIN).await;
        page.row("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn works_in_a_folder() {
    scenario(async |page| {
        page.open_at("folder/panel/").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
    })
    .await;
}

/// Only these properties animate on the compositor. An icon rotated with `rotate` took the main
/// thread 85 ms of each second.
#[tokio::test(flavor = "multi_thread")]
async fn animations_run_off_the_main_thread() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        let moved = "const all = (rules) =>
                [...rules].flatMap((rule) => [rule, ...all(rule.cssRules ?? [])]);
            return [...document.styleSheets].flatMap((sheet) => all(sheet.cssRules))
                .filter((rule) => rule instanceof CSSKeyframeRule)
                .flatMap((rule) => [...rule.style])";
        let moved: Vec<String> = serde_json::from_value(page.script(moved).await).unwrap();
        let by_browser = |property: &String| ["opacity", "transform"].contains(&property.as_str());
        assert!(!moved.is_empty() && moved.iter().all(by_browser), "{moved:?}");
    })
    .await;
}
