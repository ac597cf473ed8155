//! What the page tells at a glance: the line of ends, the tab, what was done.

use cert_inventory::hex_colons;
use demo::faults::Fault;
use thirtyfour::Key;

use browser_harness::{ADMIN, LIST, fault, story};

#[tokio::test(flavor = "multi_thread")]
async fn each_mark_of_the_line_says_its_names_and_leads_to_them() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.holds(".timeline-told", "Next:").await;
        page.holds(".timeline-told", "ldap_client").await;
        let names = "return [...document.querySelectorAll('.end')]
            .map(end => end.getAttribute('aria-label'))";
        let names: Vec<String> = serde_json::from_value(page.script(names).await).unwrap();
        assert!(names[0].starts_with("sso_issuer, expired 20"), "{names:#?}");
        let together = names.iter().find(|name| name.contains("internode")).unwrap();
        assert!(together.starts_with("2 expire within the same hour: "), "{together}");
        // The keyboard alone: the crowded mark lists its names, each a link.
        page.script("document.querySelector('.end[role=button]').focus()").await;
        page.key(" ").await;
        page.holds(".end[aria-expanded=true] .mark-number", "2").await;
        page.key(Key::Tab).await;
        page.holds(".timeline-told", "expire within the same hour").await;
        page.script("document.querySelector('.timeline-told a').click()").await;
        page.role("dialog", "ccs_internode_encryption").await;
        page.press("Close").await;
        page.script("document.querySelector('.end[role=link]').focus()").await;
        page.key(Key::Enter).await;
        page.role("dialog", "sso_issuer").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tab_tells_the_worst_state() {
    let icon = "return document.querySelector('link[rel=icon]').href";
    story(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        let own = page.script(icon).await;
        page.sign_in(&ADMIN).await;
        page.holds("title", "1 expired · cluster.example.com · Certdeck").await;
        assert!(page.script(icon).await.as_str().unwrap().contains("b3261e"));
        page.delete("sso_issuer").await;
        page.holds("title", "1 not yet valid · cluster").await;
        page.delete("sso_service").await;
        page.holds("title", "2 expiring · cluster").await;
        assert!(page.script(icon).await.as_str().unwrap().contains("e08a00"));
        page.trouble(fault(LIST, 1, Fault::Reset));
        page.press("Refresh").await;
        page.holds("title", "not refreshed · 2 expiring").await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script("return document.title").await, "Certdeck");
        assert_eq!(page.script(icon).await, own);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_listed_and_saved() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.delete("sso_issuer").await;
        page.reads("status", "Deleted sso_issuer").await;
        page.cluster.cluster().replace("proxy").unwrap();
        page.trouble(fault(LIST, 1, Fault::Html200));
        page.press("Refresh").await;
        page.reads("alert", "a web page").await;
        page.press("Refresh").await;
        page.none("main [role=alert]").await;
        page.press("Activity").await;
        page.role("dialog", "Activity").await;
        let saved = saved(page, "Save as JSON").await;
        let entries: Vec<serde_json::Value> = serde_json::from_str(&saved.text).unwrap();
        let told: Vec<_> = entries
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
        assert_eq!(told, expected);
        assert!(entries[2]["outcome"].as_str().unwrap().starts_with("Deleted sso_issuer"));
        assert_eq!(saved.name, "certdeck-activity.json");
        page.holds(".activity", "Changed by someone else proxy").await;
        page.key(Key::Escape).await;
        page.gone("dialog", "Activity").await;
        page.focus_is_on("Activity").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_hold_what_is_shown_or_everything() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.search("sso").await;
        page.reads("status", "2 of 11 shown").await;
        page.press("Export").await;
        page.role("dialog", "Export").await;
        let csv = saved(page, "CSV").await;
        assert!(csv.name.starts_with("certificates-cluster.example.com-20"), "{}", csv.name);
        assert!(csv.name.ends_with(".csv"), "{}", csv.name);
        assert_eq!(csv.text.lines().count(), 1 + 2, "{}", csv.text);
        page.script("document.querySelector('dialog input[type=checkbox]').click()").await;
        let json = saved(page, "JSON").await;
        let json: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert_eq!(json["certificates"].as_array().unwrap().len(), 11);
        let calendar = saved(page, "Calendar").await;
        assert!(calendar.text.starts_with("BEGIN:VCALENDAR\r\n"));
        page.reads("status", "Saved certificates-cluster.example.com-").await;
        for file in [csv.text, json.to_string(), calendar.text] {
            assert!(!file.contains("PRIVATE KEY"));
        }
        page.press("Close").await;
        page.focus_is_on("Export").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_for_an_audit_is_printed_and_gone_again() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.script(
            "window.print = () => {
                window.printed = document.querySelector('.audit').textContent;
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
        assert!(printed.starts_with("Certificates of cluster.example.com"), "{printed}");
        for name in page.entries().keys().filter_map(|entry| entry.strip_suffix("_cert")) {
            assert!(printed.contains(name), "{name}");
        }
        let proxy = page.entries()["proxy_cert"].clone();
        let (read, _) = cert_inventory::Inventory::from_pem(&proxy);
        let sha256 = hex_colons(&read.items[0].certificates[0].sha256);
        assert!(printed.contains(&sha256), "{sha256}");
        page.none(".audit").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_for_a_terminal_name_the_cluster_and_no_secret() {
    story(async |page| {
        page.signed_in(&ADMIN).await;
        page.script("location.hash = '#/certificates/api'").await;
        page.holds(".drawer .command", "rladmin cluster certificate set api").await;
        page.press("Close").await;
        page.press("Delete ldap_client").await;
        page.holds("dialog .lost", "This page’s own connection does not depend on it.").await;
        let command = "https://cluster.example.com:9443/v1/cluster/certificates | jq -r";
        page.holds("dialog .command", command).await;
        page.press("Cancel").await;
        page.press("Delete mtls_trusted_ca").await;
        page.holds("dialog .lost", "is no longer let in").await;
        page.none("dialog .command").await;
        page.press("Cancel").await;
    })
    .await;
}

struct Saved {
    name: String,
    text: String,
}

/// What a button hands to the browser as a file.
async fn saved(page: &browser_harness::Page, button: &str) -> Saved {
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
