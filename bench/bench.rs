//! The panel beside plain JavaScript that shows the same table: `cargo xtask bench`. Every page
//! is worked in the same way in one Chromium, one after the other in each round, and the medians
//! are written to `RESULTS.md`.
//!
//! Not a test: times depend on the machine. Ratios of one run say more than the times themselves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    unused_imports,
    reason = "a bench may fail by panicking; the harness is shared with the tests"
)]

#[path = "counters.rs"]
mod counters;
#[path = "../tests/harness/mod.rs"]
mod harness;
#[path = "report.rs"]
mod report;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use cert_inventory::{Body, Expiry, Inventory, Item, StatusClass, Thresholds, Timestamp, hex};
use counters::Counters;
use demo::Options;
use demo::faults::Fault;
use harness::{LIST, Page, Places, copy, copy_of_dist, fault, story_with};
use serde_json::{Value, json};

/// Each figure is the median of so many.
const ROUNDS: usize = 5;

const REFRESHES: usize = 20;

/// How many pairs there are beside the eleven names of the demo cluster.
const SIZES: [u64; 2] = [1_000, 10_000];

/// The pages, with what they are called.
const PAGES: [(&str, &str); 3] = [
    ("panel", ""),
    ("plain JavaScript", "peers/vanilla.html"),
    ("plain JavaScript with content-visibility", "peers/vanilla.html?content-visibility"),
];

/// What is done to each page, in this order.
const ACTIONS: [(&str, &str); 8] = [
    ("type a letter that all rows have", "type('b')"),
    ("type on, to a tenth of the rows", "type('bulk-00')"),
    ("type what no row has", "type('zzzz')"),
    ("show all rows again", "type('')"),
    ("sort by subject", "heads[2].click()"),
    ("sort in the opposite order", "heads[2].click()"),
    ("sort by status again", "heads[1].click()"),
    ("open the drawer", "document.querySelector('a.row-link').click()"),
];

/// Milliseconds from an action to the end of the last frame in which the page still changed.
const MEASURE: &str = "
    const type = (text) => {
        const input = document.querySelector('input[type=search]');
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const heads = document.querySelectorAll('button.head');
    let changed = true, last = 0, quiet = 0;
    const seen = new MutationObserver((changes) => {
        // What a clock tells is no answer to the action.
        if (changes.some(({ target }) => !target.parentElement?.closest('.freshness')))
            changed = true;
    });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    seen.observe(document, all);
    const begin = performance.now();
    ACTION;
    const frame = () => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            quiet = changed ? 0 : quiet + 1;
            if (changed) last = performance.now();
            changed = false;
            if (quiet < 2) return frame();
            seen.disconnect();
            done(last - begin);
        };
        port2.postMessage(0);
    });
    frame();";

/// The longest task since the page began, in milliseconds.
const LONGEST: &str = "
    const tasks = [0];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)))
        .observe({ type: 'longtask', buffered: true });
    setTimeout(() => done(Math.max(...tasks)), 100);";

/// Milliseconds of each round, by the number of pairs, what was done and the page.
type Figures = BTreeMap<(u64, String, &'static str), Vec<f64>>;

#[tokio::test(flavor = "multi_thread")]
async fn bench() {
    let site = copy_of_dist();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench");
    copy(&here.join("peers"), &site.path().join("peers"));
    let index = std::fs::read_to_string(site.path().join("index.html")).unwrap();
    std::fs::write(site.path().join("peers/vanilla.html"), page_of_peers(&index)).unwrap();
    let rows = site.path().join("peers/rows.json");
    let options =
        Options { no_sign_in: true, dist: Some(site.path().to_owned()), ..Options::default() };
    let mut figures = Figures::new();
    let mut memory = String::new();
    story_with(options, async |page| {
        let places = Places::of(page).await;
        for size in SIZES {
            let inventory = list_has(page, size).await;
            std::fs::write(&rows, rows_of(&inventory).to_string()).unwrap();
            for round in 1..=ROUNDS {
                println!("{size} pairs, round {round} of {ROUNDS}");
                for (name, place) in PAGES {
                    visit(page, &places, size, name, place, &mut figures).await;
                }
                changes(page, &places, size, &mut figures).await;
            }
            writeln!(memory, "| {size} | {} |", after_refreshes(&places).await).unwrap();
        }
    })
    .await;
    let told = report::table(&figures, &memory);
    println!("{told}");
    std::fs::write(here.join("RESULTS.md"), told).unwrap();
    std::fs::write(here.join("results.svg"), report::chart(&figures)).unwrap();
}

/// Gives the cluster so many more pairs, which stay, and reads them.
async fn list_has(page: &Page, size: u64) -> Inventory {
    page.trouble(fault(LIST, 1, Fault::Many { count: usize::try_from(size).unwrap() }));
    let list = reqwest::get(format!("{}v1/cluster/certificates", page.cluster.url()));
    let mut body = Body::new();
    body.extend(list.await.unwrap().bytes().await.unwrap().to_vec());
    Inventory::read(body).unwrap()
}

/// Opens a page and does everything once.
async fn visit(
    page: &Page,
    places: &Places<'_>,
    size: u64,
    name: &'static str,
    place: &str,
    figures: &mut Figures,
) {
    let mut note = |what: &str, value: f64| {
        figures.entry((size, what.to_owned(), name)).or_default().push(value);
    };
    page.open_at("peers/nothing").await;
    let before = main_thread(places).await;
    page.open_at(place).await;
    shown(page, places, size).await;
    note("load: main thread", main_thread(places).await - before);
    note("load: longest task", measured(places, LONGEST).await);
    for (what, action) in ACTIONS {
        note(what, measured(places, &MEASURE.replace("ACTION", action)).await);
    }
}

/// Waits until all rows are there, and the page has nothing left to do.
async fn shown(page: &Page, places: &Places<'_>, size: u64) {
    // The panel counts its head and the heads of three groups too.
    let (count, counted) = (size + 11, size + 15);
    page.until("all rows", async || {
        let text = format!(
            "return document.readyState === 'complete'
                && (document.querySelector('main > p')?.textContent === '{count} of {count} shown'
                    || +document.querySelector('table')?.ariaRowCount === {counted})"
        );
        page.script(&text).await.as_bool()?.then_some(())
    })
    .await;
    settled(places).await;
}

/// Waits until the main thread was idle for a while: signatures are checked after the rows show.
async fn settled(places: &Places<'_>) {
    let idle = "
        let quiet = 0, last = performance.now();
        const tick = () => {
            const now = performance.now();
            quiet = now - last < 8 ? quiet + 1 : 0;
            last = now;
            if (quiet > 60) done(0); else setTimeout(tick, 4);
        };
        tick();";
    measured(places, idle).await;
}

/// A refresh that brings nothing new, then one that brings one more pair.
async fn changes(page: &Page, places: &Places<'_>, size: u64, figures: &mut Figures) {
    page.open().await;
    shown(page, places, size).await;
    for (what, size) in [("refresh: unchanged", size), ("refresh: one pair more", size + 1)] {
        list_has(page, size).await;
        let before = main_thread(places).await;
        refresh(places).await;
        shown(page, places, size).await;
        let spent = main_thread(places).await - before;
        figures.entry((size / 1000 * 1000, what.to_owned(), "panel")).or_default().push(spent);
    }
    // Once added, a pair stays.
    page.remove(&format!("bulk-{:05}", size + 1));
}

/// Presses the button without looking for it as a person would, which keeps the main thread busy.
async fn refresh(places: &Places<'_>) {
    let press = "
        document.querySelector('.freshness button').click();
        const look = () =>
            document.querySelector('.freshness .busy') ? setTimeout(look, 20) : done(0);
        setTimeout(look, 20);";
    measured(places, press).await;
}

/// WebAssembly memory and JavaScript heap in bytes after loading, and after many refreshes.
async fn after_refreshes(places: &Places<'_>) -> String {
    let mut cells = Vec::new();
    for refreshes in [0, REFRESHES] {
        for _ in 0..refreshes {
            refresh(places).await;
        }
        let wasm = places.of_wasm_memory("return memory.buffer.byteLength").await;
        places.collect_garbage().await;
        cells.push(wasm.to_string());
        cells.push(format!("{:.0}", Counters::now(places).await.of("JSHeapUsedSize")));
    }
    cells.join(" | ")
}

/// Milliseconds that the page's main thread was busy.
async fn main_thread(places: &Places<'_>) -> f64 {
    Counters::now(places).await.of("TaskDuration") * 1000.0
}

/// What a script in the page hands to `done`.
async fn measured(places: &Places<'_>, script: &str) -> f64 {
    let promise = format!("new Promise((done) => {{ {script} }})");
    places.evaluate(&promise).await.as_f64().unwrap()
}

/// The page of the peers, with the panel's own style and drawings.
fn page_of_peers(index: &str) -> String {
    let between = |from: &str, to: &str| {
        let start = index.find(from).unwrap();
        &index[start..start + index[start..].find(to).unwrap() + to.len()]
    };
    let styles: String = index
        .split("<link")
        .filter(|link| link.contains("stylesheet"))
        .map(|link| format!("<link{}>", link.split('>').next().unwrap()).replace("./", "../"))
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Peer</title>{styles}\
         <link rel=\"stylesheet\" href=\"vanilla.css\"></head><body>{}\
         <script type=\"module\" src=\"vanilla.js\"></script></body></html>",
        between("<svg", "</svg>")
    )
}

/// What the peers show, decoded.
fn rows_of(inventory: &Inventory) -> Value {
    let now = Timestamp(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap());
    let row = |item: &Item| {
        let leaf = item.leaf();
        let name = |name: Option<&Result<cert_inventory::Name, _>>| {
            name.and_then(|name| name.as_ref().ok()).map(ToString::to_string).unwrap_or_default()
        };
        let expiry = item.expiry(now, &Thresholds::default());
        let until = leaf.and_then(|leaf| leaf.not_after.ok()).unwrap_or(now);
        json!({
            "name": item.name,
            "days": (until.0 - now.0) / 86_400,
            "until": until.to_string(),
            "status": format!("{:?}", StatusClass::of(expiry)),
            "look": if StatusClass::of(expiry) == StatusClass::Healthy { "good" } else { "warn" },
            "subject": name(leaf.map(|leaf| &leaf.subject)),
            "issuer": name(leaf.map(|leaf| &leaf.issuer)),
            "serial": leaf.and_then(|leaf| leaf.serial.as_ref().ok()).map(ToString::to_string),
            "sha256": leaf.map(|leaf| hex(&leaf.sha256)),
            "sans": leaf.map(|leaf| {
                leaf.sans().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
            }),
            "key": "EC P-256",
            "match": "Key matches",
        })
    };
    let mut rows: Vec<_> = inventory.iter().map(row).collect();
    // The peers have as many rows as the panel, which shows what is not there as well.
    for slot in inventory.empty_slots() {
        rows.push(json!({
            "name": slot.name, "days": 0, "until": "", "status": "Empty", "look": "none",
            "subject": "", "issuer": "", "serial": "", "sha256": "", "sans": [], "key": "",
            "match": "",
        }));
    }
    json!(rows)
}
