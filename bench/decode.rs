//! Decoding certificates: compares the panel's decoder with JavaScript libraries and with the
//! fastest hand-written JavaScript, all in one page and in turns.

#[path = "decode/inputs.rs"]
mod inputs;
#[path = "decode/reference.rs"]
mod reference;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::figures::Spread;
use browser_harness::{DevTools, Page};
use inputs::Inputs;

/// The numbers of certificates to decode.
const SIZES: [usize; 2] = [LARGEST, 1_000];
const LARGEST: usize = 10_000;

const PANEL: &str = "panel";

/// The fastest hand-written JavaScript, with each way to compute a fingerprint.
const FLOORS: [&str; 2] = ["floor", "floor, SHA-256 by crypto.subtle"];

/// The decoders, by their names on the page, and the rounds for each size: those that take up to a
/// minute for the longest list get one.
const PEERS: [(&str, [usize; 2]); 10] = [
    (PANEL, [MOST_ROUNDS; 2]),
    ("panel, facts as it keeps them", [MOST_ROUNDS; 2]),
    (FLOORS[0], [MOST_ROUNDS; 2]),
    (FLOORS[1], [MOST_ROUNDS; 2]),
    ("floor, without SHA-256", [MOST_ROUNDS; 2]),
    ("@lapo/asn1js", [5, 5]),
    ("node-forge", [5, 5]),
    ("jsrsasign", [1, 5]),
    ("@peculiar/x509", [1, 5]),
    ("pkijs", [1, 5]),
];
const MOST_ROUNDS: usize = 5;

/// A row in the comparison.
struct Row {
    peer: &'static str,
    /// Milliseconds per 1,000 certificates, by list length.
    took: BTreeMap<usize, Vec<f64>>,
    checked: Checked,
}

/// A peer's results.
#[derive(Deserialize)]
struct Checked {
    took: f64,
    /// The number refused, by error message.
    refused: BTreeMap<String, usize>,
    /// The number silently skipped.
    missing: usize,
    wrong: Wrong,
}

#[derive(Deserialize)]
struct Wrong {
    /// The number of certificates with a wrong fact.
    count: usize,
    /// How often each fact is wrong.
    facts: BTreeMap<String, usize>,
    /// An example for each.
    examples: BTreeMap<String, String>,
}

/// All measurements.
pub struct Decoded(Vec<Row>);

/// Runs every peer, in a page of its own.
pub async fn decode(page: &Page, devtools: &DevTools<'_>, site: &Path) -> Decoded {
    let folder = site.join("decode");
    let inputs = Inputs::new(LARGEST);
    for size in SIZES {
        std::fs::write(folder.join(format!("{size}.json")), inputs.body(size)).unwrap();
    }
    let facts: Vec<_> = inputs.0.iter().map(|(entry, der)| reference::of(entry, der)).collect();
    std::fs::write(folder.join("reference.json"), Value::Array(facts).to_string()).unwrap();
    page.open_at("decode/").await;
    let mut rows = Vec::new();
    for (peer, _) in PEERS {
        let checked = ask(devtools, "check", peer, LARGEST).await;
        let checked: Checked = serde_json::from_value(checked).unwrap();
        let took = BTreeMap::from([(LARGEST, vec![for_1000(checked.took, LARGEST)])]);
        rows.push(Row { peer, took, checked });
    }
    for (place, size) in SIZES.into_iter().enumerate() {
        for _ in 0..MOST_ROUNDS {
            for (row, (peer, rounds)) in rows.iter_mut().zip(PEERS) {
                let took = row.took.entry(size).or_default();
                if took.len() < rounds[place] {
                    // Don't charge one peer for another's garbage.
                    devtools.collect_garbage().await;
                    let milliseconds = ask(devtools, "round", peer, size).await.as_f64().unwrap();
                    took.push(for_1000(milliseconds, size));
                }
            }
        }
    }
    Decoded(rows)
}

fn for_1000(milliseconds: f64, size: usize) -> f64 {
    milliseconds * 1000.0 / size as f64
}

/// A page's result, once it's ready.
async fn ask(devtools: &DevTools<'_>, what: &str, peer: &str, size: usize) -> Value {
    let script = format!(
        "(async () => {{
            while (!globalThis.bench) await new Promise((done) => setTimeout(done, 20));
            return bench.{what}('{peer}', {size});
        }})()"
    );
    devtools.evaluate(&script).await
}

impl Row {
    fn spread(&self, size: usize) -> Spread {
        Spread::of(&self.took[&size])
    }
}

impl Decoded {
    fn median(&self, peer: &str, size: usize) -> f64 {
        let row = self.0.iter().find(|row| row.peer == peer).unwrap();
        row.spread(size).median
    }

    /// The median of the faster floor.
    fn floor(&self, size: usize) -> f64 {
        FLOORS.into_iter().map(|floor| self.median(floor, size)).fold(f64::INFINITY, f64::min)
    }

    /// The panel's time relative to the floor's, for the longest list.
    pub fn ratio(&self) -> f64 {
        self.median(PANEL, LARGEST) / self.floor(LARGEST)
    }

    /// The decoders of the longest list, in milliseconds per 1,000 certificates.
    pub fn bars(&self) -> Vec<(String, f64)> {
        self.0.iter().map(|row| (row.peer.to_owned(), row.spread(LARGEST).median)).collect()
    }

    /// A section of the report.
    pub fn table(&self) -> String {
        let mut report = ABOUT.to_owned();
        report.push_str("\n| Decoder |");
        for size in SIZES {
            write!(report, " ms per 1,000 of {size} | Rounds | Ratio |").unwrap();
        }
        report.push_str(" Refused | Wrong |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for row in &self.0 {
            write!(report, "| {} |", row.peer).unwrap();
            for size in SIZES {
                let (took, rounds) = (row.spread(size), row.took[&size].len());
                let ratio = took.median / self.floor(size);
                write!(report, " {took} | {rounds} | {ratio:.2} |").unwrap();
            }
            let Checked { refused, missing, wrong, .. } = &row.checked;
            let refused = refused.values().sum::<usize>() + missing;
            writeln!(report, " {refused} | {} |", wrong.count).unwrap();
        }
        for row in &self.0 {
            for (why, count) in &row.checked.refused {
                write!(report, "\n{} refuses {count}: `{why}`\n", row.peer).unwrap();
            }
            for (fact, count) in &row.checked.wrong.facts {
                let example = &row.checked.wrong.examples[fact];
                write!(report, "\n{} has {fact} wrong, {count} times: `{example}`\n", row.peer)
                    .unwrap();
            }
        }
        report
    }
}

const ABOUT: &str = "## Decode\n\nFrom a response's bytes to every certificate's facts as text: \
    subject and issuer, serial number, dates, alternative names, key, signature, SHA-256 \
    fingerprint, extensions, usages, and constraints. The certificates are Mozilla's roots and \
    leaves with RSA 2048, RSA 4096, P-256, P-384, and Ed25519 keys. Milliseconds per 1,000 \
    certificates: median (min–max), in turns, with garbage collected before each; the first round \
    of the longer list runs cold.\n\nThe floor ([floor.js](decode/floor.js)) is hand-written \
    JavaScript, and ratios are to the faster of its two ways to compute fingerprints. The panel \
    formats its facts here as the peers do; normally it keeps values and formats only what is \
    displayed. Its time includes work that the others don't do: pairing with keys, checking \
    chains, all extensions, digests for comparison with the next list, and wiping all memory. \
    Libraries without a fast SHA-256 use the floor's.\n\nRefused and wrong are out of the 10,000. \
    Wrong means different from `x509-parser`, which shares no code with any of them, or from the \
    browser's own SHA-256.\n";
