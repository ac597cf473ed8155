//! The pictures of the README: `cargo xtask screenshots`. Not a test: it holds nothing against
//! anything, so it runs only when it is asked for by name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "a picture that can't be taken is a failure; the harness is shared with the tests"
)]

mod harness;

use std::path::PathBuf;

use demo::faults::Fault;
use harness::{ADMIN, ANY_DELETE, LIST, Page, fault, story};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn pictures() {
    for scheme in ["light", "dark"] {
        for (width, height) in [(1440, 900), (320, 700)] {
            story(async |page| {
                let camera = Camera { page, scheme, width };
                camera.set(height).await;
                tour(page, &camera).await;
            })
            .await;
        }
    }
}

/// The main states in the order in which a person meets them.
async fn tour(page: &Page, camera: &Camera<'_>) {
    page.open().await;
    page.role("button", "Sign in").await;
    camera.take("sign-in").await;
    page.press("Sign in").await;
    page.reads("alert", "user name").await;
    camera.take("sign-in-failure").await;
    page.trouble(fault(LIST, 1, Fault::Hang));
    page.sign_in(&ADMIN).await;
    page.reads("status", "Reading").await;
    page.faults_left(0).await;
    camera.take("loading").await;
    page.cluster.faults().clear();
    page.row("api").await;
    camera.take("table").await;
    page.script("const real = Date.now.bind(Date); Date.now = () => real() + 845_000").await;
    page.role("alertdialog", "Still there?").await;
    camera.take("idle").await;
    page.press("Stay signed in").await;
    page.gone("alertdialog", "Still there?").await;
    page.script("location.hash = '#/certificates/api'").await;
    page.role("dialog", "api").await;
    camera.take("drawer").await;
    page.script("document.querySelector('.drawer').scrollTo(0, 900)").await;
    camera.take("drawer-below").await;
    page.press("Close").await;
    page.gone("dialog", "api").await;
    page.script("location.hash = '#/certificates/syncer'").await;
    page.role("dialog", "syncer").await;
    camera.take("drawer-findings").await;
    page.press("Close").await;
    page.gone("dialog", "syncer").await;
    page.press("Delete ldap_client").await;
    page.type_into("Type ldap_client to confirm", "ldap_client").await;
    camera.take("dialog").await;
    page.press("Delete").await;
    page.reads("status", "Deleted ldap_client").await;
    page.row_reads("ldap_client", "empty slot").await;
    camera.take("success").await;
    page.trouble(fault(ANY_DELETE, 1, Fault::NodeDisk));
    page.press("Delete sso_issuer").await;
    page.type_into("Type sso_issuer to confirm", "sso_issuer").await;
    page.press("Delete").await;
    page.reads("alert", "no longer listed").await;
    camera.take("failure").await;
    page.trouble(fault(LIST, 1, Fault::Reset));
    page.press("Refresh").await;
    page.reads("alert", "What you see is older").await;
    camera.take("stale").await;
}

struct Camera<'a> {
    page: &'a Page,
    scheme: &'static str,
    width: u32,
}

impl Camera<'_> {
    /// Sets the size of the page and the colour scheme that the reader prefers.
    async fn set(&self, height: u32) {
        let cdp = self.page.driver.cdp();
        let size = json!({"width": self.width, "height": height, "deviceScaleFactor": 1,
            "mobile": false});
        cdp.send_raw("Emulation.setDeviceMetricsOverride", size).await.unwrap();
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": self.scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        cdp.send_raw("Emulation.setEmulatedMedia", features).await.unwrap();
    }

    async fn take(&self, name: &str) {
        let folder = std::env::var_os("SCREENSHOTS").map(PathBuf::from).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}-{}-{}.png", self.scheme, self.width));
        self.page.driver.screenshot(&file).await.unwrap();
    }
}
