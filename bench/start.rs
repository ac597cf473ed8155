//! From the navigation to the first painted table: the panel beside a static page whose plain
//! script fetches the same body, decodes it and shows the same table.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::figures::{Figures, number};
use super::trace::Trace;
use super::visit::Tab;
use super::{ELEVEN, LARGEST, PANEL, ROUNDS};

pub const STATIC: &str = "static page";

const PAGES: [(&str, &str); 2] = [(PANEL, ""), (STATIC, "peers/static.html?content-visibility")];

/// An empty cache, and one that has seen the page twice.
pub const CACHES: [&str; 2] = ["cold", "warm"];

pub const TABLE: &str = "first table painted";
pub const LONGEST_OF_ALL: &str = "longest task until idle";
pub const FILES: &str = "bytes of files";
/// What is told of each page, and whether it is a number of bytes.
const MEASURED: [(&str, bool); 7] = [
    (TABLE, false),
    ("main thread until then", false),
    ("longest task until then", false),
    (LONGEST_OF_ALL, false),
    ("waiting for the list’s first byte", false),
    (FILES, true),
    ("bytes of the API’s answers", true),
];

/// What the browser loaded until the table was there.
const LOADED: &str = "
    const entries = [...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource')];
    const until = performance.getEntriesByName('painted')[0].startTime;
    JSON.stringify(entries.filter((entry) => entry.startTime < until).map((entry) =>
        ({ name: entry.name, transferred: entry.transferSize, waited: entry.responseStart - entry.requestStart })))";

/// What was seen of the panel's loads beside figures.
#[derive(Default)]
pub struct Seen {
    /// The longest tasks of one load of the long list, as lines of a table.
    tasks: Vec<String>,
    /// The files that a first visit fetches.
    pub files: BTreeSet<String>,
}

/// One round: every page with a cold and a warm cache.
pub async fn round(tab: &Tab<'_>, size: u64, figures: &mut Figures, seen: &mut Seen) {
    for (page, place) in PAGES {
        for cache in CACHES {
            if cache == "cold" {
                tab.leave().await;
                tab.tool("Network.clearBrowserCache", json!({})).await;
            } else {
                // What a script was compiled to is kept from the second visit on.
                tab.opened(place).await;
                tab.leave().await;
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
    let (trace, ()) = Trace::of(&tab.places, load).await;
    let (origin, painted) = (trace.origin, trace.mark("painted"));
    let loaded = tab.places.evaluate(LOADED).await;
    let loaded: Vec<Value> = serde_json::from_str(loaded.as_str().unwrap()).unwrap();
    let is_of_api = |entry: &&Value| entry["name"].as_str().unwrap().contains("/v1/");
    let bytes = |entries: &[&Value]| -> f64 {
        entries.iter().filter_map(|entry| entry["transferred"].as_f64()).sum()
    };
    let (answers, files): (Vec<_>, Vec<_>) = loaded.iter().partition(is_of_api);
    let list =
        answers.iter().find(|entry| entry["name"].as_str().unwrap().ends_with("certificates"));
    if cache == "cold" {
        // Icons a browser keeps by itself.
        let is_icon = |file: &&&Value| file["name"].as_str().unwrap().ends_with(".svg");
        let mut others = files.iter().filter(|file| !is_icon(file));
        let cached = others.find(|file| file["transferred"] == 0);
        assert!(cached.is_none(), "the cache was not cold: {cached:?}");
    }
    let longest = |until: f64| trace.longest(origin, until);
    let mut note = |what: &str, value| figures.note(size, &told(cache, what), page, value);
    note(MEASURED[0].0, painted - origin);
    note(MEASURED[1].0, trace.busy(origin, painted));
    note(MEASURED[2].0, longest(painted)[0].length());
    note(MEASURED[3].0, longest(f64::INFINITY)[0].length());
    note(MEASURED[4].0, list.unwrap()["waited"].as_f64().unwrap());
    note(MEASURED[5].0, bytes(&files));
    note(MEASURED[6].0, bytes(&answers));
    let tell = |task: &&super::trace::Task| {
        let (at, length) = (number(task.begin - origin), number(task.length()));
        format!("| {at} | {length} | {} |", task.told())
    };
    let tasks = longest(f64::INFINITY).iter().take(8).map(tell).collect();
    let name = |file: &&Value| file["name"].as_str().unwrap().rsplit('/').next().map(str::to_owned);
    Seen { tasks, files: files.iter().filter_map(name).collect() }
}

/// How a figure is called, with the state of the cache.
pub fn told(cache: &str, what: &str) -> String {
    format!("{cache}: {what}")
}

/// The figures as Markdown.
pub fn section(figures: &Figures, seen: &Seen) -> String {
    let mut section = format!(
        "## Start\n\nFrom the navigation to the end of the frame that shows the first row, in a new \
         process each time; medians of {ROUNDS} with the least and the greatest, the pages in \
         turns. Beside the panel a static page ([peers/static.js](peers/static.js)): one style \
         sheet, one script, which fetches the same body, decodes it with the hand-written reader \
         and shows the table with `content-visibility: auto`. Whether a key matches it tells by \
         looking for the public half among the private key's bytes; it looks for no findings and \
         checks no signature. Milliseconds; bytes as they went over the wire, with 300 \
         counted for each answer's head, all files compressed with brotli. The demo cluster sends \
         one answer a connection and is the same for both.\n"
    );
    for size in [ELEVEN, LARGEST] {
        let pairs = if size == ELEVEN { "11 entries".to_owned() } else { format!("{size} pairs") };
        write!(section, "\n### {pairs}\n\n| What | {PANEL} | {STATIC} | Ratio |\n").unwrap();
        section.push_str("|---|--:|--:|--:|\n");
        for cache in CACHES {
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
        "\nThe longest tasks of one cold load of {LARGEST} pairs until nothing was left to do, with \
         the kinds of work that took a millisecond or more:\n\n\
         | Begins at | Milliseconds | What ran |\n|--:|--:|---|\n"
    )
    .unwrap();
    for task in &seen.tasks {
        writeln!(section, "{task}").unwrap();
    }
    section
}
