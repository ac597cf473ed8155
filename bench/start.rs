//! From navigation to the first painted table: compares the panel with a static page whose plain
//! script fetches the same body, decodes it, and shows the same table.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use serde_json::json;

use super::figures::{Figures, number};
use super::trace::{Task, Trace};
use super::visit::Tab;
use super::{ELEVEN, LARGEST, PANEL, ROUNDS};

pub const STATIC: &str = "static page";

const PAGES: [(&str, &str); 2] = [(PANEL, ""), (STATIC, "peers/static.html?content-visibility")];

/// An empty cache, and one after two visits.
pub const CACHES: [&str; 2] = ["cold", "warm"];

/// A network with 100 ms of latency and 10 Mbit/s, and an empty cache; only for the short list.
pub const SLOW: &str = "slow network";

/// The sign-in form for the panel, which shows it before it knows whether it's needed.
pub const PAINT: &str = "first paint";
/// The sum of the browser's layout shift scores.
pub const SHIFT: &str = "layout shift";
pub const TABLE: &str = "first table painted";
pub const LONGEST_OF_ALL: &str = "longest task until idle";
/// Wall time, regardless of what else the machine does.
pub const BY_THE_CLOCK: &str = "the same task, wall time";
pub const FILES: &str = "bytes of files";
/// The measurements for each page, and whether each is a number of bytes.
const MEASURED: [(&str, bool); 10] = [
    (PAINT, false),
    (TABLE, false),
    (SHIFT, false),
    ("main thread until then", false),
    ("longest task until then", false),
    (LONGEST_OF_ALL, false),
    (BY_THE_CLOCK, false),
    ("waiting for the list’s first byte", false),
    (FILES, true),
    ("bytes of API responses", true),
];

/// The browser's loaded resources.
const LOADED: &str = "(() => {
    const painted = performance.getEntriesByName('first frame')[0].startTime;
    return ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind)).map(
        ({ name, startTime, transferSize, requestStart, responseStart }) => ({
            name,
            early: startTime < painted,
            bytes: transferSize,
            waited: responseStart - requestStart,
        }),
    );
})()";

/// The first paint with content, in milliseconds, and the layout shifts' sum.
const PAINTED: &str = "new Promise((done) => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
    const seen = [];
    const note = (list) => seen.push(...list.getEntries());
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done([
        paint,
        seen.reduce((sum, { value }) => sum + value, 0),
    ])));
})";

/// A response.
#[derive(Deserialize)]
struct Loaded {
    /// Its URL.
    name: String,
    /// Whether it was requested before the table was painted.
    early: bool,
    /// Transferred bytes; zero from a cache.
    bytes: f64,
    /// Milliseconds from the request to the first byte.
    waited: f64,
}

/// Other observations of the panel's loads.
#[derive(Default)]
pub struct Seen {
    /// The longest tasks while loading the long list once, as table rows.
    tasks: Vec<String>,
    /// The files of a first visit, and whether the table needed them.
    pub files: BTreeMap<String, bool>,
}

/// All rounds, with every page in each: first with a cold cache, then with a warm one.
pub async fn rounds(tab: &Tab<'_>, size: u64, figures: &mut Figures, seen: &mut Seen) {
    for cache in conditions(size) {
        network(tab, cache == SLOW).await;
        if cache == "warm" {
            // The browser keeps compiled code from the second visit on.
            for (_, place) in [PAGES, PAGES].concat() {
                tab.opened(place).await;
            }
        }
        for _ in 0..ROUNDS {
            for (page, place) in PAGES {
                tab.leave().await;
                if cache != "warm" {
                    tab.tool("Network.clearBrowserCache", json!({})).await;
                }
                let visited = visit(tab, size, page, place, cache, figures).await;
                match size {
                    _ if page != PANEL || cache != "cold" => {}
                    LARGEST => seen.tasks = visited.tasks,
                    _ => seen.files = visited.files,
                }
            }
        }
    }
}

/// What a start is measured under.
fn conditions(size: u64) -> impl Iterator<Item = &'static str> {
    CACHES.into_iter().chain((size == ELEVEN).then_some(SLOW))
}

/// Slows the network down, or doesn't any more.
async fn network(tab: &Tab<'_>, is_slow: bool) {
    let (latency, rate) = if is_slow { (100, 1_250_000) } else { (0, -1) };
    let conditions = json!({
        "offline": false,
        "latency": latency,
        "downloadThroughput": rate,
        "uploadThroughput": rate,
    });
    tab.tool("Network.enable", json!({})).await;
    tab.tool("Network.emulateNetworkConditions", conditions).await;
    if !is_slow {
        // It keeps bodies alive.
        tab.tool("Network.disable", json!({})).await;
    }
}

/// One start.
async fn visit(
    tab: &Tab<'_>,
    size: u64,
    page: &'static str,
    place: &str,
    cache: &str,
    figures: &mut Figures,
) -> Seen {
    let load = async {
        tab.go(place).await;
        tab.painted().await;
        tab.settled().await;
    };
    let (trace, ()) = Trace::of(&tab.devtools, load).await;
    let (origin, painted) = (trace.origin, trace.painted());
    let loaded = tab.devtools.evaluate(LOADED).await;
    let loaded: Vec<Loaded> = serde_json::from_value(loaded).unwrap();
    let (answers, files): (Vec<_>, Vec<_>) =
        loaded.iter().partition(|loaded| loaded.name.contains("/v1/"));
    if cache != "warm" {
        // Browsers cache icons regardless.
        let kept = files.iter().find(|file| file.bytes == 0.0 && !file.name.ends_with(".svg"));
        assert!(kept.is_none(), "the cache was not cold: {}", kept.unwrap().name);
    }
    let list = answers.iter().find(|response| response.name.ends_with("certificates")).unwrap();
    let early = |loaded: &[&Loaded]| -> f64 {
        loaded.iter().filter(|loaded| loaded.early).map(|loaded| loaded.bytes).sum()
    };
    let longest = |until: f64| trace.longest(origin, until);
    let [paint, shift]: [f64; 2] =
        serde_json::from_value(tab.devtools.evaluate(PAINTED).await).unwrap();
    let values = [
        paint,
        painted - origin,
        shift,
        trace.busy(origin, painted),
        longest(painted)[0].took,
        longest(f64::INFINITY)[0].took,
        longest(f64::INFINITY)[0].by_the_clock(),
        list.waited,
        early(&files),
        early(&answers),
    ];
    for ((what, _), value) in MEASURED.iter().zip(values) {
        figures.note(size, &told(cache, what), page, value);
    }
    let tell = |task: &&Task| {
        let [at, took, clock] = [task.begin - origin, task.took, task.by_the_clock()].map(number);
        format!("| {at} | {took} | {clock} | {} |", task.told())
    };
    let tasks = longest(f64::INFINITY).iter().take(8).map(tell).collect();
    let named = |file: &&Loaded| Some((file.name.rsplit('/').next()?.to_owned(), file.early));
    Seen { tasks, files: files.iter().filter_map(named).collect() }
}

/// A measurement's name, with the cache state.
pub fn told(cache: &str, what: &str) -> String {
    format!("{cache}: {what}")
}

/// The figures as Markdown.
pub fn section(figures: &Figures, seen: &Seen) -> String {
    let mut section = format!(
        "## Start\n\nFrom navigation to the end of the frame that shows the first row, in a new \
         process each time; median (min–max) of {ROUNDS} rounds, pages in turns. The panel is \
         compared with a static page ([peers/static.js](peers/static.js)): one style sheet, and \
         one script that fetches the same body, decodes it with the hand-written parser, and shows \
         the table with `content-visibility: auto`. It matches keys by searching for the public \
         half in the private key's bytes, and it neither computes findings nor verifies \
         signatures. Milliseconds: wall time until the table is painted, CPU time for the main \
         thread and its tasks. Bytes are as transferred, plus 300 per response for headers, with \
         all files compressed with brotli. The demo cluster sends one response per connection and \
         is the same for both.\n"
    );
    for size in [ELEVEN, LARGEST] {
        let pairs = if size == ELEVEN { "11 entries".to_owned() } else { format!("{size} pairs") };
        write!(section, "\n### {pairs}\n\n| What | {PANEL} | {STATIC} | Ratio |\n").unwrap();
        section.push_str("|---|--:|--:|--:|\n");
        for cache in conditions(size) {
            for (what, is_bytes) in MEASURED {
                let name = told(cache, what);
                write!(section, "| {name} |").unwrap();
                for (page, _) in PAGES {
                    let cell = match figures.of(size, &name, page) {
                        Some(spread) if is_bytes => format!("{:.0}", spread.median),
                        Some(spread) => spread.to_string(),
                        None => String::new(),
                    };
                    write!(section, " {cell} |").unwrap();
                }
                writeln!(section, " {:.2} |", figures.ratio(size, &name, PANEL, STATIC)).unwrap();
            }
        }
    }
    write!(
        section,
        "\nThe longest tasks of one cold load of {LARGEST} pairs until idle, with the kinds of \
         work that took a millisecond or more:\n\n\
         | Start | CPU | Wall | Work |\n|--:|--:|--:|---|\n"
    )
    .unwrap();
    for task in &seen.tasks {
        writeln!(section, "{task}").unwrap();
    }
    section
}
