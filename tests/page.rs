//! What holds for the page as a whole: its policy, its secrets, its folder.

use browser_harness::{ADMIN, story};

#[tokio::test(flavor = "multi_thread")]
async fn an_inline_style_is_refused_and_noticed() {
    story(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.assert_clean().await;
        page.script("document.body.setAttribute('style', 'color: red')").await;
        let complaints = page.complaints().await;
        assert!(complaints.iter().any(|line| line.contains("style-src")), "{complaints:?}");
        page.script("document.body.removeAttribute('style')").await;
        let html = "try { document.body.innerHTML = '<p>x</p>'; return 'taken' } \
            catch (error) { return error.name }";
        assert_eq!(page.script(html).await, serde_json::json!("TypeError"));
        page.complaints().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_in_a_folder() {
    story(async |page| {
        page.open_at("folder/panel/").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
    })
    .await;
}

/// What a browser moves by itself, without the page's one thread. One that turns by `rotate` took it
/// 85 ms of each second.
#[tokio::test(flavor = "multi_thread")]
async fn what_moves_takes_the_page_no_time() {
    story(async |page| {
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
