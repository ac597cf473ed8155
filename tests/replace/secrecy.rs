//! Of a private key that was added, only its bytes are anywhere, in the program's memory, and only as
//! long as it may have to be sent. What is left of a request's body in the browser's own buffers is
//! counted, and nothing of it may be reachable.

use browser_harness::{DevTools, Needles, Page, fault, scenario};
use demo::faults::Fault;
use serde_json::json;
use thirtyfour::Key;

use super::files::{FQDN, Files, SERVER};
use super::{ANY_PUT, dispatch, ready, send};

const CHAIN: [&str; 4] = ["new.pem", "new.key", "intermediate.pem", "root.pem"];

fn needles(files: &Files, key: &str) -> Needles {
    Needles::of_pems([(key, files.text(key).as_str())])
}

/// What was found, apart from the body as it was sent, in buffers that the browser freed: no page can
/// overwrite those (docs/security.md). Their number is printed.
async fn found(page: &Page, devtools: &DevTools<'_>, keys: &Needles, step: &str) -> Vec<String> {
    // The search before has left what it read of the program's memory.
    devtools.collect_garbage().await;
    let mut found = devtools.search(keys).await;
    assert!(!page.document().await.contains("PRIVATE KEY-----"));
    let is_of_body =
        |it: &String| it.starts_with("memory of the renderer") && it.ends_with("as text");
    let count = found.iter().filter(|it| is_of_body(it)).count();
    let has_sent = step.starts_with("sending");
    assert!(has_sent || count == 0, "after {step}: {found:#?}");
    println!("after {step}: {count} fragments of the body in the browser's buffers");
    found.retain(|it| !is_of_body(it));
    found
}

/// While it may have to be sent, the program has its bytes, and nothing has its text.
async fn assert_held(page: &Page, devtools: &DevTools<'_>, keys: &Needles, step: &str) {
    let found = found(page, devtools, keys, step).await;
    let is_held =
        |it: &String| it.ends_with("as bytes") && it.contains("emory") && !it.starts_with("heap");
    let is_there = found.iter().any(|it| it.starts_with("WebAssembly.Memory"));
    assert!(is_there && found.iter().all(is_held), "after {step}: {found:#?}");
}

async fn assert_clean(page: &Page, devtools: &DevTools<'_>, keys: &Needles, step: &str) {
    let found = found(page, devtools, keys, step).await;
    assert!(found.is_empty(), "after {step}: {found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_key_is_gone_once_it_is_in_place_or_given_up() {
    scenario(async |page| {
        let files = Files::new();
        let devtools = DevTools::of(page).await;
        ready(page).await;
        files.server("new");
        let keys = needles(&files, "new.key");
        page.press("Replace proxy").await;
        files.choose(page, &CHAIN).await;
        page.reads("dialog", "Checks").await;
        assert_held(page, &devtools, &keys, "choosing").await;
        page.press("Cancel").await;
        page.none("dialog").await;
        assert_clean(page, &devtools, &keys, "canceling").await;

        page.press("Replace proxy").await;
        files.choose(page, &CHAIN).await;
        page.reads("dialog", "Checks").await;
        page.inject(fault(ANY_PUT, 1, Fault::NodeDisk));
        send(page).await;
        page.reads("dialog", "Replaced only in part").await;
        assert_held(page, &devtools, &keys, "sending, which failed in the middle").await;
        page.press("Try again with the same files").await;
        page.reads("dialog", "Replaced on every node").await;
        page.reads("dialog", "In place").await;
        assert_clean(page, &devtools, &keys, "sending again, which succeeded").await;
        page.close("What happened").await;
        page.console_errors().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn so_is_a_dropped_one_that_the_checks_refuse() {
    scenario(async |page| {
        let files = Files::new();
        let devtools = DevTools::of(page).await;
        ready(page).await;
        let extensions = SERVER.replace("serverAuth,clientAuth", "clientAuth");
        files.issue("bad", Some("intermediate"), &format!("/CN={FQDN}"), &extensions, 365);
        let keys = needles(&files, "bad.key");
        page.press("Replace proxy").await;
        let middle = "const box = document.querySelector('dialog section').getBoundingClientRect();
            return [box.x + 20, box.y + 20]";
        page.reads("dialog", "Drop files here").await;
        let middle = page.script(middle).await;
        let paths: Vec<_> =
            ["bad.pem", "bad.key"].map(|file| files.path(file).to_str().unwrap().to_owned()).into();
        for kind in ["dragEnter", "dragOver", "drop"] {
            let data = json!({"items": [], "files": paths, "dragOperationsMask": 1});
            let event = json!({"type": kind, "x": middle[0], "y": middle[1], "data": data});
            devtools.session.send_raw("Input.dispatchDragEvent", event).await.unwrap();
        }
        page.reads("dialog", "These errors would make the cluster refuse").await;
        assert_held(page, &devtools, &keys, "dropping").await;
        page.key(Key::Escape).await;
        page.none("dialog").await;
        assert_clean(page, &devtools, &keys, "closing").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn so_is_one_that_is_on_its_way_when_the_session_ends() {
    scenario(async |page| {
        let files = Files::new();
        let devtools = DevTools::of(page).await;
        ready(page).await;
        files.server("new");
        let keys = needles(&files, "new.key");
        page.press("Replace proxy").await;
        files.choose(page, &CHAIN).await;
        page.inject(fault(ANY_PUT, 1, Fault::Hang));
        send(page).await;
        page.faults_left(0).await;
        page.press("Continue in background").await;
        page.none("dialog").await;
        page.press("Sign out").await;
        page.role("alertdialog", "Sign out now?").await;
        page.key(Key::Tab).await;
        page.focus_is_on("Sign out").await;
        page.key(Key::Enter).await;
        page.role("button", "Sign in").await;
        page.cluster.faults().clear();
        assert_clean(page, &devtools, &keys, "sending, and signing out").await;
        page.console_errors().await;
    })
    .await;
}

/// The text that is pasted is the browser's, and the script that pastes it here is the test's.
#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_one_is_never_shown_and_not_left_in_the_program() {
    scenario(async |page| {
        let files = Files::new();
        let devtools = DevTools::of(page).await;
        ready(page).await;
        files.server("new");
        let keys = needles(&files, "new.key");
        page.press("Replace proxy").await;
        page.reads("dialog", "Drop files here").await;
        dispatch(page, "paste", &[("", files.text("new.key"))]).await;
        page.reads("dialog", "Pasted text").await;
        dispatch(page, "paste", &[("", files.text("new.pem"))]).await;
        page.reads("dialog", "private key hidden").await;
        let outside = |found: &String| {
            !found.starts_with("memory of the renderer") && !found.starts_with("heap snapshot")
        };
        let mut seen = devtools.search(&keys).await;
        seen.retain(outside);
        assert!(seen.iter().all(|it| it == "WebAssembly.Memory: new.key as bytes"), "{seen:#?}");
        page.press("Cancel").await;
        page.none("dialog").await;
        let mut seen = devtools.search(&keys).await;
        seen.retain(outside);
        assert!(seen.is_empty(), "{seen:#?}");
    })
    .await;
}
