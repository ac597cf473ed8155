//! Runs the panel for half an hour at one read per second, with faults and external changes: `cargo
//! xtask soak`. Fails on unhandled errors, growing memory, or a final state that differs from the
//! cluster's, and writes measurements to `SOAK.md`.
//!
//! Not a test: it takes long, and its events are random, from a seed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a soak may fail by panicking"
)]

#[path = "counters.rs"]
mod counters;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use browser_harness::{ADMIN, DevTools, LIST, Page, fault, scenario_with, status};
use cert_inventory::{Body, Inventory, hex_colons};
use counters::Counters;
use demo::Options;
use demo::faults::{Body as ErrorBody, ErrorStatus, Fault};
use fastrand::Rng;
use serde_json::json;
use tokio::time::{Instant, interval};

/// Shorter than a soak, so that tokens are renewed.
const TOKEN_SECONDS: u32 = 120;

#[tokio::test(flavor = "multi_thread")]
async fn soak() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let minutes = number("SOAK_MINUTES").expect("SOAK_MINUTES");
    let seed = number("SOAK_SEED").unwrap_or_else(|| Rng::new().u64(..));
    println!("seed {seed}, {minutes} minutes");
    let options = Options { token_seconds: Some(TOKEN_SECONDS), ..Options::default() };
    scenario_with(options, async |page| {
        page.signed_in(&ADMIN).await;
        let mut soak = Soak { page, random: Rng::with_seed(seed), did: BTreeMap::new() };
        let samples = soak.run(minutes).await;
        soak.ends_like_the_cluster().await;
        let report = report(seed, &samples, &soak.did);
        println!("{report}");
        let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../bench/SOAK.md"));
        std::fs::write(file, report).unwrap();
        assert_flat(&samples);
    })
    .await;
}

struct Soak<'a> {
    page: &'a Page,
    random: Rng,
    /// Each event, and how often it happened.
    did: BTreeMap<&'static str, u32>,
}

impl Soak<'_> {
    /// One step per second, one sample per minute.
    async fn run(&mut self, minutes: u64) -> Vec<Sample> {
        let devtools = DevTools::of(self.page).await;
        let mut samples = vec![sample(&devtools, 0, 0).await];
        let start = Instant::now();
        let mut seconds = interval(Duration::from_secs(1));
        let (mut reads, mut minute) = (0, 0);
        while minute < minutes {
            seconds.tick().await;
            self.happen().await;
            if self.refresh().await {
                reads += 1;
            }
            self.look_around().await;
            if start.elapsed().as_secs() / 60 > minute {
                minute += 1;
                let complaints = self.page.console_errors().await;
                assert!(complaints.is_empty(), "minute {minute}: {complaints:#?}");
                let sample = sample(&devtools, minute, reads).await;
                println!("{sample}");
                samples.push(sample);
            }
        }
        samples
    }

    /// Injects a fault or an external change.
    async fn happen(&mut self) {
        if self.random.u8(..100) < 40 {
            let (name, kind) = self.draw();
            *self.did.entry(name).or_default() += 1;
            self.page.inject(fault(LIST, self.random.u32(1..=4), kind));
        }
        // Clear earlier faults, so that nothing hangs forever.
        if self.random.u8(..100) < 20 {
            self.page.cluster.faults().clear();
        }
        if self.random.u8(..100) < 10 {
            let change = self.change();
            *self.did.entry(change).or_default() += 1;
        }
        if self.random.u8(..100) < 1 {
            self.page.cluster.pause().await.unwrap();
            tokio::time::sleep(Duration::from_secs(2)).await;
            self.page.cluster.resume().await.unwrap();
            *self.did.entry("cluster down for 2 s").or_default() += 1;
        }
    }

    fn draw(&mut self) -> (&'static str, Fault) {
        let faults = [
            ("429 with Retry-After", {
                let busy = ErrorStatus::try_from(429).unwrap();
                Fault::Status { status: busy.retry_after(1), body: ErrorBody::Json }
            }),
            ("500", status(500, ErrorBody::Message)),
            ("502", status(502, ErrorBody::Html)),
            ("503", status(503, ErrorBody::Json)),
            ("web page with 200", Fault::Html200),
            ("truncated response", Fault::CutOff),
            ("empty response", Fault::Empty),
            ("invalid UTF-8", Fault::InvalidUtf8),
            ("array instead of an object", Fault::NotAnObject),
            ("number instead of a certificate", Fault::NonStringValue),
            ("duplicate name", Fault::DuplicateNames),
            ("10 bytes per second", Fault::SlowDrip { bytes_per_second: 10 }),
            ("no response", Fault::Hang),
            ("connection closed", Fault::Reset),
            ("redirect", Fault::RedirectOther),
            ("more than 16 MiB", Fault::Huge),
            ("clock an hour ahead", Fault::WrongClock { seconds: 3600 }),
            ("unknown entries", Fault::UnknownEntries),
            ("hostile entries", Fault::HostileEntries),
        ];
        faults[self.random.usize(..faults.len())].clone()
    }

    /// An external change, which may have no effect.
    fn change(&mut self) -> &'static str {
        let mut cluster = self.page.cluster.cluster();
        let done = match self.random.u8(..3) {
            0 => ("external replacement", cluster.replace("proxy").is_ok()),
            1 => ("external deletion", {
                let admin = demo::users::Role::Admin;
                let names = ["sso_issuer", "ldap_client", "sso_service"];
                cluster.delete(admin, names[self.random.usize(..3)], None).is_ok()
            }),
            _ => ("external restore", cluster.reset().is_ok()),
        };
        if done.1 { done.0 } else { "external deletion without effect" }
    }

    /// Refreshes the list, unless a pending read can't be replaced.
    async fn refresh(&self) -> bool {
        let pressed = "const all = [...document.querySelectorAll('header button')];
            const refresh = all.find((button) => button.textContent.includes('Refresh'));
            const possible = refresh && !refresh.disabled;
            if (possible) refresh.click();
            return !!possible;";
        self.page.script(pressed).await.as_bool().unwrap()
    }

    /// Acts like a user: opens a drawer, searches, dismisses notices.
    async fn look_around(&mut self) {
        let hashes = ["#/certificates/api", "#/certificates/syncer", "#/", "#/?search=redis"];
        let to = match self.random.u8(..10) {
            0 => hashes[self.random.usize(..hashes.len())],
            1 => {
                let dismiss =
                    "for (const button of document.querySelectorAll('[aria-label=Dismiss]'))
                    button.click()";
                self.page.script(dismiss).await;
                return;
            }
            // Input keeps the session from ending.
            2 => return self.press_shift().await,
            _ => return,
        };
        self.page.script(&format!("location.hash = '{to}'")).await;
    }

    /// Not with the driver's own keys: it would hold a reference to the focused element, and with
    /// it the detached tree around it.
    async fn press_shift(&self) {
        for kind in ["rawKeyDown", "keyUp"] {
            let key = json!({"type": kind, "key": "Shift", "windowsVirtualKeyCode": 16});
            self.page.driver.cdp().send_raw("Input.dispatchKeyEvent", key).await.unwrap();
        }
    }

    /// The panel finally shows exactly the cluster's certificates.
    async fn ends_like_the_cluster(&self) {
        let page = self.page;
        page.cluster.faults().clear();
        page.go_to("#/").await;
        page.press("Refresh").await;
        page.none_in_main("alert").await;
        let body = serde_json::to_vec(&page.entries()).unwrap();
        let mut response = Body::new();
        response.extend(&*body);
        let inventory = Inventory::read(response).unwrap();
        let mut expected = BTreeMap::new();
        for item in &inventory.items {
            if let Some(leaf) = item.leaf() {
                expected.insert(item.name.to_string(), leaf.sha256);
            }
        }
        assert!(expected.len() > 5, "{}", expected.len());
        for (name, sha256) in expected {
            page.go_to(&format!("#/certificates/{name}")).await;
            page.reads("dialog", &hex_colons(&sha256)).await;
        }
        page.go_to("#/").await;
    }
}

/// A tab's memory at one moment, after garbage collection.
struct Sample {
    minute: u64,
    reads: u32,
    wasm: u64,
    heap: u64,
    nodes: u64,
    listeners: u64,
}

impl std::fmt::Display for Sample {
    fn fmt(&self, line: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { minute, reads, wasm, heap, nodes, listeners } = self;
        write!(line, "| {minute} | {reads} | {wasm} | {heap} | {nodes} | {listeners} |")
    }
}

async fn sample(devtools: &DevTools<'_>, minute: u64, reads: u32) -> Sample {
    let wasm = devtools.of_wasm_memory("return memory.buffer.byteLength").await.as_u64().unwrap();
    devtools.collect_garbage().await;
    let counters = Counters::now(devtools).await;
    let of = |name: &str| counters.of(name) as u64;
    Sample {
        minute,
        reads,
        wasm,
        heap: of("JSHeapUsedSize"),
        nodes: of("Nodes"),
        listeners: of("JSEventListeners"),
    }
}

/// The maximum WebAssembly memory, in bytes, for the largest response, 16 MiB.
const MOST_WASM: u64 = 32 * 1024 * 1024;

/// After the first sixth, nothing may grow by a tenth between the medians of both halves.
/// WebAssembly memory is a high-water mark that never shrinks and occasionally grows when
/// fragmentation leaves no room for the largest response, so it has a fixed limit.
fn assert_flat(samples: &[Sample]) {
    let settled = &samples[samples.len() / 6 + 1..];
    let wasm = settled.last().unwrap().wasm;
    assert!(wasm < MOST_WASM, "the WebAssembly memory has grown to {wasm} bytes");
    let (first, second) = settled.split_at(settled.len() / 2);
    for (what, of) in [
        ("JavaScript heap", (|sample| sample.heap) as fn(&Sample) -> u64),
        ("nodes", |sample| sample.nodes),
        ("listeners", |sample| sample.listeners),
    ] {
        let (before, after) = (median(first, of), median(second, of));
        assert!(after <= before + before / 10, "{what}: {before}, then {after}");
    }
}

fn median(samples: &[Sample], of: fn(&Sample) -> u64) -> u64 {
    let mut values: Vec<u64> = samples.iter().map(of).collect();
    values.sort_unstable();
    values[values.len() / 2]
}

fn report(seed: u64, samples: &[Sample], did: &BTreeMap<&str, u32>) -> String {
    let last = samples.last().unwrap();
    let mut report = format!(
        "# Soak test\n\n`cargo xtask soak --minutes {} --seed {seed}`: the panel in Chromium with \
         the demo cluster, one click on Refresh per second, faults and external changes drawn from \
         the seed, tokens that last {TOKEN_SECONDS} s. The run also checked that the console \
         stayed clean and that the panel's final state matched the cluster's.\n\nBytes after \
         garbage collection; document nodes and listeners as counted by Chromium.\n\n\
         | Minute | Refreshes | WebAssembly memory | JavaScript heap | Nodes | Listeners |\n\
         |--:|--:|--:|--:|--:|--:|\n",
        last.minute
    );
    for sample in samples {
        writeln!(report, "{sample}").unwrap();
    }
    report.push_str("\nEvents during the run:\n\n| Event | Count |\n|---|--:|\n");
    for (what, times) in did {
        writeln!(report, "| {what} | {times} |").unwrap();
    }
    report
}
