//! How soon the page answers a key while it works on the responses that cost most: `cargo xtask
//! keys`. Writes its part of `GROWTH.md`.
//!
//! A key is pressed through DevTools, as by a person, every 40 ms. It's answered at the end of the
//! frame after it.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use browser_harness::{copy_folder, dist, scenario_with};
use demo::Options;
use serde_json::json;

use super::counters::Counters;
use super::hostile;
use super::trace::Trace;
use super::visit::Tab;

const MIB: usize = 1024 * 1024;
const SIZES: [usize; 3] = [1, 4, 16];

/// How much longer than asked for a response may be: the panel reads 16 MiB.
const OVER: usize = MIB / 2;

/// Where the panel and the response are served from, as files.
const FOLDER: &str = "hostile/";
const RESPONSE: &str = "v1/cluster/certificates";

const PAUSE: Duration = Duration::from_millis(40);

/// Notes how long each key took to be answered.
const WATCH: &str = "
    performance.mark('began');
    window.answers = [];
    addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => answers.push(performance.now() - timeStamp);
        port2.postMessage(0);
    }), { capture: true });";

/// What the page does meanwhile, and how that begins.
const ACTIONS: [(&str, &str); 4] = [
    ("reading", ""),
    ("reading all names changed", "document.querySelector('.bar .refresh').click()"),
    ("opening details", "document.querySelector('.row-link').click()"),
    ("searching", "location.hash = '#/'; document.querySelector('[type=search]').focus()"),
];

const HEAD: &str = "## Keys

How soon the page answers a key while it works on these responses, in Chromium: `cargo xtask keys`. \
Keys are pressed every 40 ms until nothing is left to do; while searching, letters in the search box. \
The slowest is listed, in milliseconds from the key to the end of the frame after it, and in brackets \
the CPU time of the longest task, to which a busy machine adds nothing. Reading begins with an empty \
tab, so it includes the start of the program.

";

#[tokio::test(flavor = "multi_thread")]
async fn keys() {
    let only = std::env::var("KEYS_ONLY").unwrap_or_default();
    let site = tempfile::tempdir().unwrap();
    let panel = site.path().join(FOLDER);
    copy_folder(&dist(), site.path());
    copy_folder(&dist(), &panel);
    std::fs::create_dir_all(panel.join("v1/cluster")).unwrap();
    // A busy machine takes longer than a person waits.
    std::fs::write(panel.join("config.json"), "{\"read_seconds\": 300}").unwrap();
    let options = Options { dist: Some(site.path().to_owned()), ..Options::default() };
    let mut table = format!("Load of the machine, with two cores: {} before", load());
    let mut rows = String::from("\n\n| Response | MiB | until rows, s |");
    ACTIONS.iter().for_each(|(what, _)| write!(rows, " {what} |").unwrap());
    rows.push_str("\n|---|--:|--:|--:|--:|--:|--:|\n");
    scenario_with(options, async |page| {
        let tab = Tab::of(page).await;
        let watch = json!({ "source": WATCH });
        tab.tool("Page.addScriptToEvaluateOnNewDocument", watch).await;
        for kind in hostile::responses(1000).into_iter().map(|(name, _)| name) {
            for size in SIZES.into_iter().filter(|_| kind.contains(&only)) {
                let (_, body) = hostile::responses(size * MIB - OVER)
                    .into_iter()
                    .find(|(name, _)| *name == kind)
                    .unwrap();
                let mib = body.len() as f64 / MIB as f64;
                let bodies = hostile::renamed(body);
                let row = row(&tab, &panel, &bodies).await;
                writeln!(rows, "| {kind} | {mib:.1} |{row}").unwrap();
                println!("{kind} {mib:.1} {row}");
            }
        }
    })
    .await;
    writeln!(table, ", {} after.{rows}", load()).unwrap();
    if only.is_empty() {
        write(&table);
    }
}

/// The figures of one response, and of the same with all names changed.
async fn row(tab: &Tab<'_>, panel: &Path, [body, renamed]: &[String; 2]) -> String {
    tab.leave().await;
    std::fs::write(panel.join(RESPONSE), body).unwrap();
    let mut row = String::new();
    for (what, begin) in ACTIONS {
        let key = if what == "searching" { "e" } else { "Shift" };
        if what == "reading all names changed" {
            std::fs::write(panel.join(RESPONSE), renamed).unwrap();
        }
        let work = async {
            if begin.is_empty() {
                tab.go(FOLDER).await;
            } else {
                let script = format!("answers.length = 0; performance.mark('began'); {begin}");
                tab.devtools.evaluate(&script).await;
            }
            press_until_calm(tab, key).await;
        };
        let (trace, ()) = Trace::of(&tab.devtools, work).await;
        let longest = trace.longest(trace.mark("began"), f64::INFINITY)[0].took;
        if begin.is_empty() {
            let shown = "performance.getEntriesByName('first frame')[0]?.startTime ?? NaN";
            let shown = tab.devtools.evaluate(shown).await.as_f64().unwrap_or(f64::NAN);
            write!(row, " {:.1} |", shown / 1000.0).unwrap();
        }
        let slowest = tab.devtools.evaluate("Math.max(...answers)").await;
        let slowest = slowest.as_f64().unwrap_or(f64::NAN);
        write!(row, " {slowest:.0} ({longest:.0}) |").unwrap();
    }
    row
}

/// Presses a key again and again, until the page does nothing but answer.
async fn press_until_calm(tab: &Tab<'_>, key: &str) {
    const TURN: usize = 5;
    let mut calm = 0;
    let mut before = f64::NAN;
    while calm < 3 {
        for _ in 0..TURN {
            for kind in ["keyDown", "keyUp"] {
                let text = if kind == "keyDown" && key.len() == 1 { key } else { "" };
                let event = json!({ "type": kind, "key": key, "text": text });
                tab.tool("Input.dispatchKeyEvent", event).await;
            }
            tokio::time::sleep(PAUSE).await;
        }
        let now = Counters::now(&tab.devtools).await.of("TaskDuration") * 1000.0;
        let is_read = "document.querySelector('.bar .refresh:not(.busy)') !== null";
        let is_read = tab.devtools.evaluate(is_read).await == true;
        let is_calm = is_read && now - before < 0.3 * PAUSE.as_millis() as f64 * TURN as f64;
        calm = if is_calm { calm + 1 } else { 0 };
        before = now;
    }
}

fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The rest of the file is `growth.rs`'s.
fn write(table: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench/GROWTH.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let before = text.split("\n## ").next().unwrap();
    std::fs::write(file, format!("{before}\n{HEAD}{table}")).unwrap();
}
