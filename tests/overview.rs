//! Around the table: the timeline, the tab, the activity log, exports, terminal commands.

use demo::faults::Fault;
use demo::{Options, Seed};
use thirtyfour::Key;

use browser_harness::{ADMIN, LIST, Page, dist_with, fault, scenario, scenario_with};

/// The marks on the timeline.
const MARKS: &str = "figure [role=group] [aria-label]";

#[tokio::test(flavor = "multi_thread")]
async fn timeline_marks_name_and_link_their_certificates() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("figure", "Next:").await;
        page.reads("figure", "sso_service").await;
        let names = format!(
            "return [...document.querySelectorAll('{MARKS}')]
            .map((mark) => mark.getAttribute('aria-label'))"
        );
        let names: Vec<String> = serde_json::from_value(page.script(&names).await).unwrap();
        assert!(names[0].starts_with("sso_issuer, expired 20"), "{names:#?}");
        // What isn't valid yet is marked by its start, here beside what expires soon.
        let soon = "2 certificates become valid or expire around the same time (1 not yet valid, 1 \
                    expiring): sso_service, ldap_client";
        assert_eq!(names[1], soon, "{names:#?}");
        page.reads("figure", "becomes valid 20").await;
        let together = names.iter().find(|name| name.contains("internode")).unwrap();
        assert!(
            together.starts_with("2 certificates expire within the same hour (2 OK): "),
            "{together}"
        );
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
async fn timeline_details_close_and_what_expires_later_is_listed() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.reads("figure", "Cluster license").await;
        let ways: [(&str, &str); 3] = [
            ("Escape", "window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))"),
            (
                "a click",
                "document.querySelector('[role=table]').dispatchEvent(
                new PointerEvent('pointerdown', { bubbles: true }))",
            ),
            ("another focus", "document.querySelector('[type=search]').focus()"),
        ];
        for (way, script) in ways {
            page.press("5 more expire later").await;
            page.reads("figure", "CA certificate in data_internode_encryption").await;
            page.script(script).await;
            page.until(way, async || {
                let figure = "return document.querySelector('figure').textContent";
                let text = page.script(figure).await;
                (!text.as_str()?.contains("CA certificate in data_internode_encryption"))
                    .then_some(())
            })
            .await;
        }
        // What is broken has its date's color around its own: it doesn't expire any sooner.
        let colors =
            "return ['proxy', '2 certificates expire within', 'sso_issuer'].map((name) => {
            const mark = document.querySelector(`figure [role=group] [aria-label^='${name}']`);
            return getComputedStyle(mark.querySelector('circle')).stroke })";
        let colors = page.script(colors).await;
        assert_eq!(colors[0], colors[1]);
        assert_ne!(colors[0], colors[2]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tab_shows_the_worst_verdict() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        let own = page.script(ICON).await;
        page.sign_in(&ADMIN).await;
        page.title_reads("2 broken · cluster.example.com · Certdeck").await;
        icon_has(page, RED).await;
        page.inject(fault(LIST, 1, Fault::Reset));
        page.press("Refresh").await;
        page.title_reads("refresh failed · 2 broken").await;
        icon_has(page, GRAY).await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_eq!(page.script("return document.title").await, "Certdeck");
        assert_eq!(page.script(ICON).await, own);
    })
    .await;
}

/// Certificates as installed have no findings but notes; thresholds above their 90 days make those
/// between nodes expire soon.
#[tokio::test(flavor = "multi_thread")]
async fn tab_without_errors() {
    for (config, title, color) in [
        ("{}", "cluster.example.com · Certdeck", GREEN),
        ("{\"warning_days\": 100, \"critical_days\": 1}", "2 expiring · cluster", AMBER),
    ] {
        let site = dist_with("config.json", Some(config));
        let dist = Some(site.path().to_owned());
        let options = Options { seed: Seed::Factory, dist, ..Options::default() };
        scenario_with(options, async |page| {
            page.signed_in(&ADMIN).await;
            page.title_reads(title).await;
            icon_has(page, color).await;
        })
        .await;
    }
}

const ICON: &str = "return document.querySelector('link[rel=icon]').href";

/// The dot's color in the tab's icon.
const RED: &str = "%23b3261e";
const AMBER: &str = "%23e08a00";
const GREEN: &str = "%2317803c";
const GRAY: &str = "%237b8a99";

async fn icon_has(page: &Page, color: &str) {
    let has = async || page.script(ICON).await.as_str()?.contains(color).then_some(());
    page.until(color, has).await;
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
async fn exports_contain_everything_unless_told_otherwise() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.search("sso").await;
        page.reads("status", "Showing 2 of 11").await;
        page.press("Export").await;
        page.role("dialog", "Export").await;
        let all = saved(page, "CSV").await;
        assert!(all.name.starts_with("certificates-cluster.example.com-20"), "{}", all.name);
        assert!(all.text.trim_end().lines().last().unwrap().starts_with("license,"));
        page.role("checkbox", "Only the 2 of 11 rows shown now").await.click().await.unwrap();
        let csv = saved(page, "CSV").await;
        page.reads("status", "(2 entries).").await;
        let name = "certificates-filtered-cluster.example.com-20";
        assert!(csv.name.starts_with(name), "{}", csv.name);
        assert!(csv.name.ends_with(".csv"), "{}", csv.name);
        assert_eq!(csv.text.lines().count(), 1 + 2, "{}", csv.text);
        page.role("checkbox", "Only the 2 of 11 rows shown now").await.click().await.unwrap();
        let json = saved(page, "JSON").await;
        let json: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert_eq!(json["certificates"].as_array().unwrap().len(), 11);
        assert_eq!(json["cluster"]["name"], "cluster.example.com");
        assert_eq!(json["cluster"]["versions"], serde_json::json!(["8.2.0-46"]));
        assert_eq!(json["cluster"]["license"]["status"], "healthy");
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
async fn terminal_commands_name_the_cluster_and_no_secret() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("api").await;
        page.expand("Commands to replace it").await;
        page.reads("dialog", "rladmin cluster certificate set api").await;
        page.close("api").await;
        page.press("Delete ldap_client").await;
        page.reads("alertdialog", "This page doesn’t connect through this certificate.").await;
        let command = "https://cluster.example.com:9443/v1/cluster/certificates) &&";
        page.expand("Back up the private key, too (in a terminal)").await;
        page.reads("alertdialog", command).await;
        // What it asks for, and what it writes.
        page.reads("alertdialog", "curl prompts for the password").await;
        page.reads("alertdialog", "the file that the command writes").await;
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
