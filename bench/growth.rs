//! What the responses that cost most cost: time, the longest step, memory, and exports, as they
//! grow: `cargo run --release -p cert-inventory --example growth`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench may fail by panicking"
)]

#[path = "../crates/cert-inventory/tests/common/der.rs"]
mod der;
#[path = "../crates/cert-inventory/tests/common/hostile.rs"]
mod hostile;
#[path = "../crates/cert-inventory/tests/common/peak.rs"]
mod peak;
#[path = "../crates/cert-inventory/tests/common/work.rs"]
mod work;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use peak::{Allocated, Counting, allocated};

const HEAD: &str = "\
# Growth

What the responses that cost most to read cost: `cargo run --release -p cert-inventory --example \
growth`, natively, so times in a browser are several times as long, and memory is a little less, \
because pointers are shorter there. Each response is read twice, the second time with every name \
changed; then all items are judged, searched, exported in each format, and compared. The panel rests \
between steps. Peak memory is all but the response itself as it was sent. Where fewer than 16 MiB \
are listed, the response has the most entries that are read, 25,000.

";

const MIB: usize = 1024 * 1024;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How long the steps take.
struct Steps {
    since: Instant,
    all: Duration,
    longest: (Duration, &'static str),
}

impl Steps {
    fn begin() -> Self {
        Self { since: Instant::now(), all: Duration::ZERO, longest: (Duration::ZERO, "") }
    }

    fn end(&mut self, name: &'static str) {
        let took = self.since.elapsed();
        self.all += took;
        self.longest = self.longest.max((took, name));
        self.since = Instant::now();
    }
}

fn main() {
    let only = std::env::args().nth(1);
    let mut report = String::from(
        "| Response | MiB | ms | longest step, ms | which | peak, MiB | peak, × | longest export, × | time, 4 × the length |\n\
         |---|--:|--:|--:|---|--:|--:|--:|--:|\n",
    );
    let sizes = [1, 4, 16];
    let kinds: Vec<&str> = hostile::responses(1000).into_iter().map(|(name, _)| name).collect();
    for kind in kinds {
        if only.as_ref().is_some_and(|only| !kind.contains(only.as_str())) {
            continue;
        }
        let mut last = Duration::ZERO;
        for size in sizes {
            let (_, body) = hostile::responses(size * MIB - 2048)
                .into_iter()
                .find(|(name, _)| *name == kind)
                .unwrap();
            let length = body.len();
            let bodies = hostile::renamed(body);
            let mut steps = Steps::begin();
            let (exported, Allocated { peak, .. }) =
                allocated(|| work::all(&bodies, &mut |name| steps.end(name)));
            let time = steps.all;
            let growth = if last.is_zero() {
                String::new()
            } else {
                format!("{:.1}", time.as_secs_f64() / last.as_secs_f64())
            };
            last = time;
            let line = format!(
                "| {kind} | {:.1} | {:.0} | {:.0} | {} | {:.1} | {:.1} | {:.1} | {growth} |",
                length as f64 / MIB as f64,
                time.as_secs_f64() * 1000.0,
                steps.longest.0.as_secs_f64() * 1000.0,
                steps.longest.1,
                peak as f64 / MIB as f64,
                peak as f64 / length as f64,
                exported as f64 / length as f64,
            );
            eprintln!("{line}");
            writeln!(report, "{line}").unwrap();
        }
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/GROWTH.md");
    // The part below is `keys.rs`'s.
    let text = std::fs::read_to_string(&here).unwrap();
    let below = text.split_once("\n## ").map(|(_, rest)| format!("\n## {rest}"));
    std::fs::write(here, format!("{HEAD}{report}{}", below.unwrap_or_default())).unwrap();
}
