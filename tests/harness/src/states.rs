//! The states of the panel in the order in which a person meets them: for pictures of them, and
//! for what has to hold in all of them.

use demo::faults::Fault;
use serde_json::json;

use crate::{ADMIN, ANY_DELETE, LIST, Page, fault};

/// How a reader looks at the page.
#[derive(Clone, Copy)]
pub struct Look {
    /// `light` or `dark`.
    pub scheme: &'static str,
    pub width: u32,
    pub height: u32,
}

/// A monitor and a phone, each in both colour schemes.
pub const LOOKS: [Look; 4] = [
    Look { scheme: "light", width: 1440, height: 900 },
    Look { scheme: "dark", width: 1440, height: 900 },
    Look { scheme: "light", width: 320, height: 700 },
    Look { scheme: "dark", width: 320, height: 700 },
];

impl Look {
    /// Makes the browser look like this.
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

/// Leads through the states; `visit` gets the name of each while it is on the screen.
pub async fn tour(page: &Page, mut visit: impl AsyncFnMut(&str)) {
    page.open().await;
    page.role("button", "Sign in").await;
    visit("sign-in").await;
    page.press("Sign in").await;
    page.reads("alert", "Enter the user name.").await;
    visit("sign-in-failure").await;
    page.trouble(fault(LIST, 1, Fault::Hang));
    page.sign_in(&ADMIN).await;
    page.reads("status", "Reading the certificates…").await;
    page.faults_left(0).await;
    visit("loading").await;
    page.cluster.faults().clear();
    page.row("api").await;
    page.holds(".cluster-name", "cluster.example.com").await;
    // It is in the part that comes after the rows.
    page.holds(".timeline-told", "Next:").await;
    visit("table").await;
    let several = "const mark = document.querySelector('.end[role=button]'); mark.focus();
        return mark.getAttribute('aria-label').split(':')[0]";
    let lead = page.script(several).await;
    page.holds(".timeline-told", lead.as_str().unwrap()).await;
    visit("timeline").await;
    page.search("nowhere").await;
    page.holds("main", "No certificate is what you look for.").await;
    visit("nothing-found").await;
    page.press("Show all").await;
    page.row("api").await;
    page.script("location.hash = '#/certificates/api'").await;
    page.role("dialog", "api").await;
    visit("drawer").await;
    page.script(
        "for (const part of document.querySelectorAll('.drawer details')) part.open = true;
         document.querySelector('.drawer').scrollTo(0, 900)",
    )
    .await;
    visit("drawer-below").await;
    page.press("Close").await;
    page.gone("dialog", "api").await;
    page.script("location.hash = '#/certificates/syncer'").await;
    page.role("dialog", "syncer").await;
    visit("drawer-findings").await;
    page.press("Close").await;
    page.gone("dialog", "syncer").await;
    for sheet in ["Keys", "Export", "Activity"] {
        page.press(sheet).await;
        page.role("dialog", sheet).await;
        visit(&sheet.to_lowercase()).await;
        page.press("Close").await;
        page.gone("dialog", sheet).await;
    }
    page.press("Delete ldap_client").await;
    page.type_into("Type ldap_client to confirm", "ldap_client").await;
    visit("dialog").await;
    page.press("Delete").await;
    let done = "Deleted ldap_client from the cluster’s configuration and every node’s disk.";
    page.reads("status", done).await;
    page.row_reads("ldap_client", "empty slot").await;
    visit("success").await;
    page.trouble(fault(ANY_DELETE, 1, Fault::NodeDisk));
    page.delete("sso_issuer").await;
    page.reads(
        "alert",
        "sso_issuer is no longer listed, but its files may be left on some nodes: check \
         /etc/opt/redislabs on each.",
    )
    .await;
    visit("failure").await;
    page.trouble(fault(LIST, 1, Fault::Reset));
    page.press("Refresh").await;
    page.reads("alert", "Not refreshed. What you see is older:").await;
    visit("stale").await;
    page.script("const real = Date.now.bind(Date); Date.now = () => real() + 845_000").await;
    page.role("alertdialog", "Still there?").await;
    visit("idle").await;
}
