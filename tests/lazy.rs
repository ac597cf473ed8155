//! The program's second file, loaded after the list, and what happens without it.

use std::path::PathBuf;

use demo::Options;

use browser_harness::{ADMIN, Page, copy_of_dist, scenario, scenario_with};

/// The number of second files that the page has fetched.
async fn parts(page: &Page) -> usize {
    let files = "return performance.getEntriesByType('resource')
        .filter((entry) => /\\/lazy-\\w+\\.wasm$/.test(entry.name)).length";
    page.script(files).await.as_u64().unwrap().try_into().unwrap()
}

/// The second file in a copy of the built panel.
fn part_in(site: &std::path::Path) -> PathBuf {
    let files = std::fs::read_dir(site).unwrap().map(|file| file.unwrap().path());
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut parts =
        files.filter(|path| name(path).starts_with("lazy-") && name(path).ends_with(".wasm"));
    let part = parts.next().unwrap();
    assert_eq!(parts.next(), None);
    part
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lazy_part_is_fetched_once_and_after_the_list() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        assert_eq!(parts(page).await, 0);
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        // The line of time is in the part.
        page.role("group", "Expiring in the next 13 months").await;
        page.press("Export").await;
        page.role("dialog", "Export").await;
        assert_eq!(parts(page).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modified_lazy_part_does_not_run_and_can_be_fetched_again() {
    let site = copy_of_dist();
    let part = part_in(site.path());
    let built = std::fs::read(&part).unwrap();
    // An empty custom section, so that it would still run.
    std::fs::write(&part, [&built[..], &[0, 2, 1, b'x']].concat()).unwrap();
    let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("status", "Couldn’t load this part").await;
        page.press("Delete ldap_client").await;
        page.row("ldap_client").await;
        assert!(!page.console_errors().await.is_empty());
        std::fs::write(&part, &built).unwrap();
        page.press("Try again").await;
        // What was pressed meanwhile is kept.
        page.role("alertdialog", "Delete ldap_client?").await;
        page.press("Cancel").await;
        page.role("group", "Expiring in the next 13 months").await;
        page.delete("ldap_client").await;
        page.reads("status", "Deleted ldap_client").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_lazy_part_keys_are_kept_and_signing_out_works() {
    let site = copy_of_dist();
    let part = part_in(site.path());
    let built = std::fs::read(&part).unwrap();
    std::fs::remove_file(&part).unwrap();
    let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
    scenario_with(options, async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("status", "Couldn’t load this part").await;
        page.key("j").await;
        let focused = "return document.activeElement.className";
        assert!(page.script(focused).await.as_str().unwrap().contains("row-link"));
        page.press("Sign out").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
        page.key("?").await;
        std::fs::write(&part, &built).unwrap();
        page.press("Try again").await;
        page.role("dialog", "Keyboard shortcuts").await;
        page.console_errors().await;
    })
    .await;
}
