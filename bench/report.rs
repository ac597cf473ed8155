//! The targets with their measurements, and all sections in one text.

use std::fmt::Write;

use super::download::Download;
use super::figures::{Figures, number};
use super::memory::Memory;
use super::start::{BY_THE_CLOCK, CACHES, LONGEST_OF_ALL, STATIC, Seen, TABLE};
use super::{ELEVEN, LARGEST, PANEL, refresh, start, table};

/// All measurements of one run.
pub struct Run<'a> {
    pub figures: &'a Figures,
    pub download: &'a Download,
    pub decoded: &'a super::decode::Decoded,
    pub seen: &'a Seen,
    pub memory: &'a Memory,
}

/// A target, its measurement, and whether it's met.
struct Target {
    what: &'static str,
    target: &'static str,
    measured: String,
    met: bool,
}

impl Run<'_> {
    /// The run as Markdown.
    pub fn text(&self) -> String {
        let mut text =
            "# Small and fast, measured side by side\n\nWritten by `cargo xtask bench`: \
            everything in one run of one headless Chromium, in front of the demo cluster. Times \
            depend on the machine; ratios say more. Where a target is missed, [NOTES.md](NOTES.md) \
            tells what was tried and what holds it back.\n\n\
            | What | Target | Measured | |\n|---|---|---|---|\n"
                .to_owned();
        for Target { what, target, measured, met } in self.targets() {
            let met = if met { "met" } else { "**missed**" };
            writeln!(text, "| {what} | {target} | {measured} | {met} |").unwrap();
        }
        text.push_str("\n![The same figures as bars](results.svg)\n");
        for section in [
            self.download.section(),
            self.decoded.table(),
            table::section(self.figures),
            start::section(self.figures, self.seen),
            refresh::section(self.figures),
            self.memory.section(),
        ] {
            write!(text, "\n{}\n", section.trim_end()).unwrap();
        }
        text
    }

    fn targets(&self) -> [Target; 7] {
        let figures = self.figures;
        let of_table = |what| {
            let ratio = figures.ratio(LARGEST, what, PANEL, table::SKIPPING);
            (figures.median(LARGEST, what, PANEL), ratio)
        };
        let [early, all] = self.download.first_visit();
        let decoding = self.decoded.ratio();
        let (create, create_ratio) = of_table(table::CREATE);
        let (key, key_ratio) = of_table(table::FIRST_KEY);
        let keys = table::KEYS.map(|what| figures.median(LARGEST, what, PANEL));
        let slowest = keys.into_iter().fold(0.0, f64::max);
        let share = refresh::share(figures, LARGEST, refresh::UNCHANGED);
        let unchanged = refresh::told(refresh::UNCHANGED, refresh::BUSY);
        let of_tasks =
            |what| CACHES.map(|cache| figures.median(LARGEST, &start::told(cache, what), PANEL));
        let [task, clock] = [LONGEST_OF_ALL, BY_THE_CLOCK].map(of_tasks);
        let [cold, warm] =
            CACHES.map(|cache| figures.ratio(ELEVEN, &start::told(cache, TABLE), PANEL, STATIC));
        [
            Target {
                what: "first load, all files, brotli",
                target: "≤ 110 KB",
                measured: format!(
                    "{:.1} KB; {:.1} KB until the table is painted",
                    all as f64 / 1000.0,
                    early as f64 / 1000.0
                ),
                met: all <= 110_000,
            },
            Target {
                what: "decode, ms per 1,000 at 10,000, ratio to the hand-written JavaScript floor",
                target: "≤ 1.0",
                measured: format!("{decoding:.2}"),
                met: decoding <= 1.0,
            },
            Target {
                what: "10,000 rows, create to paint, ratio to vanilla with `content-visibility`",
                target: "≤ 0.5",
                measured: format!("{create_ratio:.2} ({} ms)", number(create)),
                met: create_ratio <= 0.5,
            },
            Target {
                what: "10,000 rows, search keystroke to paint, the slowest of three; ratio to \
                       vanilla for the first",
                target: "≤ 50 ms and ≤ 0.5",
                measured: format!("{} ms; {key_ratio:.2} ({} ms)", number(slowest), number(key)),
                met: slowest <= 50.0 && key_ratio <= 0.5,
            },
            Target {
                what: "unchanged refresh of 10,000 pairs, main-thread time, of the first decode",
                target: "≤ 5 %",
                measured: format!(
                    "{:.1} % ({} ms)",
                    100.0 * share,
                    number(figures.median(LARGEST, &unchanged, PANEL))
                ),
                met: share <= 0.05,
            },
            Target {
                what: "longest task on loading 10,000 pairs, cold and warm cache",
                target: "≤ 50 ms",
                measured: format!(
                    "{} and {} ms ({} and {} by the clock)",
                    number(task[0]),
                    number(task[1]),
                    number(clock[0]),
                    number(clock[1])
                ),
                met: task.iter().all(|task| *task <= 50.0),
            },
            Target {
                what: "start with 11 entries, ratio to the static page, cold and warm cache",
                target: "≤ 1.5",
                measured: format!("{cold:.2} and {warm:.2}"),
                met: cold <= 1.5 && warm <= 1.5,
            },
        ]
    }
}
