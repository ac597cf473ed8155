//! No private key remains anywhere in the browser: after each step, everything searchable is
//! searched for fragments of every key. Another test shows that the search finds planted texts.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use demo::Options;
use demo::cluster::about::SECRETS;
use demo::faults::Fault;
use serde_json::json;

use browser_harness::{
    ADMIN, DevTools, LIST, Needles, Page, copy_of_dist, fault, scenario, scenario_with,
    scenario_with_config,
};

/// Searches for the keys.
async fn assert_clean(page: &Page, devtools: &DevTools<'_>, keys: &Needles, step: &str) {
    let found = devtools.search(keys).await;
    assert!(found.is_empty(), "after {step}: {found:#?}");
    assert!(!page.document().await.contains("PRIVATE KEY-----"), "after {step}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_private_key_is_left_anywhere() {
    scenario(async |page| {
        let keys = Needles::of_keys(&page.entries());
        let devtools = DevTools::of(page).await;
        page.open_at("#/certificates/api").await;
        page.sign_in(&ADMIN).await;
        page.reads("dialog", "Valid").await;
        assert!(page.document().await.contains("-----BEGIN CERTIFICATE-----"));
        assert_clean(page, &devtools, &keys, "loading and opening a drawer").await;

        page.close("api").await;
        page.delete("ldap_client").await;
        page.row_reads("ldap_client", "Not set").await;
        assert_clean(page, &devtools, &keys, "deleting").await;

        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
        assert_clean(page, &devtools, &keys, "refreshing").await;

        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_clean(page, &devtools, &keys, "signing out").await;
        // Nor is anything else of the session in what the program holds. The elements that it drew
        // are the browser's to free, and the driver keeps those that it found.
        let session = ["cluster.example.com", "O=RedisLabs", ADMIN.name];
        let session = Needles::of_texts(&session.map(str::to_owned));
        let mut found = devtools.search(&session).await;
        found.retain(|place| {
            !place.starts_with("memory of the renderer") && !place.starts_with("heap snapshot")
        });
        assert!(found.is_empty(), "{found:#?}");
    })
    .await;
}

/// What is left halfway can't be wiped by its owner any more.
#[tokio::test(flavor = "multi_thread")]
async fn nor_after_a_crash_in_the_middle_of_a_read() {
    let crashes = [
        // A panic: Leptos can't create an element of the drawer.
        "const make = document.createElement.bind(document);
         document.createElement = (name) => {
             if (name === 'dl') throw new Error('no element');
             return make(name);
         };
         location.hash = '#/certificates/api'",
        // An error that passes through the program without a panic.
        // Uint8Array throws when it's called as a function.
        "ReadableStreamBYOBReader.prototype.read = Uint8Array",
    ];
    for crash in crashes {
        scenario(async |page| {
            let keys = Needles::of_keys(&page.entries());
            let devtools = DevTools::of(page).await;
            page.signed_in(&ADMIN).await;
            page.inject(fault(LIST, 1, Fault::SlowDrip { bytes_per_second: 20_000 }));
            page.press("Refresh").await;
            // As it arrived, with its line breaks escaped.
            let has_keys = "const wanted = [...'KEY-----\\\\n'].map((c) => c.charCodeAt(0));
                const bytes = new Uint8Array(memory.buffer);
                for (let at = bytes.indexOf(75); at >= 0; at = bytes.indexOf(75, at + 1))
                    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
                return false";
            page.until("a key to arrive", async || {
                devtools.of_wasm_memory(has_keys).await.as_bool()?.then_some(())
            })
            .await;
            page.script(crash).await;
            page.reads("alert", "Certdeck ran into an internal error and stopped").await;
            assert_eq!(devtools.of_wasm_memory(has_keys).await, json!(false));
            assert_clean(page, &devtools, &keys, "crashing").await;
            // Whatever reached the program now would fail in its erased memory.
            page.console_errors().await;
            page.key("?").await;
            page.driver.action_chain().move_to(9, 9).move_to(99, 99).perform().await.unwrap();
            let types = devtools.listened_for().await;
            assert!(types.contains(&"pointermove".to_owned()), "{types:?}");
            page.script(&format!("{types:?}.forEach((type) => dispatchEvent(new Event(type)))"))
                .await;
            page.assert_clean().await;
        })
        .await;
    }
}

/// An allocation fails in the middle of a read, because the memory is at its end.
#[tokio::test(flavor = "multi_thread")]
async fn nor_after_the_memory_is_used_up() {
    scenario(async |page| {
        let devtools = DevTools::of(page).await;
        page.signed_in(&ADMIN).await;
        // Everything else has been read, and the second file loaded.
        page.reads("group", "Cluster license").await;
        page.reads("group", "version").await;
        page.open_drawer("api").await;
        page.reads("dialog", "Valid").await;
        page.close("api").await;
        page.inject(fault(LIST, 1, Fault::LongEntry { count: 10_000 }));
        let use_up = "try { for (;;) memory.grow(1) } catch {}
            const buttons = [...document.querySelectorAll('button')];
            buttons.find((button) => button.textContent === 'Refresh').click();
            return memory.buffer.byteLength / 2 ** 20";
        assert_eq!(devtools.of_wasm_memory(use_up).await, json!(1024));
        page.reads("alert", "Certdeck ran into an internal error and stopped").await;
        // A callback that was pending writes a few words before it fails.
        let left = "const words = new Uint32Array(memory.buffer);
            let left = 0;
            for (let at = 0; at < words.length; at += 1) if (words[at] !== 0) left += 1;
            return left";
        let left = devtools.of_wasm_memory(left).await;
        assert!(left.as_u64().unwrap() < 100, "{left} words");
        page.console_errors().await;
    })
    .await;
}

/// These responses contain passwords and keys that no view needs.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_cluster_nodes_and_license_is_left_but_what_is_shown() {
    scenario(async |page| {
        page.cluster.cluster().set_versions(["8.0.16-33"; 3]);
        page.signed_in(&ADMIN).await;
        page.reads("banner", "cluster.example.com").await;
        page.reads("group", "version 8.0.16-33").await;
        page.reads("group", "Cluster license").await;
        let devtools = DevTools::of(page).await;
        let found = devtools.search(&Needles::of_texts(&SECRETS.map(str::to_owned))).await;
        assert!(found.is_empty(), "{found:#?}");
    })
    .await;
}

/// A read that does not come to its end leaves no more than one that does.
#[tokio::test(flavor = "multi_thread")]
async fn nor_after_a_read_that_was_broken_off() {
    const SLOW: Fault = Fault::SlowDrip { bytes_per_second: 5000 };
    scenario_with_config(Some("{\"read_seconds\": 2}"), async |page| {
        let keys = Needles::of_keys(&page.entries());
        let devtools = DevTools::of(page).await;
        page.signed_in(&ADMIN).await;
        for (broken, message) in [
            (Fault::CutOff, "was lost before"),
            (Fault::Huge, "larger than 16 MiB"),
            (SLOW, "didn’t finish within 2 seconds"),
        ] {
            page.inject(fault(LIST, 1, broken));
            page.press("Refresh").await;
            page.reads("alert", message).await;
            assert_clean(page, &devtools, &keys, message).await;
            page.press("Refresh").await;
            page.reads_no_more("main", message).await;
        }
        // Overtaken by another read, which waits until the first has begun.
        page.inject(fault(LIST, 1, SLOW));
        page.press("Refresh").await;
        page.faults_left(0).await;
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
        assert_clean(page, &devtools, &keys, "overtaking").await;
        page.inject(fault(LIST, 1, SLOW));
        page.press("Refresh").await;
        page.faults_left(0).await;
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        assert_clean(page, &devtools, &keys, "signing out in the middle").await;
    })
    .await;
}

/// Navigates, and waits until the page's request for the list is canceled.
async fn canceled_list(page: &Page) {
    let devtools = DevTools::of(page).await;
    devtools.session.send_raw("Network.enable", json!({})).await.unwrap();
    // The program takes longer than the configuration.
    let slow = json!({
        "offline": false,
        "latency": 0,
        "downloadThroughput": 300_000,
        "uploadThroughput": -1,
    });
    devtools.session.send_raw("Network.emulateNetworkConditions", slow).await.unwrap();
    let mut events = devtools.session.subscribe_connection();
    let url = page.cluster.url();
    devtools.session.send_raw("Page.navigate", json!({ "url": url })).await.unwrap();
    let canceled = async {
        let mut list = json!(null);
        loop {
            let event = events.recv().await.unwrap();
            let address = event.params["request"]["url"].as_str().unwrap_or_default();
            match event.method.as_str() {
                "Network.requestWillBeSent" if address.ends_with("/certificates") => {
                    list = event.params["requestId"].clone();
                }
                "Network.loadingFailed" if event.params["requestId"] == list => {
                    break assert_eq!(event.params["canceled"], json!(true));
                }
                _ => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), canceled).await.expect("it isn't canceled");
}

/// The list is requested before the program is there to read it, or can't start.
#[tokio::test(flavor = "multi_thread")]
async fn nor_of_a_list_that_was_requested_early() {
    let open = || Options { no_sign_in: true, ..Options::default() };
    scenario_with(open(), async |page| {
        let keys = Needles::of_keys(&page.entries());
        let devtools = DevTools::of(page).await;
        page.open().await;
        page.row("api").await;
        assert_clean(page, &devtools, &keys, "loading without sign-in").await;
    })
    .await;
    let site = copy_of_dist();
    for file in std::fs::read_dir(site.path()).unwrap() {
        let path = file.unwrap().path();
        if path.to_str().unwrap().ends_with("_bg.wasm") {
            std::fs::write(path, vec![0; 600_000]).unwrap();
        }
    }
    let damaged = Options { dist: Some(site.path().to_owned()), ..open() };
    scenario_with(damaged, async |page| {
        page.inject(fault(LIST, 0, Fault::SlowDrip { bytes_per_second: 100 }));
        canceled_list(page).await;
        page.reads("alert", "Certdeck couldn’t start").await;
        page.console_errors().await;
    })
    .await;
}

/// Safari before 26.4 is one, by MDN's tables.
#[tokio::test(flavor = "multi_thread")]
async fn no_private_key_is_left_without_byob_readers() {
    scenario(async |page| {
        let keys = Needles::of_keys(&page.entries());
        let devtools = DevTools::of(page).await;
        let script = json!({ "source": "delete window.ReadableStreamBYOBReader" });
        devtools.session.send_raw("Page.enable", json!({})).await.unwrap();
        devtools.session.send_raw("Page.addScriptToEvaluateOnNewDocument", script).await.unwrap();
        page.signed_in(&ADMIN).await;
        assert_eq!(devtools.evaluate("typeof ReadableStreamBYOBReader").await, "undefined");
        page.press("Refresh").await;
        page.reads("status", "Refreshed").await;
        assert_clean(page, &devtools, &keys, "reading twice").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_finds_what_is_there() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let devtools = DevTools::of(page).await;
        let plants = [
            ("document", "document.body.dataset.planted = TEXT"),
            ("console", "console.log(TEXT)"),
            ("storage or address", "localStorage.setItem('planted', TEXT)"),
            ("heap snapshot", "window.plantedText = TEXT"),
            ("memory of the renderer", "window.planted = new TextEncoder().encode(TEXT)"),
            (
                "WebAssembly.Memory",
                "import(document.querySelector('link[rel=modulepreload]').href)
                    .then((glue) => glue.default())
                    .then(({ memory }) => {
                        const at = memory.grow(1) * 65536;
                        new TextEncoder().encodeInto(TEXT, new Uint8Array(memory.buffer, at));
                    })",
            ),
        ];
        // Assembled in the page, so that the search doesn't find the script's own text.
        let text = |number: usize| format!("planted-{number}-in-the-page");
        for (number, (_, plant)) in plants.iter().enumerate() {
            let parts = format!("(['planted', '{number}', 'in', 'the', 'page'].join('-'))");
            devtools.evaluate(&plant.replace("TEXT", &parts)).await;
        }
        let texts: Vec<_> = (0..plants.len()).map(text).collect();
        let found = devtools.search(&Needles::of_texts(&texts)).await;
        for (number, (place, _)) in plants.iter().enumerate() {
            if *place == "memory of the renderer" && !page.sees_memory() {
                println!("the memory of processes cannot be read here: not searched");
                continue;
            }
            let expected = format!("{place}: {}", text(number));
            assert!(
                found.iter().any(|found| found.starts_with(&expected)),
                "{expected}: {found:?}"
            );
        }
        devtools.evaluate("localStorage.clear()").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn password_and_token_are_forgotten() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let devtools = DevTools::of(page).await;
        // A page can't overwrite what the browser itself keeps of a form and a request.
        let search = async |texts: &[String]| {
            let found = devtools.search(&Needles::of_texts(texts)).await;
            let in_page = found.into_iter().filter(|at| !at.starts_with("memory of the renderer"));
            in_page.collect::<Vec<_>>()
        };
        let pair = BASE64_STANDARD.encode(format!("{}:{}", ADMIN.name, ADMIN.password));
        let found = search(&[ADMIN.password.to_owned(), pair]).await;
        assert!(found.is_empty(), "{found:?}");

        // The start of every demo token: {"alg":"HS256",
        let token = ["eyJhbGciOiJIUzI1NiIs".to_owned()];
        let found = search(&token).await;
        assert!(found.iter().any(|at| at.starts_with("WebAssembly.Memory")), "{found:?}");
        page.press("Sign out").await;
        page.role("button", "Sign in").await;
        let found = search(&token).await;
        assert!(found.is_empty(), "{found:?}");
    })
    .await;
}
