//! A list that is far longer than a screen: what is not near it is not drawn, and nothing else is
//! different for that.

use demo::faults::Fault;
use serde_json::Value;

use browser_harness::{ADMIN, LIST, Page, fault, story};

const MANY: u64 = 500;

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_drawn_where_somebody_looks() {
    story(async |page| {
        with_many(page).await;
        let drawn = number(page, "return document.querySelectorAll('.row-link').length").await;
        assert!(drawn < 200, "{drawn} rows are drawn");
        // The last one is there as soon as it is scrolled to.
        page.script("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.row("bulk-00500").await;
        page.script("scrollTo(0, 0)").await;
        page.until("the last row to be gone again", async || {
            let last = "return document.querySelectorAll('.row-link').length < 200
                && ![...document.querySelectorAll('.row-link')].some((link) =>
                    link.textContent === 'bulk-00500')";
            page.script(last).await.as_bool()?.then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_says_which_it_is_of_how_many() {
    story(async |page| {
        with_many(page).await;
        // The head, the heads of three groups, eleven names and the many.
        let count = 1 + 3 + 11 + MANY;
        page.until("the rows to be counted", async || {
            let told = number(page, "return +document.querySelector('table').ariaRowCount").await;
            (told == count).then_some(())
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
        page.reads("status", "100 of 511 shown").await;
        page.until("the rows to be counted anew", async || {
            let told = number(page, "return +document.querySelector('table').ariaRowCount").await;
            (told == 1 + 1 + 100).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_lead_through_all_of_them() {
    story(async |page| {
        with_many(page).await;
        page.search("bulk").await;
        page.reads("status", "500 of 511 shown").await;
        page.script("document.querySelector('.row-link').focus()").await;
        let first = page.focus_name().await.unwrap();
        assert_eq!(first, "bulk-00001");
        for place in 2..=90 {
            page.key("j").await;
            page.focus_is_on(&format!("bulk-{place:05}")).await;
        }
        // What has the focus stays drawn, wherever the page is scrolled to.
        page.script("scrollTo(0, document.documentElement.scrollHeight)").await;
        page.row("bulk-00500").await;
        page.focus_is_on("bulk-00090").await;
        page.key("k").await;
        page.focus_is_on("bulk-00089").await;
    })
    .await;
}

async fn with_many(page: &Page) {
    // Every read has them: the list is read again by itself.
    page.trouble(fault(LIST, 1000, Fault::Many { count: 500 }));
    page.open_at("#/?order=name").await;
    page.sign_in(&ADMIN).await;
    page.row("api").await;
}

async fn index_of(page: &Page, name: &str) -> u64 {
    let index = format!(
        "return +[...document.querySelectorAll('.row-link')].find((link) =>
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
