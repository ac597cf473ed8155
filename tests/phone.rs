//! The panel on a phone, where rows are cards.
//!
//! The visual order depends on pixels, so it's measured.

use browser_harness::{ADMIN, VIEWPORTS, scenario};
use serde_json::json;

/// Pairs of elements in document order, where the second is displayed above the first, or left of
/// it on the same line.
const OUT_OF_ORDER: &str = "
    const seen = [...document.querySelectorAll(SELECTOR)].filter((element) =>
        element.checkVisibility() && element.getClientRects().length
        && element.getBoundingClientRect().width > 1);
    const box = (element) => element.getBoundingClientRect();
    const follows = (before, after) => {
        const [a, b] = [box(before), box(after)];
        const same_line = b.top < a.bottom && a.top < b.bottom;
        return same_line ? a.left <= b.left : a.top <= b.top;
    };
    const name = (element) => element.getAttribute('aria-label') ?? element.textContent;
    if (seen.length < AT_LEAST) return [`only ${seen.length} elements`];
    return seen.slice(1).flatMap((element, index) =>
        follows(seen[index], element) ? [] : [`${name(seen[index])}, then ${name(element)}`]);";

#[tokio::test(flavor = "multi_thread")]
async fn elements_are_seen_in_the_order_in_which_they_are_reached() {
    scenario(async |page| {
        VIEWPORTS[2].set(page).await;
        page.open().await;
        page.role("button", "Sign in").await;
        let out_of_order = async |selector: &str, at_least: usize| {
            let script = OUT_OF_ORDER
                .replace("SELECTOR", &format!("{selector:?}"))
                .replace("AT_LEAST", &at_least.to_string());
            page.script(&script).await
        };
        let focusable = "main :is(a[href], button, input, select, summary, [tabindex='0'])";
        assert_eq!(out_of_order(focusable, 4).await, json!([]));
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.unfold_timeline().await;
        page.role("group", "Expiring in the next 13 months").await;
        // The marks on the timeline are in the order of time, and may overlap. The column headers
        // are out of sight.
        let focusable = format!("{focusable}:not(figure *, thead *)");
        assert_eq!(out_of_order(&focusable, 25).await, json!([]));
        // What is read aloud: the header and the cells of each card.
        let cells = "[role=rowgroup] :is([role=rowheader], [role=cell])";
        assert_eq!(out_of_order(cells, 11 * 4).await, json!([]));
        page.open_drawer("api").await;
        let inside = "[role=dialog] :is(a[href], button, summary, pre, h2, h3, dt, dd)";
        assert_eq!(out_of_order(inside, 30).await, json!([]));
        page.close("api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_are_ordered_by_a_choice_in_place_of_column_headers() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.role("button", "Name").await;
        VIEWPORTS[2].set(page).await;
        page.press("Filters").await;
        page.role("checkbox", "Group by purpose only").await.click().await.unwrap();
        let choice = page.role("combobox", "Sort by").await;
        choice.send_keys("Name").await.unwrap();
        let names = "return [...document.querySelectorAll('[role=rowheader][scope=row]')]
            .slice(0, 4).map((header) => header.textContent)";
        let expected = json!(["ldap_client", "mtls_trusted_ca", "sso_issuer", "sso_service"]);
        page.until("the optional ones by name", async || {
            (page.script(names).await == expected).then_some(())
        })
        .await;
    })
    .await;
}
