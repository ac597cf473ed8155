//! What has changed since an export.

use serde_json::{Value, json};
use thirtyfour::{By, Key};

use browser_harness::{ADMIN, LIST, Page, Viewport, fault, scenario, status};
use demo::faults::{Body, Fault};

use crate::overview::saved;

async fn open(page: &Page) {
    page.press("Compare with an export…").await;
    page.role("dialog", "Compare with an export").await;
}

/// Chooses a file with this text, as the browser's file picker does, and waits for what is said.
async fn choose(page: &Page, text: &str, (role, told): (&str, &str)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.json");
    std::fs::write(&path, text).unwrap();
    let input = page.driver.find(By::Css("dialog input[type=file]")).await.unwrap();
    input.send_keys(path.to_str().unwrap()).await.unwrap();
    page.reads(role, told).await;
}

/// Each name that changed, with all that is said of it.
async fn changes(page: &Page) -> Vec<String> {
    let items = "return [...document.querySelectorAll('[aria-label=\"What changed\"] > li')]
        .map((item) => item.innerText)";
    serde_json::from_value(page.script(items).await).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_export_shows_what_has_changed_since() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.row("api").await;
        page.press("Export").await;
        let export = saved(page, "JSON").await.text;
        page.close("Export").await;
        open(page).await;
        choose(page, &export, ("status", "Nothing has changed since ")).await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        page.focus_is_on("Compare with an export…").await;

        let proxy = page.entries()["proxy_cert"].clone();
        page.cluster.cluster().replace("api").unwrap();
        page.cluster.cluster().put("of_somebody", proxy, None).unwrap();
        page.delete_out_of_band("sso_issuer");
        page.press("Refresh").await;
        page.row_reads("of_somebody", "added (noticed at ").await;
        // The file is still known.
        open(page).await;
        page.reads("status", "3 entries have changed since ").await;
        let found = changes(page).await;
        let [api, of_somebody, sso_issuer] = &found[..] else { panic!("{found:#?}") };
        for (text, facts) in [
            (api, ["api replaced", "Valid until", " → ", "Public key"]),
            (of_somebody, ["of_somebody added", "OK", "Subject", "CN=cluster.example.com"]),
            (sso_issuer, ["sso_issuer removed", "expired", "idp.example.com", "Valid until"]),
        ] {
            facts.iter().for_each(|fact| assert!(text.contains(fact), "{fact}: {text}"));
        }
        // Time alone changes nothing for a reader.
        page.inject(fault("GET /v4/cluster/health", 1, status(503, Body::None)));
        page.role("link", "api").await.focus().await.unwrap();
        let observe = "window.replaced = 0;
            new MutationObserver((changes) => { window.replaced += changes.length })
                .observe(document.querySelector('.differences').parentElement,
                    {subtree: true, childList: true, characterData: true, attributes: true});";
        page.script(observe).await;
        page.advance_clock(120).await;
        let is_later = "return document.body.innerText.includes('503')";
        page.until("a later minute", async || (page.script(is_later).await == true).then_some(()))
            .await;
        assert_eq!(page.script("return window.replaced").await, 0);
        assert_eq!(page.script("return document.activeElement.innerText").await, "api");
        // A name leads to its details, and Back from there to the table.
        let dialog = page.role("dialog", "Compare with an export").await;
        dialog.find(By::LinkText("api")).await.unwrap().click().await.unwrap();
        page.role("dialog", "api").await;
        assert!(!page.has("dialog", "Compare with an export").await);
        page.driver.back().await.unwrap();
        page.none("dialog").await;
        // A chosen file is logged once, however often the list changes.
        page.press_in_bar("Activity").await;
        page.reads("list", "Compared with an export\nNothing has changed since ").await;
        let log = "return [...document.querySelectorAll('dialog li strong')]
            .filter((it) => it.textContent === 'Compared with an export').length";
        assert_eq!(page.script(log).await, 1);
    })
    .await;
}

/// What was read before somebody else's change must not pass for the cluster's list.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_read_anew_for_a_file() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.row("api").await;
        page.press("Export").await;
        let export = saved(page, "JSON").await.text;
        page.close("Export").await;
        page.delete_out_of_band("sso_issuer");
        open(page).await;
        choose(page, &export, ("status", "1 entry has changed since ")).await;
        let dialog = "Compared export.json with the cluster’s list of ";
        page.reads("dialog", dialog).await;

        // A later list replaces the result without showing the work.
        let observe = "window.worked = false;
            new MutationObserver(() => {
                const text = document.querySelector('dialog').innerText;
                window.worked ||= /Comparing|Loading/.test(text);
            }).observe(document.querySelector('dialog'), {subtree: true, childList: true});";
        page.script(observe).await;
        page.delete_out_of_band("ldap_client");
        page.advance_clock(120).await;
        page.reads("status", "2 entries have changed since ").await;
        assert_eq!(page.script("return window.worked").await, false);

        page.inject(fault(LIST, 1, status(503, Body::None)));
        choose(page, &export, ("alert", "Refresh failed. Compared with the list of ")).await;
        page.reads("alert", "503").await;

        // One that was being compared gives way to one that can't be read.
        page.inject(fault(LIST, 1, Fault::Hang));
        choose(page, &export, ("status", "Loading certificates…")).await;
        let unreadable = "Object.defineProperty(new File([], 'gone.json'), 'text', \
                          { value: () => Promise.reject() })";
        drop_on_page(page, unreadable).await;
        page.reads("alert", "The browser couldn’t read the file.").await;
        page.cluster.faults().clear();
        choose(page, &export, ("status", "2 entries have changed since ")).await;
        page.close("Compare with an export").await;
        page.press_in_bar("Activity").await;
        page.role("dialog", "Activity").await;
        let log = "return [...document.querySelectorAll('dialog li strong')]
            .filter((it) => it.textContent === 'Compared with an export').length";
        assert_eq!(page.script(log).await, 3);
    })
    .await;
}

/// Drags over the page and drops there; whether the browser's own action is prevented, each time.
async fn drop_on_page(page: &Page, dragged: &str) -> Value {
    page.script(&format!(
        "const dataTransfer = new DataTransfer();
         dataTransfer.items.add({dragged});
         return ['dragover', 'drop'].map((type) => !document.body.dispatchEvent(
             new DragEvent(type, {{ dataTransfer, bubbles: true, cancelable: true }})));"
    ))
    .await
}

/// The browser would open it in place of the page and its session.
#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_export_is_compared() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.row("api").await;
        page.press("Export").await;
        let export = saved(page, "JSON").await.text;
        page.close("Export").await;
        assert_eq!(drop_on_page(page, "'text', 'text/plain'").await, json!([false, false]));
        let file = |text: &str| format!("new File([{}], 'export.json')", json!(text));
        assert_eq!(drop_on_page(page, &file(&export)).await, json!([true, true]));
        page.role("dialog", "Compare with an export").await;
        page.reads("status", "Nothing has changed since ").await;
        // On the open comparison, too.
        assert_eq!(drop_on_page(page, &file("a,b")).await, json!([true, true]));
        page.reads("alert", "The file isn’t valid JSON").await;
        page.close("Compare with an export").await;
        // Not over a question.
        page.press("Delete ldap_client").await;
        page.role("alertdialog", "Delete ldap_client?").await;
        assert_eq!(drop_on_page(page, &file(&export)).await, json!([true, true]));
        page.press("Cancel").await;
        page.none("alertdialog").await;
        assert!(!page.has("dialog", "Compare with an export").await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_clusters_the_one_of_the_page_is_compared() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.row("api").await;
        page.press("Export").await;
        let export: Value = serde_json::from_str(&saved(page, "JSON").await.text).unwrap();
        page.close("Export").await;
        page.delete_out_of_band("sso_issuer");
        page.press("Refresh").await;
        page.reads("status", "sso_issuer").await;
        let several = |clusters: Value| {
            json!({"format": "certdeck-clusters", "format_version": 1, "clusters": clusters})
                .to_string()
        };
        let with_name = |name: Value| {
            let mut list = export.clone();
            list["cluster"]["name"] = name;
            list
        };
        open(page).await;
        let west = json!({"name": "west", "list": with_name(json!("west.example.com"))});
        let file = several(json!([west.clone(), {"name": "east", "list": export}]));
        choose(page, &file, ("status", "1 entry has changed since ")).await;
        // Where no list names this cluster, the user knows which one it is.
        let unnamed = json!({"name": "<b>east\u{202e}", "list": with_name(Value::Null)});
        let file = several(json!([west, unnamed]));
        choose(page, &file, ("status", "The file has the lists of several clusters.")).await;
        page.assert_clean().await;
        page.press("west").await;
        page.reads("alert", "from another cluster: west.example.com").await;
        page.focus_is_on("Choose a file…").await;
        choose(page, &file, ("status", "The file has the lists of several clusters.")).await;
        page.press("<b>east⟨U+202E⟩").await;
        page.reads("status", "1 entry has changed since ").await;
        page.reads("dialog", "so the export may be from another cluster").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_can_not_be_compared_is_told_from_one_that_can() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.row("api").await;
        page.press("Export").await;
        let export = saved(page, "JSON").await.text;
        let csv = saved(page, "CSV").await.text;
        page.close("Export").await;
        // It is found where the changes of the session are, too.
        page.press_in_bar("Activity").await;
        page.press("Compare with an export…").await;
        page.role("dialog", "Compare with an export").await;
        let edited = |edit: fn(&mut Value)| {
            let mut file: Value = serde_json::from_str(&export).unwrap();
            edit(&mut file);
            file.to_string()
        };
        for (file, told) in [
            (csv, "The file isn’t valid JSON"),
            (export[..export.len() / 2].to_owned(), "or it’s cut off"),
            ("{}".to_owned(), "not a list of certificates from Certdeck"),
            (edited(|file| file["format_version"] = json!(2)), "newer version of Certdeck"),
            (edited(|file| file["time"] = json!("noon")), "missing or isn’t valid"),
            (
                edited(|file| file["cluster"]["name"] = json!("other.example.com")),
                "from another cluster: other.example.com, not cluster.example.com",
            ),
            (
                edited(|file| file["cluster"]["name"] = json!("n".repeat(500))),
                &format!("from another cluster: {}…, not", "n".repeat(200)),
            ),
            (" ".repeat((16 << 20) + 1), "too large"),
        ] {
            choose(page, &file, ("alert", told)).await;
        }
        // What a hostile file says is a text, and not all of it.
        let hostile = edited(|file| {
            let mut item = file["certificates"][0].take();
            item["name"] = json!(format!("<img src=x>\u{202e}{}", "n".repeat(5000)));
            item["verdict"] = json!("ok");
            item["findings"] = json!([{"rule": "<b>later</b>"}]);
            let again = |at: usize| {
                let mut item = item.clone();
                item["name"] = json!(format!("{at}{}", item["name"].as_str().unwrap()));
                item
            };
            file["filtered"] = json!(true);
            file["certificates"] = (0..600).map(again).collect();
        });
        choose(page, &hostile, ("dialog", "contains only some of the certificates")).await;
        page.reads("dialog", "11 other names can’t be compared").await;
        let found = changes(page).await;
        assert_eq!(found.len(), 501);
        assert!(found[0].starts_with("0<img src=x>"), "{}", found[0]);
        assert!(found[0].len() < 1000 && !found[0].contains('\u{202e}'), "{}", found[0]);
        assert_eq!(found[500], "and 100 more");
        assert_eq!(page.script("return document.querySelectorAll('dialog img').length").await, 0);
        Viewport { scheme: "light", width: 320, height: 700 }.set(page).await;
        let is_wider = "const dialog = document.querySelector('dialog');
            return dialog.scrollWidth > dialog.clientWidth
                || document.documentElement.scrollWidth > innerWidth";
        assert_eq!(page.script(is_wider).await, false);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_list_there_is_nothing_to_compare_with() {
    scenario(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.inject(fault(LIST, 99, status(503, Body::Json)));
        page.sign_in(&ADMIN).await;
        page.reads("alert", "Couldn’t load").await;
        page.press_in_bar("Activity").await;
        page.press("Compare with an export…").await;
        page.reads("dialog", "Couldn’t load the certificates.").await;
        assert!(!page.has("button", "Choose a file…").await);
        page.cluster.faults().clear();
        page.close("Compare with an export").await;
        page.press("Refresh").await;
        page.row("api").await;
        open(page).await;
        page.role("button", "Choose a file…").await;
    })
    .await;
}
