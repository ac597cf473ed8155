//! The README's screenshots: `cargo xtask screenshots`. Not a test: it asserts nothing, so it runs
//! only by name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a picture that can't be taken is a failure"
)]

use std::path::PathBuf;

use browser_harness::{VIEWPORTS, scenario, visit_states};

#[tokio::test(flavor = "multi_thread")]
async fn pictures() {
    let folder = std::env::var_os("SCREENSHOTS").map(PathBuf::from).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for viewport in VIEWPORTS {
        scenario(async |page| {
            viewport.set(page).await;
            visit_states(page, async |state| {
                let file = format!("{state}-{}-{}.png", viewport.scheme, viewport.width);
                page.driver.screenshot(&folder.join(file)).await.unwrap();
            })
            .await;
        })
        .await;
    }
}
