//! The pictures of the README: `cargo xtask screenshots`. Not a test: it holds nothing against
//! anything, so it runs only when it is asked for by name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a picture that can't be taken is a failure"
)]

use std::path::PathBuf;

use browser_harness::{LOOKS, story, tour};

#[tokio::test(flavor = "multi_thread")]
async fn pictures() {
    let folder = std::env::var_os("SCREENSHOTS").map(PathBuf::from).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for look in LOOKS {
        story(async |page| {
            look.set(page).await;
            tour(page, async |state| {
                let file = format!("{state}-{}-{}.png", look.scheme, look.width);
                page.driver.screenshot(&folder.join(file)).await.unwrap();
            })
            .await;
        })
        .await;
    }
}
