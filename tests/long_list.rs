//! A list far longer than the viewport: only nearby rows are rendered, with no other difference.

use demo::faults::Fault;
use serde_json::Value;

use browser_harness::{ADMIN, LIST, Page, fault, scenario};

const MANY: u64 = 500;

#[tokio::test(flavor = "multi_thread")]
async fn only_rows_near_the_viewport_are_drawn() {
    scenario(async |page| {
        with_many(page).await;
        let drawn =
            number(page, "return document.querySelectorAll('[role=rowheader] a').length").await;
        assert!(drawn < 200, "{drawn} rows are drawn");
        // The last one appears once scrolled to.
        page.script("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.row("bulk-00500").await;
        page.script("scrollTo(0, 0)").await;
        page.until("the last row to be gone again", async || {
            let last = "const links = [...document.querySelectorAll('[role=rowheader] a')];
                return links.length < 200
                    && !links.some((link) => link.textContent === 'bulk-00500')";
            page.script(last).await.as_bool()?.then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_have_their_index_and_the_table_its_row_count() {
    scenario(async |page| {
        with_many(page).await;
        // The header, three group headers, eleven names, and the added ones.
        let count = 1 + 3 + 11 + MANY;
        page.until("the rows to be counted", async || {
            let rows = number(page, "return +document.querySelector('table').ariaRowCount").await;
            (rows == count).then_some(())
        })
        .await;
        assert_eq!(index_of(page, "ldap_client").await, 3);
        page.script("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.row("bulk-00500").await;
        page.until("the last row to say that it is the last", async || {
            (index_of(page, "bulk-00500").await == count).then_some(())
        })
        .await;
        page.search("bulk-004").await;
        page.reads("status", "Showing 100 of 511").await;
        page.until("the rows to be counted anew", async || {
            let rows = number(page, "return +document.querySelector('table').ariaRowCount").await;
            (rows == 1 + 1 + 100).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_move_through_all_rows() {
    scenario(async |page| {
        with_many(page).await;
        page.search("bulk").await;
        page.reads("status", "Showing 500 of 511").await;
        page.script("document.querySelector('[role=rowheader] a').focus()").await;
        let first = page.focus_name().await.unwrap();
        assert_eq!(first, "bulk-00001");
        for place in 2..=90 {
            page.key("j").await;
            page.focus_is_on(&format!("bulk-{place:05}")).await;
        }
        // A focused row stays rendered, wherever the page is scrolled.
        page.script("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.row("bulk-00500").await;
        page.focus_is_on("bulk-00090").await;
        page.key("k").await;
        page.focus_is_on("bulk-00089").await;
    })
    .await;
}

async fn with_many(page: &Page) {
    // For every read, because the list refreshes automatically.
    page.inject(fault(LIST, 1000, Fault::Many { count: 500 }));
    page.open_at("#/?order=name&group=purpose").await;
    page.sign_in(&ADMIN).await;
    page.row("api").await;
}

async fn index_of(page: &Page, name: &str) -> u64 {
    let index = format!(
        "return +[...document.querySelectorAll('[role=rowheader] a')].find((link) =>
            link.textContent === '{name}')?.closest('tr').ariaRowIndex"
    );
    number(page, &index).await
}

async fn number(page: &Page, script: &str) -> u64 {
    match page.script(script).await {
        Value::Number(number) => number.as_u64().unwrap_or_default(),
        _ => 0,
    }
}
