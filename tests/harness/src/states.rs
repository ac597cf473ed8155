//! The panel's states in the order in which users see them: for screenshots, and for what must be
//! true in all of them.

use demo::faults::Fault;
use serde_json::json;
use thirtyfour::{By, Key};

use crate::page::Page;
use crate::{ADMIN, ANY_DELETE, LIST, fault};

/// The viewport's size and color scheme.
#[derive(Clone, Copy)]
pub struct Viewport {
    /// `light` or `dark`.
    pub scheme: &'static str,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
}

/// A monitor and a phone, each in both color schemes.
pub const VIEWPORTS: [Viewport; 4] = [
    Viewport { scheme: "light", width: 1440, height: 900 },
    Viewport { scheme: "dark", width: 1440, height: 900 },
    Viewport { scheme: "light", width: 320, height: 700 },
    Viewport { scheme: "dark", width: 320, height: 700 },
];

impl Viewport {
    /// Emulates it in the page's tab.
    pub async fn set(self, page: &Page) {
        let cdp = page.driver.cdp();
        let size = json!({"width": self.width, "height": self.height, "deviceScaleFactor": 1,
            "mobile": false});
        cdp.send_raw("Emulation.setDeviceMetricsOverride", size).await.unwrap();
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": self.scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        cdp.send_raw("Emulation.setEmulatedMedia", features).await.unwrap();
    }
}

/// Walks through the states; `visit` gets each one's name while it's on screen.
pub async fn visit_states(page: &Page, mut visit: impl AsyncFnMut(&str)) {
    page.open().await;
    page.role("button", "Sign in").await;
    visit("sign-in").await;
    page.press("Sign in").await;
    page.reads("alert", "Enter your username.").await;
    visit("sign-in-failure").await;
    page.inject(fault(LIST, 1, Fault::Hang));
    page.sign_in(&ADMIN).await;
    page.reads("status", "Loading certificates…").await;
    page.faults_left(0).await;
    visit("loading").await;
    page.cluster.faults().clear();
    page.row("api").await;
    page.reads("banner", "cluster.example.com").await;
    // It's in the second file, which loads after the rows.
    page.reads("figure", "Next:").await;
    visit("table").await;
    page.unfold_timeline().await;
    let several = "const mark = document.querySelector('figure [role=group] [role=button]');
        mark.focus();
        return mark.getAttribute('aria-label').split(':')[0]";
    let lead = page.script(several).await;
    page.reads("figure", lead.as_str().unwrap()).await;
    visit("timeline").await;
    // By keyboard: a pointer would point at whatever is scrolled under it.
    page.role("button", "5 more expire later").await.focus().await.unwrap();
    page.key(Key::Enter).await;
    page.reads("figure", "CA certificate in data_internode_encryption").await;
    visit("timeline-later").await;
    page.search("nowhere").await;
    page.reads("main", "No certificates match “nowhere”.").await;
    visit("nothing-found").await;
    page.press("Show all").await;
    page.row("api").await;
    page.open_drawer("api").await;
    visit("drawer").await;
    page.script(
        "const drawer = document.querySelector('[role=dialog]');
         for (const part of drawer.querySelectorAll('details')) part.open = true;
         drawer.scrollTo(0, 900)",
    )
    .await;
    visit("drawer-below").await;
    page.close("api").await;
    page.open_drawer("syncer").await;
    visit("drawer-findings").await;
    page.close("syncer").await;
    for sheet in ["Keyboard shortcuts", "Export", "Activity"] {
        if sheet == "Export" {
            page.press(sheet).await;
        } else {
            page.press_in_bar(sheet).await;
        }
        page.role("dialog", sheet).await;
        visit(&sheet.to_lowercase()).await;
        if sheet == "Activity" {
            page.press("Compare with an export…").await;
            compared(page).await;
            visit("compare").await;
            page.close("Compare with an export").await;
        } else {
            page.close(sheet).await;
        }
    }
    page.press("Delete ldap_client").await;
    page.type_into("Type ldap_client to confirm", "ldap_client").await;
    visit("dialog").await;
    page.press("Delete").await;
    let done = "Deleted ldap_client from the cluster’s configuration and every node’s disk.";
    page.reads("status", done).await;
    page.row_reads("ldap_client", "Not set").await;
    visit("success").await;
    page.inject(fault(ANY_DELETE, 1, Fault::NodeDisk));
    page.delete("sso_issuer").await;
    page.reads(
        "alert",
        "The cluster no longer lists sso_issuer, but its files may remain on some nodes. Check \
         /etc/opt/redislabs on every node.",
    )
    .await;
    visit("failure").await;
    page.inject(fault(LIST, 1, Fault::Reset));
    page.press("Refresh").await;
    page.reads("alert", "The connection was refused or dropped, or TLS failed. Check that the cluster is running and that this computer can reach it.").await;
    visit("stale").await;
    page.script("const real = Date.now.bind(Date); Date.now = () => real() + 845_000").await;
    page.role("alertdialog", "Are you still there?").await;
    visit("idle").await;
}

/// Compares with a file of the same cluster, with another certificate, one name more, and one less.
async fn compared(page: &Page) {
    let certificate = |digit: &str, subject: &str| {
        json!({"sha256": digit.repeat(64), "subject": subject, "not_after": "2026-06-01T00:00:00Z",
            "key": {"spki_sha256": digit.repeat(64)}})
    };
    let item = |name: &str, verdict: &str, rules: &[&str]| {
        let findings: Vec<_> = rules.iter().map(|rule| json!({"rule": rule})).collect();
        json!({"name": name, "verdict": verdict, "leaf": 0, "key": null, "findings": findings,
            "chain": [certificate("a", "CN=before.example.com")]})
    };
    let file = json!({
        "format": "certdeck-certificates",
        "format_version": 1,
        "filtered": true,
        "cluster": {"name": "cluster.example.com"},
        "time": "2026-05-01T09:30:00Z",
        "certificates": [item("proxy", "ok", &[]), item("api", "expiring", &["expires-soon"]),
            item("of_somebody", "warning", &["san-missing"])],
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let input = page.driver.find(By::Css("dialog input[type=file]")).await.unwrap();
    input.send_keys(path.to_str().unwrap()).await.unwrap();
    page.reads("status", "3 entries have changed since 2026-05-01 09:30:00 UTC.").await;
}
