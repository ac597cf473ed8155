//! Certificates to facts: the panel's decoder beside the libraries that a page would use instead,
//! and beside the least that JavaScript can do, all in one page and in turns.

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
use super::harness::{Page, Places};
use inputs::Inputs;

/// How many certificates are decoded.
const SIZES: [usize; 2] = [1_000, LARGEST];
const LARGEST: usize = 10_000;

const PANEL: &str = "panel";

/// The least that JavaScript can do, in the ways in which it can make a fingerprint.
const FLOORS: [&str; 2] = ["floor", "floor, SHA-256 by crypto.subtle"];

/// Who decodes, by the name that the page knows, and how often. A round of the last ones takes up
/// to a minute.
const PEERS: [(&str, usize); 10] = [
    (PANEL, 7),
    ("panel, facts as it keeps them", 7),
    (FLOORS[0], 7),
    (FLOORS[1], 7),
    ("floor, without SHA-256", 7),
    ("@lapo/asn1js", 5),
    ("node-forge", 5),
    ("jsrsasign", 5),
    ("@peculiar/x509", 3),
    ("pkijs", 3),
];

/// One line of the comparison.
struct Row {
    peer: &'static str,
    size: usize,
    rounds: usize,
    /// Milliseconds for 1,000 certificates.
    took: Spread,
    checked: Checked,
}

/// What a peer made of the certificates.
#[derive(Deserialize)]
struct Checked {
    refused: usize,
    wrong: Wrong,
}

#[derive(Deserialize)]
struct Wrong {
    /// How many certificates have a wrong fact.
    count: usize,
    /// How often each fact is wrong.
    facts: BTreeMap<String, usize>,
    /// One of them.
    examples: BTreeMap<String, String>,
}

/// All that was measured.
pub struct Decoded(Vec<Row>);

/// Lets every peer decode, in a page of its own.
pub async fn decode(page: &Page, places: &Places<'_>, site: &Path) -> Decoded {
    let folder = site.join("decode");
    let inputs = Inputs::new(LARGEST);
    for size in SIZES {
        std::fs::write(folder.join(format!("{size}.json")), inputs.body(size)).unwrap();
    }
    let facts: Vec<_> = inputs.0.iter().map(|(entry, der)| reference::of(entry, der)).collect();
    std::fs::write(folder.join("reference.json"), Value::Array(facts).to_string()).unwrap();
    page.open_at("decode/").await;
    let mut rows = Vec::new();
    for size in SIZES {
        let mut took = BTreeMap::<_, Vec<f64>>::new();
        // The first round of each warms the browser's compilers up, and is looked at instead.
        let mut checked = Vec::new();
        for (peer, _) in PEERS {
            let found = ask(places, "check", peer, size).await;
            checked.push(serde_json::from_value::<Checked>(found).unwrap());
        }
        for round in 0..PEERS[0].1 {
            for (peer, _) in PEERS.iter().filter(|(_, rounds)| round < *rounds) {
                // Nobody pays for what another has left.
                places.collect_garbage().await;
                let milliseconds = ask(places, "round", peer, size).await.as_f64().unwrap();
                took.entry(*peer).or_default().push(milliseconds * 1000.0 / size as f64);
            }
        }
        rows.extend(PEERS.iter().zip(checked).map(|(&(peer, rounds), checked)| Row {
            peer,
            size,
            rounds,
            took: Spread::of(&took[peer]),
            checked,
        }));
    }
    Decoded(rows)
}

/// What the page answers once it is ready.
async fn ask(places: &Places<'_>, what: &str, peer: &str, size: usize) -> Value {
    let script = format!(
        "(async () => {{
            while (!globalThis.bench) await new Promise((done) => setTimeout(done, 20));
            return bench.{what}('{peer}', {size});
        }})()"
    );
    places.evaluate(&script).await
}

impl Decoded {
    fn row(&self, peer: &str, size: usize) -> &Row {
        self.0.iter().find(|row| row.peer == peer && row.size == size).unwrap()
    }

    /// The median of the faster floor.
    fn floor(&self, size: usize) -> f64 {
        let medians = FLOORS.map(|floor| self.row(floor, size).took.median);
        medians.into_iter().fold(f64::INFINITY, f64::min)
    }

    /// How many times the panel takes as long as the floor, for the longest list.
    pub fn ratio(&self) -> f64 {
        self.row(PANEL, LARGEST).took.median / self.floor(LARGEST)
    }

    /// Who decodes the longest list, and in how many milliseconds for 1,000 certificates.
    pub fn bars(&self) -> Vec<(String, f64)> {
        let rows = self.0.iter().filter(|row| row.size == LARGEST);
        rows.map(|row| (row.peer.to_owned(), row.took.median)).collect()
    }

    /// A part of the report.
    pub fn table(&self) -> String {
        let mut report = ABOUT.to_owned();
        for size in SIZES {
            write!(
                report,
                "\n### {size} certificates\n\n| Who | ms for 1,000 | Rounds | Ratio to the floor | \
                 Refused | Wrong |\n|---|--:|--:|--:|--:|--:|\n"
            )
            .unwrap();
            for row in self.0.iter().filter(|row| row.size == size) {
                let Row { peer, rounds, took, checked, .. } = row;
                let ratio = took.median / self.floor(size);
                let (refused, wrong) = (checked.refused, checked.wrong.count);
                writeln!(
                    report,
                    "| {peer} | {took} | {rounds} | {ratio:.2} | {refused} | {wrong} |"
                )
                .unwrap();
            }
        }
        for row in self.0.iter().filter(|row| row.size == LARGEST) {
            for (fact, count) in &row.checked.wrong.facts {
                let example = &row.checked.wrong.examples[fact];
                write!(report, "\nWrong: {}, {fact}, {count} times: `{example}`\n", row.peer)
                    .unwrap();
            }
        }
        report
    }
}

const ABOUT: &str = "## Decode\n\nFrom the bytes of an answer to the facts of every certificate as \
    text: subject and issuer, serial number, dates, alternative names, key, signature, SHA-256 \
    fingerprint, extensions, usages and constraints. The certificates are Mozilla's roots and \
    leaves with RSA 2048, RSA 4096, P-256, P-384 and Ed25519 keys. Milliseconds for 1,000 \
    certificates, medians with the least and the greatest, in turns and with garbage collected \
    before each; every decoder ran once before.\n\nThe floor ([floor.js](decode/floor.js)) is \
    JavaScript written by hand for this, and the ratio is to the faster of its two ways to make \
    fingerprints. The panel \
    writes its facts out here as the peers do; by itself it keeps them and writes out what is \
    seen. Its time has in it what the others do not do: comparing with the list of before, \
    pairing with keys, judging chains, more extensions, and wiping all memory. Where a library \
    has no SHA-256 of its own, it got the floor's.\n\nWhat is wrong was found with \
    `x509-parser`, which shares no code with any of them, and with the browser's own SHA-256.\n";
