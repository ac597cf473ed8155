//! The table in use: compares the panel with the same table in plain JavaScript, Solid, and React.

use std::fmt::Write;

use super::figures::Figures;
use super::lists;
use super::trace::Trace;
use super::visit::Tab;
use super::{PANEL, ROUNDS, SIZES};

pub const PLAIN: &str = "plain JavaScript";
pub const SKIPPING: &str = "content-visibility";
pub const SOLID: &str = "Solid";
pub const REACT: &str = "React";

/// The pages and their paths.
pub const PAGES: [(&str, &str); 5] = [
    (PANEL, ""),
    (PLAIN, "peers/vanilla.html"),
    (SKIPPING, "peers/vanilla.html?content-visibility"),
    (SOLID, "peers/solid.html?content-visibility"),
    (REACT, "peers/react.html?content-visibility"),
];

pub const CREATE: &str = "create: from data to painted rows";
pub const FIRST_KEY: &str = "search: a letter in every row";
/// The same, including what is out of view.
const WHOLE_KEY: &str = "the same, including rows out of view";
pub const UPDATE: &str = "update every tenth row";
/// The measured keystrokes.
pub const KEYS: [&str; 3] = [FIRST_KEY, "narrow: a tenth of the rows", CLEAR];
const CLEAR: &str = "no match: a text in no row";

/// Each page's actions, in order, with their scripts.
const ACTIONS: [(&str, &str); 7] = [
    (FIRST_KEY, "type('b')"),
    (KEYS[1], "type('TENTH')"),
    (CLEAR, "type('zzzz')"),
    ("show all rows again", "type('')"),
    (UPDATE, "document.querySelector('.freshness button, .update').click()"),
    ("sort by subject", "heads[2].click()"),
    ("open the drawer", "document.querySelector('a.row-link').click()"),
];

/// All measurements, in report order.
pub fn measured() -> impl Iterator<Item = &'static str> {
    let actions = ACTIONS.iter().map(|(what, _)| *what);
    let actions = actions.flat_map(|what| match what {
        FIRST_KEY => vec![FIRST_KEY, WHOLE_KEY],
        what => vec![what],
    });
    std::iter::once(CREATE).chain(actions)
}

/// Milliseconds from an action to the end of the last frame with a visible change, and in `whole`
/// to the end of the last frame with any change. Mutations are only recorded while measuring, and
/// positions are never queried for nodes that the browser skips, because that would force their
/// layout. Calls an input's native setter, because React checks for that.
const MEASURE: &str = "
    const type = (text) => {
        const input = document.querySelector('input[type=search]');
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const heads = document.querySelectorAll('button.head');
    const waits = () => document.querySelector('.freshness .busy');
    // Clock updates aren't a response to the action.
    const isAnswer = ({ target, attributeName }) =>
        !target.parentElement?.closest('.freshness') && !attributeName?.startsWith('aria-');
    const isSeen = (node) => {
        const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        if (!element?.checkVisibility({ contentVisibilityAuto: true })) return false;
        const range = document.createRange();
        range.selectNode(node);
        const { top, bottom, height } = range.getBoundingClientRect();
        return height > 0 && bottom > 0 && top < innerHeight;
    };
    const nodes = ({ type, target, addedNodes, removedNodes, previousSibling, nextSibling }) => {
        if (type !== 'childList') return [target];
        if (!removedNodes.length) return [...addedNodes];
        // A removed node was next to its siblings.
        const sides = [previousSibling, nextSibling].filter((node) => node);
        return [...addedNodes, ...(sides.length ? sides : [target])];
    };
    const changedSight = ({ changes }) => changes.flat().filter(isAnswer).some(
        (change) => nodes(change).some(isSeen));
    const frames = [];
    let changes = [], changed = true, quiet = 0;
    const seen = new MutationObserver((more) => {
        changes.push(more);
        changed ||= more.some(isAnswer);
    });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    seen.observe(document, all);
    const begin = performance.now();
    ACTION;
    const frame = () => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            quiet = changed || waits() ? 0 : quiet + 1;
            if (changed) frames.push({ changes, at: performance.now() - begin });
            [changes, changed] = [[], false];
            if (quiet < 2) return frame();
            seen.disconnect();
            window.whole = frames.at(-1).at;
            // The first frame always counts.
            done((frames.slice(1).findLast(changedSight) ?? frames[0]).at);
        };
        port2.postMessage(0);
    });
    frame();";

/// One round: every page in turn.
pub async fn round(tab: &Tab<'_>, size: u64, figures: &mut Figures) {
    for (page, place) in PAGES {
        visit(tab, size, page, place, figures).await;
    }
}

/// Opens a page and performs every action once.
async fn visit(tab: &Tab<'_>, size: u64, page: &'static str, place: &str, figures: &mut Figures) {
    tab.leave().await;
    let load = async {
        tab.go(place).await;
        tab.painted().await;
    };
    let (trace, ()) = Trace::of(&tab.devtools, load).await;
    let begin = trace.task_at(trace.mark("first row")).begin;
    figures.note(size, CREATE, page, trace.painted() - begin);
    tab.settled().await;
    let tenth = format!("bulk-{}", if size < 10_000 { "000" } else { "00" });
    for (what, action) in ACTIONS {
        if what == UPDATE && page == PANEL {
            lists::renew_every_tenth(tab.page, size);
        }
        let script = MEASURE.replace("ACTION", &action.replace("TENTH", &tenth));
        figures.note(size, what, page, tab.measured(&script).await);
        if what == FIRST_KEY {
            let whole = tab.devtools.evaluate("whole").await.as_f64().unwrap();
            figures.note(size, WHOLE_KEY, page, whole);
        }
        if what == UPDATE {
            // New items are analyzed after they are shown.
            tab.settled().await;
        }
    }
}

/// The figures as Markdown.
pub fn section(figures: &Figures) -> String {
    let mut section = format!(
        "## Table\n\nMilliseconds: median (min–max) of {ROUNDS} rounds, pages in turns. Ratios are \
         the panel's to plain JavaScript with `content-visibility: auto`, which Solid and React \
         also use. Peers get already decoded rows ([peers/](peers)) and the panel's own styles. An \
         action ends with the last frame that changes something in view, so nothing is faster than \
         a frame; for the first keystroke, the time until the rest of the page is done is also \
         listed. Creating starts with the task that creates the first row and ends with the frame \
         that shows it; for the panel, it includes a last slice of decoding. Updating means \
         showing given data for the peers; for the panel, it means requesting the whole list, \
         decoding what is new, and showing it.\n"
    );
    for size in SIZES {
        write!(section, "\n### {size} pairs\n\n| What |").unwrap();
        for (page, _) in PAGES {
            write!(section, " {page} |").unwrap();
        }
        section.push_str(" Ratio |\n|---|--:|--:|--:|--:|--:|--:|\n");
        for what in measured() {
            write!(section, "| {what} |").unwrap();
            for (page, _) in PAGES {
                let told = figures.of(size, what, page).map(|spread| spread.to_string());
                write!(section, " {} |", told.unwrap_or_default()).unwrap();
            }
            let ratio = figures.ratio(size, what, PANEL, SKIPPING);
            writeln!(section, " {ratio:.2} |").unwrap();
        }
    }
    section
}
