//! Around the table: the timeline, the tab, the activity log, exports, terminal commands.

use cert_inventory::hex_colons;
use demo::faults::Fault;
use thirtyfour::Key;

use browser_harness::{ADMIN, LIST, fault, scenario};

/// The marks on the timeline.
const MARKS: &str = "figure [role=group] [aria-label]";

#[tokio::test(flavor = "multi_thread")]
async fn each_mark_on_the_timeline_names_its_certificates_and_links_to_them() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("figure", "Next:").await;
        page.reads("figure", "ldap_client").await;
        let names = format!(
            "return [...document.querySelectorAll('{MARKS}')]
            .map((mark) => mark.getAttribute('aria-label'))"
        );
        let names: Vec<String> = serde_json::from_value(page.script(&names).await).unwrap();
        assert!(names[0].starts_with("sso_issuer, expired 20"), "{names:#?}");
        let together = names.iter().find(|name| name.contains("internode")).unwrap();
        assert!(together.starts_with("2 certificates expire within the same hour: "), "{together}");
        // The keyboard alone: the crowded mark lists its names, each a link.
        page.role("button", together).await;
        page.script(&format!("document.querySelector('{MARKS}[role=button]').focus()")).await;
        page.key(" ").await;
        let pressed =
            format!("return document.querySelector('{MARKS}[aria-expanded=true]')?.textContent");
        page.until("the pressed mark to show its number", async || {
            (page.script(&pressed).await == "2").then_some(())
        })
        .await;
        page.key(Key::Tab).await;
        page.reads("figure", "expire within the same hour").await;
        // Select it, so that it stays while the pointer takes the focus away.
        page.key(" ").await;
        page.role("link", "ccs_internode_encryption").await.click().await.unwrap();
        page.role("dialog", "ccs_internode_encryption").await;
        page.press("Close").await;
        page.script(&format!("document.querySelector('{MARKS}[role=link]').focus()")).await;
        page.key(Key::Enter).await;
        page.role("dialog", "sso_issuer").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tab_shows_the_worst_status() {
    let icon = "return document.querySelector('link[rel=icon]').href";
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        let own = page.script(icon).await;
        page.sign_in(&ADMIN).await;
        page.title_reads("2 broken · cluster.example.com · Certdeck").await;
        assert!(page.script(icon).await.as_str().unwrap().contains("b3261e"));
        page.inject(fault(LIST, 1, Fault::Reset));
        page.press("Refresh").await;
        page.title_reads("refresh failed · 2 broken").await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script("return document.title").await, "Certdeck");
        assert_eq!(page.script(icon).await, own);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_activity_log_is_listed_and_saved() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.delete("sso_issuer").await;
        page.reads("status", "Deleted sso_issuer").await;
        page.cluster.cluster().replace("proxy").unwrap();
        page.inject(fault(LIST, 1, Fault::Html200));
        page.press("Refresh").await;
        page.reads("alert", "a web page").await;
        page.press("Refresh").await;
        page.none_in_main("alert").await;
        page.press_in_bar("Activity").await;
        page.role("dialog", "Activity").await;
        let saved = saved(page, "Save as JSON").await;
        let log: serde_json::Value = serde_json::from_str(&saved.text).unwrap();
        assert_eq!(log["cluster"], "cluster.example.com");
        assert_eq!(log["user"], ADMIN.name);
        let entries = log["entries"].as_array().unwrap();
        let logged: Vec<_> = entries
            .iter()
            .map(|entry| format!("{} {}", entry["action"], entry["name"]).replace('"', ""))
            .collect();
        let expected = [
            "sign-in admin@example.com",
            "read ",
            "delete sso_issuer",
            "read-failed ",
            "elsewhere proxy",
            "read ",
        ];
        assert_eq!(logged, expected);
        assert!(entries[2]["outcome"].as_str().unwrap().starts_with("Deleted sso_issuer"));
        assert_eq!(saved.name, "certdeck-activity.json");
        page.reads("dialog", "admin@example.com · cluster.example.com").await;
        page.reads("list", "Changed outside this page proxy").await;
        page.key(Key::Escape).await;
        page.gone("dialog", "Activity").await;
        page.focus_is_on("Activity").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_hold_what_is_shown_or_everything() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.search("sso").await;
        page.reads("status", "Showing 2 of 11").await;
        page.press("Export").await;
        page.role("dialog", "Export").await;
        let csv = saved(page, "CSV").await;
        let name = "certificates-filtered-cluster.example.com-20";
        assert!(csv.name.starts_with(name), "{}", csv.name);
        assert!(csv.name.ends_with(".csv"), "{}", csv.name);
        assert_eq!(csv.text.lines().count(), 1 + 2, "{}", csv.text);
        page.role("checkbox", "Only rows currently shown").await.click().await.unwrap();
        let json = saved(page, "JSON").await;
        let json: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert_eq!(json["certificates"].as_array().unwrap().len(), 11);
        assert_eq!(json["cluster"]["name"], "cluster.example.com");
        assert_eq!(json["cluster"]["versions"], serde_json::json!(["8.2.0-46"]));
        assert_eq!(json["cluster"]["license"]["status"], "healthy");
        let all = saved(page, "CSV").await;
        assert!(all.text.trim_end().lines().last().unwrap().starts_with("license,"));
        let calendar = saved(page, "Calendar").await;
        assert!(calendar.text.contains("SUMMARY:Cluster license expires\r\n"));
        assert!(calendar.text.starts_with("BEGIN:VCALENDAR\r\n"));
        page.reads("status", "Saved certificates-cluster.example.com-").await;
        for file in [csv.text, all.text, json.to_string(), calendar.text] {
            assert!(!file.contains("PRIVATE KEY"));
        }
        page.press("Close").await;
        page.focus_is_on("Export").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_page_is_printed_and_removed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.script(
            "window.print = () => {
                window.printed = document.querySelector('article').textContent;
                window.dispatchEvent(new Event('afterprint'));
            }",
        )
        .await;
        page.press("Export").await;
        page.press("Print").await;
        let printed = page
            .until("the printed page", async || {
                page.script("return window.printed").await.as_str().map(str::to_owned)
            })
            .await;
        assert!(printed.starts_with("Certificates for cluster.example.com"), "{printed}");
        for name in page.entries().keys().filter_map(|entry| entry.strip_suffix("_cert")) {
            assert!(printed.contains(name), "{name}");
        }
        let proxy = page.entries()["proxy_cert"].clone();
        let (read, _) = cert_inventory::Inventory::from_pem(&proxy);
        let sha256 = hex_colons(&read.items[0].certificates[0].sha256);
        assert!(printed.contains(&sha256), "{sha256}");
        for fact in ["version 8.2.0-46", "Cluster license", "mesh_ca_signed"] {
            assert!(printed.contains(fact), "{fact}");
        }
        page.none("article").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terminal_commands_name_the_cluster_and_no_secret() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("api").await;
        page.expand("Commands to replace it").await;
        page.reads("dialog", "rladmin cluster certificate set api").await;
        page.close("api").await;
        page.press("Delete ldap_client").await;
        page.reads("alertdialog", "This page’s connection doesn’t depend on it.").await;
        let command = "https://cluster.example.com:9443/v1/cluster/certificates) && pair=";
        page.expand("Back up the private key, too (in a terminal)").await;
        page.reads("alertdialog", command).await;
        page.press("Cancel").await;
        page.press("Delete mtls_trusted_ca").await;
        page.reads("alertdialog", "lose access").await;
        assert!(!page.document().await.contains("jq -nr"));
        page.press("Cancel").await;
    })
    .await;
}

pub(crate) struct Saved {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The file that a button downloads.
pub(crate) async fn saved(page: &browser_harness::Page, button: &str) -> Saved {
    page.script(
        "window.saved = null;
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => {
             URL.createObjectURL = make;
             blob.text().then((text) => { window.saved = { ...window.saved, text } });
             return make(blob);
         };
         const click = HTMLAnchorElement.prototype.click;
         HTMLAnchorElement.prototype.click = function () {
             HTMLAnchorElement.prototype.click = click;
             window.saved = { ...window.saved, name: this.download };
         };",
    )
    .await;
    page.press(button).await;
    let look = async || {
        let saved = page.script("return window.saved").await;
        let part = |name: &str| saved.get(name)?.as_str().map(str::to_owned);
        Some(Saved { name: part("name")?, text: part("text")? })
    };
    page.until(&format!("the file of {button}"), look).await
}
