//! The figures of `bench.rs`, as a table and as a drawing.

use std::fmt::Write;

use super::{ACTIONS, Figures, PAGES, REFRESHES, ROUNDS, SIZES};

/// The figures as a text, with what they mean.
pub fn table(figures: &Figures, memory: &str) -> String {
    let mut report = format!(
        "# Beside plain JavaScript\n\n`cargo xtask bench`: the panel and a page of plain JavaScript \
         in one Chromium, in turns, in front of the demo cluster. Milliseconds, medians of {ROUNDS} \
         with the least and the greatest; the ratio is that to plain JavaScript with \
         `content-visibility`. The peers ([peers/vanilla.js](peers/vanilla.js)) get rows that are \
         decoded already, and the panel's own style; the panel fetches and decodes pairs of \
         certificates and P-256 keys, and checks their signatures.\n\n\
         An action takes until the end of the last frame in which the page still changed, so that \
         nothing is faster than a frame.\n"
    );
    for size in SIZES {
        write!(
            report,
            "\n## {size} pairs\n\n| What | Panel | Plain | content-visibility | Ratio |\n"
        )
        .unwrap();
        report.push_str("|---|--:|--:|--:|--:|\n");
        for what in order() {
            let cells = PAGES.map(|(page, _)| figures.get(&(size, what.clone(), page)));
            let ratio = match (cells[0], cells[2]) {
                (Some(panel), Some(peer)) => format!("{:.2}", median(panel) / median(peer)),
                _ => String::new(),
            };
            let [panel, plain, peer] = cells.map(|values| values.map(told).unwrap_or_default());
            writeln!(report, "| {what} | {panel} | {plain} | {peer} | {ratio} |").unwrap();
        }
    }
    write!(
        report,
        "\n## Memory of the panel\n\nBytes, garbage collected; after loading, and after \
         {REFRESHES} refreshes that brought nothing new.\n\n\
         | Pairs | WebAssembly | JavaScript | WebAssembly after | JavaScript after |\n\
         |--:|--:|--:|--:|--:|\n{memory}"
    )
    .unwrap();
    report.push_str("\n![The same figures](results.svg)\n");
    report
}

/// All that was measured, as it is told.
fn order() -> Vec<String> {
    let loads = ["load: main thread", "load: longest task"];
    let refreshes = ["refresh: unchanged", "refresh: one pair more"];
    let actions = ACTIONS.map(|(what, _)| what);
    loads.iter().chain(&actions).chain(&refreshes).map(ToString::to_string).collect()
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn told(values: &Vec<f64>) -> String {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(0.0, f64::max);
    format!("{:.0} ({least:.0}–{most:.0})", median(values))
}

/// The largest list as bars, one colour a page.
pub fn chart(figures: &Figures) -> String {
    let size = SIZES[SIZES.len() - 1];
    let colours = ["#0f766e", "#9aa5b1", "#4b5563"];
    let most = figures.iter().filter(|((of, ..), _)| *of == size).map(|(_, values)| median(values));
    let scale = 420.0 / most.fold(1.0, f64::max).log10();
    let (mut bars, mut y) = (String::new(), 40);
    for what in order() {
        writeln!(bars, "<text x='230' y='{}' text-anchor='end'>{what}</text>", y + 20).unwrap();
        for ((page, _), colour) in PAGES.iter().zip(colours) {
            if let Some(values) = figures.get(&(size, what.clone(), *page)) {
                let value = median(values);
                let width = value.max(1.0).log10() * scale;
                writeln!(
                    bars,
                    "<rect x='240' y='{y}' width='{width:.0}' height='9' fill='{colour}'/>\
                     <text x='{:.0}' y='{}' class='value'>{value:.0}</text>",
                    246.0 + width,
                    y + 8
                )
                .unwrap();
            }
            y += 10;
        }
        y += 10;
    }
    let legend: String = (0..)
        .zip(PAGES.iter().zip(colours))
        .map(|(at, ((page, _), colour))| {
            let x = 20 + at * 170;
            format!(
                "<rect x='{x}' y='12' width='10' height='10' fill='{colour}'/>\
                 <text x='{}' y='21'>{page}</text>",
                x + 16
            )
        })
        .collect();
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 720 {}' font-family='sans-serif' \
         font-size='11'><style>.value{{font-size:9px}}</style><rect width='720' height='{}' \
         fill='#fff'/>{legend}\n{bars}<text x='240' y='{}'>milliseconds at {size} pairs, \
         logarithmic</text></svg>\n",
        y + 20,
        y + 20,
        y + 10
    )
}
