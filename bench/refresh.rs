//! The cost of a refresh: nothing changed, one pair renewed, every tenth renewed.

use std::fmt::Write;

use super::figures::Figures;
use super::lists;
use super::trace::Trace;
use super::visit::Tab;
use super::{PANEL, ROUNDS, SIZES};

pub const DECODE: &str = "first decode";
pub const UNCHANGED: &str = "nothing changed";
pub const CHANGES: [&str; 3] = [UNCHANGED, "one pair renewed", "every tenth pair renewed"];

const LIST_BEGAN: &str = "performance.getEntriesByType('resource')
    .find(({ name }) => name.endsWith('v1/cluster/certificates')).responseStart";

/// One round: the first load, then each kind of change once.
pub async fn round(tab: &Tab<'_>, size: u64, figures: &mut Figures) {
    tab.leave().await;
    let load = async {
        tab.go("").await;
        tab.painted().await;
    };
    let (trace, ()) = Trace::of(&tab.devtools, load).await;
    tab.settled().await;
    let began = trace.origin + tab.devtools.evaluate(LIST_BEGAN).await.as_f64().unwrap();
    let drawn = trace.task_at(trace.mark("first row")).begin;
    figures.note(size, DECODE, PANEL, trace.busy(began, drawn));
    for change in CHANGES {
        match change {
            UNCHANGED => {}
            "one pair renewed" => lists::renew(tab.page, 2),
            _ => lists::renew_every_tenth(tab.page, size),
        }
        let refresh = async {
            tab.refreshed().await;
            tab.settled().await;
        };
        let (trace, ()) = Trace::of(&tab.devtools, refresh).await;
        let pressed = trace.mark("pressed");
        let mut note = |what, value| figures.note(size, &told(change, what), PANEL, value);
        note(BUSY, trace.busy(pressed, f64::INFINITY));
        note(LONGEST, trace.longest(pressed, f64::INFINITY)[0].took);
        note(SHOWN, trace.mark("refreshed") - pressed);
    }
}

pub const BUSY: &str = "main thread";
const LONGEST: &str = "longest task";
const SHOWN: &str = "until it is shown";

pub fn told(change: &str, what: &str) -> String {
    format!("{change}: {what}")
}

/// A refresh's cost as a fraction of the first decode.
pub fn share(figures: &Figures, size: u64, change: &str) -> f64 {
    figures.median(size, &told(change, BUSY), PANEL) / figures.median(size, DECODE, PANEL)
}

/// The figures as Markdown.
pub fn section(figures: &Figures) -> String {
    let mut section = format!(
        "## Refresh\n\nThe panel's main-thread CPU time in milliseconds, from pressing Refresh \
         until idle, everything included; median (min–max) of {ROUNDS} rounds. The first decode is \
         the same for loading, from the first byte of the list's response to the start of the task \
         that draws the first row. “Until shown” is wall time and includes the network and the \
         demo cluster, which writes the list anew each time.\n"
    );
    for size in SIZES {
        let spread = |what: &str| {
            figures.of(size, what, PANEL).map(|spread| spread.to_string()).unwrap_or_default()
        };
        write!(
            section,
            "\n### {size} pairs\n\nFirst decode: {} ms.\n\n\
             | What changed | Main thread | % of first decode | Longest task | Until shown |\n\
             |---|--:|--:|--:|--:|\n",
            spread(DECODE)
        )
        .unwrap();
        for change in CHANGES {
            let [busy, longest, shown] =
                [BUSY, LONGEST, SHOWN].map(|what| spread(&told(change, what)));
            let share = 100.0 * share(figures, size, change);
            writeln!(section, "| {change} | {busy} | {share:.1}% | {longest} | {shown} |").unwrap();
        }
    }
    section
}
