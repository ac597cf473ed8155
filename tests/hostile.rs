//! Hostile texts: none becomes markup, changes the reading order, or hides part of itself.

use cert_inventory::is_invisible;
use demo::faults::Fault;

use browser_harness::{ADMIN, LIST, Page, fault, scenario};

/// Fails if the page contains an invisible character.
async fn assert_all_visible(page: &Page, place: &str) {
    // As text, and in attributes, which are shown on hover and read aloud.
    let shown = "return [...document.body.querySelectorAll('*')].flatMap((element) => [
        ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
        ...['title', 'aria-label'].map((name) => element.getAttribute(name) ?? ''),
    ]).join(' ') + document.title";
    let shown = page.script(shown).await;
    let hidden = |c: &char| is_invisible(*c) && *c != '\n' && *c != '\t';
    let found: Vec<_> = shown.as_str().unwrap().chars().filter(hidden).collect();
    assert!(found.is_empty(), "{place}: {found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_texts_are_shown_literally() {
    scenario(async |page| {
        page.inject(fault(LIST, 9, Fault::HostileEntries));
        page.signed_in(&ADMIN).await;
        page.reads("table", "<img src=x onerror=alert(1)>").await;
        page.reads("table", "<script>alert(1)</script>").await;
        page.reads("table", "⟨U+202E⟩").await;
        assert_all_visible(page, "table").await;
        let made = page.script("return document.querySelectorAll('main img, main script').length");
        assert_eq!(made.await, serde_json::json!(0));
        for name in ["script", "override", "zero-width", "isolates", "bom", "soft-hyphen", "tag"] {
            let name = format!("hostile-{name}");
            page.open_drawer(&name).await;
            page.script("document.querySelectorAll('details').forEach((part) => part.open = true)")
                .await;
            assert_all_visible(page, &name).await;
            page.close(&name).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_with_invisible_characters_is_deleted_by_its_visible_form() {
    scenario(async |page| {
        page.inject(fault(LIST, 2, Fault::HostileEntries));
        page.signed_in(&ADMIN).await;
        page.press("Delete api⟨U+202E⟩gpj.exe").await;
        page.type_into("Type api⟨U+202E⟩gpj.exe to confirm", "api⟨U+202E⟩gpj.exe").await;
        page.press("Delete").await;
        page.reads("status", "Deleted api⟨U+202E⟩gpj.exe").await;
        assert!(!page.entries().contains_key("api\u{202e}gpj.exe_cert"));
        assert!(page.entries().contains_key("api_cert"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_has_a_safe_file_name() {
    scenario(async |page| {
        page.inject(fault(LIST, 2, Fault::HostileEntries));
        page.signed_in(&ADMIN).await;
        // The name is on an anchor that is never in the document.
        page.script(
            "window.names = [];
             HTMLAnchorElement.prototype.click = function () { window.names.push(this.download) }",
        )
        .await;
        page.open_drawer("../../etc/passwd").await;
        page.press("Download PEM").await;
        assert_eq!(
            page.script("return window.names").await,
            serde_json::json!(["_.._etc_passwd_cert.pem"])
        );
    })
    .await;
}

/// A terminal takes a line break for Enter, wherever it's pasted.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_not_plain_gets_no_command() {
    scenario(async |page| {
        page.inject(fault(LIST, 9, Fault::HostileEntries));
        page.signed_in(&ADMIN).await;
        let why = "No terminal commands are offered for this name";
        let name = "api⟨U+202E⟩gpj.exe";
        page.go_to("#/certificates/api%E2%80%AEgpj.exe").await;
        page.reads("dialog", why).await;
        assert!(!page.has("button", "Copy command").await);
        page.close(name).await;
        page.press(&format!("Delete {name}")).await;
        page.reads("alertdialog", why).await;
        assert!(!page.has("button", "Copy command").await);
    })
    .await;
}

/// What is copied is what is shown: of every button, in the drawer of every hostile name.
#[tokio::test(flavor = "multi_thread")]
async fn copied_texts_are_the_shown_ones() {
    scenario(async |page| {
        page.inject(fault(LIST, 9, Fault::HostileEntries));
        page.open().await;
        page.script(
            "window.copied = [];
             navigator.clipboard.writeText = async (text) => { window.copied.push(text) }",
        )
        .await;
        page.sign_in(&ADMIN).await;
        for name in ["override", "zero-width", "isolates", "line-separator", "next-line"] {
            let name = format!("hostile-{name}");
            page.open_drawer(&name).await;
            let pressed = "window.copied = [];
                document.querySelectorAll('dialog details').forEach((part) => part.open = true);
                const buttons = [...document.querySelectorAll('dialog .copy button')];
                buttons.forEach((button) => button.click());
                return buttons.length";
            let count = page.script(pressed).await;
            assert!(count.as_u64().unwrap() > 5, "{name}: {count}");
            let unlike = "const shown = document.querySelector('dialog').textContent;
                if (window.copied.length < COUNT) return null;
                return window.copied.filter((text) => !shown.includes(text))"
                .replace("COUNT", &count.to_string());
            let unlike = page
                .until("everything to be copied", async || {
                    let unlike = page.script(&unlike).await;
                    (!unlike.is_null()).then_some(unlike)
                })
                .await;
            assert_eq!(unlike, serde_json::json!([]), "{name}");
            page.close(&name).await;
        }
    })
    .await;
}

/// It used to overflow the stack. How long it takes is in `bench/GROWTH.md`.
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_with_20000_certificates_is_read_to_a_limit() {
    scenario(async |page| {
        page.open().await;
        page.inject(fault(LIST, 9, Fault::LongEntry { count: 20_000 }));
        page.sign_in(&ADMIN).await;
        page.row_reads("long", "Expired").await;
        page.open_drawer("long").await;
        page.reads("dialog", "What follows wasn’t checked.").await;
        page.reads("dialog", " more have expired.").await;
        // Of hundreds that are read, a hundred are drawn at a time.
        let drawn = "return [
            document.querySelectorAll('[role=tab]').length,
            document.querySelector('pre.pem').textContent.split('-----BEGIN').length - 1,
        ]";
        assert_eq!(page.script(drawn).await, serde_json::json!([100, 100]));
        page.reads(
            "dialog",
            "certificates are shown and copied. The download contains all of them.",
        )
        .await;
        let nodes = page.script("return document.querySelectorAll('dialog *').length").await;
        assert!(nodes.as_u64().unwrap() < 1000, "{nodes} nodes");
        page.press("Next 100").await;
        page.role("button", "Previous 100").await;
        let chosen = "return document.querySelector('[role=tab][aria-selected=true]')?.id";
        page.until("the next hundred", async || {
            (page.script(chosen).await == serde_json::json!("tab-100")).then_some(())
        })
        .await;
        assert_eq!(page.script(drawn).await, serde_json::json!([100, 100]));
    })
    .await;
}

/// A long list is written in slices: keys are answered meanwhile, and closing the sheet ends it.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_written_in_slices_until_its_sheet_is_closed() {
    scenario(async |page| {
        page.open().await;
        page.inject(fault(LIST, 9, Fault::Many { count: 5000 }));
        page.sign_in(&ADMIN).await;
        page.row("bulk-00001").await;
        page.script(
            "window.files = [];
             HTMLAnchorElement.prototype.click = function () { window.files.push(this.download) };
             window.turns = 0;
             const { port1, port2 } = new MessageChannel();
             port1.onmessage = () => {
                 if (/Writing the file/.test(document.querySelector('dialog')?.textContent)) turns += 1;
                 port2.postMessage(null);
             };
             port2.postMessage(null);",
        )
        .await;
        for file in ["JSON", "CSV", "Calendar"] {
            page.press("Export").await;
            page.script("turns = 0").await;
            page.press(file).await;
            page.reads("dialog", "Saved certificates-").await;
            let turns = page.script("return turns").await;
            assert!(turns.as_u64().unwrap() > 5, "{file}: {turns} turns");
            page.close("Export").await;
        }
        assert_eq!(page.script("return files.length").await, serde_json::json!(3));
        // In the turn after the click, before any slice: no file comes of it.
        page.press("Export").await;
        page.script(
            "const button = (name) => [...document.querySelectorAll('dialog button')]
                 .find((button) => button.textContent === name);
             button('JSON').click();
             button('Close').click()",
        )
        .await;
        page.press("Export").await;
        page.press("CSV").await;
        page.reads("dialog", "Saved certificates-").await;
        assert_eq!(page.script("return files.length").await, serde_json::json!(4));
    })
    .await;
}
