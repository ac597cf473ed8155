//! How much of the cluster is seen without scrolling. This is a matter of pixels, so it is
//! measured.

use browser_harness::{ADMIN, Page, VIEWER, Viewport, scenario, scenario_in};
use serde_json::json;

/// The pixels above the table, the height of the highest row, and how many rows are seen whole.
const MEASURE: &str = "
    const table = document.querySelector('[role=table]');
    const rows = [...table.querySelectorAll('[role=row]:has([role=rowheader][scope=row])')]
        .map((row) => row.getBoundingClientRect());
    const seen = rows.filter((row) => row.height && row.bottom <= innerHeight).length;
    return [table.getBoundingClientRect().top, Math.max(...rows.map((row) => row.height)), seen];";

#[tokio::test(flavor = "multi_thread")]
async fn the_worst_rows_are_seen_without_scrolling() {
    scenario(assert_seen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worst_rows_are_seen_without_scrolling_in_german() {
    scenario_in("de", assert_seen).await;
}

async fn assert_seen(page: &Page) {
    {
        page.signed_in(&ADMIN).await;
        page.reads("figure", "Next:").await;
        for (width, height, at_least, most_above, highest) in [
            (1440, 900, 11.0, 260.0, 52.0),
            (1024, 768, 8.0, 260.0, 52.0),
            (360, 780, 3.0, f64::INFINITY, f64::INFINITY),
        ] {
            Viewport { scheme: "light", width, height }.set(page).await;
            page.until(&format!("{at_least} rows at {width} x {height}"), async || {
                let measured = page.script(MEASURE).await;
                let number = |at: usize| measured[at].as_f64().unwrap();
                let is_enough = number(2) >= at_least;
                (is_enough && number(0) <= most_above && number(1) <= highest).then_some(())
            })
            .await;
            let is_wider = "return document.documentElement.scrollWidth > innerWidth";
            assert_eq!(page.script(is_wider).await, json!(false), "{width}");
        }
    }
}

/// Whose certificates a CA issued is seen in the rows, with or without room for a column.
#[tokio::test(flavor = "multi_thread")]
async fn issuers_are_seen_in_the_rows() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        for (width, text) in
            [(1440, "Example Corp Issuing CA 1"), (1024, "Issuer: Example Corp Issuing CA 1")]
        {
            Viewport { scheme: "light", width, height: 768 }.set(page).await;
            let seen = "return [...document.querySelectorAll('tbody tr:nth-child(6) td *')]
                .filter((it) => it.checkVisibility({ visibilityProperty: true }))
                .filter((it) => it.clientWidth > 1 && it.textContent.includes('Issuing CA'))
                .filter((it) => it.scrollWidth <= it.clientWidth).map((it) => it.textContent)";
            page.until(&format!("{text} at {width}"), async || {
                (page.script(seen).await == json!([text])).then_some(())
            })
            .await;
        }
    })
    .await;
}

/// What a row says of its status, cut off; and what of the rows and the counts is not in the window.
const CUT_OFF: &str = "
    const status = [...document.querySelectorAll('[role=row] > [role=cell]:nth-child(2) *')]
        .filter((part) => !part.children.length && part.textContent);
    const cut = status.filter((part) => !part.checkVisibility()
        || part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible');
    const outside = [...document.querySelectorAll('main [role=group]:not(figure *) *, [role=cell] *')]
        .filter((part) => part.checkVisibility() && part.clientWidth > 1
            && part.getBoundingClientRect().right > innerWidth);
    return [status.length > 30, ...[...cut, ...outside].map((part) => part.textContent)];";

#[tokio::test(flavor = "multi_thread")]
async fn cards_show_the_whole_status_and_the_counts_are_all_seen() {
    scenario(async |page| {
        page.delete_out_of_band("sso_issuer");
        page.signed_in(&VIEWER).await;
        page.row_reads("sso_issuer", "Not set").await;
        page.reads("group", "Read-only").await;
        for width in [360, 320] {
            Viewport { scheme: "light", width, height: 780 }.set(page).await;
            page.until(&format!("nothing to be cut off at {width}"), async || {
                (page.script(CUT_OFF).await == json!([true])).then_some(())
            })
            .await;
        }
    })
    .await;
}
