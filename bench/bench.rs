//! Compares the panel's cost with that of equivalent JavaScript pages: `cargo xtask bench`. All
//! pages are exercised the same way in one Chromium, in turns, and the medians are written to
//! `RESULTS.md`.
//!
//! Not a test: times depend on the machine. Ratios within one run mean more than the times
//! themselves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench may fail by panicking"
)]

#[path = "chart.rs"]
mod chart;
#[path = "counters.rs"]
mod counters;
#[path = "decode.rs"]
mod decode;
#[path = "../crates/cert-inventory/tests/common/der.rs"]
mod der;
#[path = "download.rs"]
mod download;
#[path = "figures.rs"]
mod figures;
#[path = "../crates/cert-inventory/tests/common/hostile.rs"]
mod hostile;
#[path = "keys.rs"]
mod keys;
#[path = "lists.rs"]
mod lists;
#[path = "memory.rs"]
mod memory;
#[path = "refresh.rs"]
mod refresh;
#[path = "report.rs"]
mod report;
#[path = "start.rs"]
mod start;
#[path = "table.rs"]
mod table;
#[path = "trace.rs"]
mod trace;
#[path = "visit.rs"]
mod visit;

use std::path::{Path, PathBuf};
use std::time::Instant;

use browser_harness::{copy_folder, dist, scenario_with};
use demo::Options;
use download::Download;
use figures::Figures;
use memory::Memory;
use report::Run;
use start::Seen;
use visit::Tab;

/// Each figure is the median of this many rounds.
const ROUNDS: usize = 5;

/// The demo cluster's initial number of entries.
const ELEVEN: u64 = 11;

/// The number of pairs to add for measurements of long lists.
const SIZES: [u64; 2] = [1_000, LARGEST];
const LARGEST: u64 = 10_000;

const PANEL: &str = "panel";

#[tokio::test(flavor = "multi_thread")]
async fn bench() {
    let begin = Instant::now();
    let site = tempfile::tempdir().unwrap();
    copy_folder(&dist(), site.path());
    copy_folder(&peers(), site.path());
    let options =
        Options { no_sign_in: true, dist: Some(site.path().to_owned()), ..Options::default() };
    let (mut figures, mut seen, mut memory) =
        (Figures::default(), Seen::default(), Memory::default());
    let mut decoded = None;
    scenario_with(options, async |page| {
        let tab = Tab::of(page).await;
        let tell = |what: &str| println!("{:>5} s  {what}", begin.elapsed().as_secs());
        tell("decoding");
        decoded = Some(decode::decode(page, &tab.devtools, site.path()).await);
        for size in [ELEVEN, SIZES[0], LARGEST] {
            if size > ELEVEN {
                lists::has(page, size, site.path()).await;
            }
            if size != SIZES[0] {
                tell(&format!("{size}: start"));
                start::rounds(&tab, size, &mut figures, &mut seen).await;
            }
            for round in 1..=ROUNDS {
                if size > ELEVEN {
                    tell(&format!("{size}, round {round} of {ROUNDS}: table and refresh"));
                    table::round(&tab, size, &mut figures).await;
                    refresh::round(&tab, size, &mut figures).await;
                }
            }
            tell(&format!("{size}: memory"));
            memory.note(&tab, size).await;
        }
    })
    .await;
    let run = Run {
        figures: &figures,
        download: &Download::of(&dist(), &seen.files),
        decoded: decoded.as_ref().unwrap(),
        seen: &seen,
        memory: &memory,
    };
    let text = run.text();
    println!("{text}");
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench");
    std::fs::write(here.join("RESULTS.md"), text).unwrap();
    std::fs::write(here.join("results.svg"), chart::drawn(&run)).unwrap();
}

/// The peers' pages, built by `build.mjs`.
fn peers() -> PathBuf {
    std::env::var_os("BENCH_PEERS").expect("run cargo xtask bench").into()
}
