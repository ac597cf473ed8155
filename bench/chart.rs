//! Draws a run's figures as bars on a logarithmic scale in milliseconds.

use std::fmt::Write;

use super::figures::number;
use super::report::Run;
use super::start::{CACHES, STATIC, TABLE};
use super::{ELEVEN, LARGEST, PANEL, refresh, start, table};

const WIDTH: f64 = 860.0;
/// Where bars start and the longest may end.
const LEFT: f64 = 270.0;
const RIGHT: f64 = 800.0;
const BAR: f64 = 11.0;
const LINE: f64 = 14.0;

/// One color per page, in the legend's order.
const COLOURS: [(&str, &str); 6] = [
    (PANEL, "#0f766e"),
    (table::PLAIN, "#cbd5e1"),
    (table::SKIPPING, "#64748b"),
    (table::SOLID, "#3b82f6"),
    (table::REACT, "#f59e0b"),
    (STATIC, "#334155"),
];

/// A group's caption, and its bars: the color's name and milliseconds.
struct Group {
    label: String,
    bars: Vec<(&'static str, f64)>,
}

struct Part {
    title: String,
    groups: Vec<Group>,
}

/// The whole drawing.
pub fn drawn(run: &Run<'_>) -> String {
    let parts = parts(run);
    let values = parts.iter().flat_map(|part| &part.groups).flat_map(|group| &group.bars);
    let most = values.map(|(_, value)| *value).fold(10.0, f64::max);
    let decades = most.log10().ceil();
    let x = |value: f64| LEFT + (RIGHT - LEFT) * value.max(1.0).log10() / decades;
    let mut y = 80.0;
    let mut body = String::new();
    for Part { title, groups } in &parts {
        let top = y + 12.0;
        writeln!(body, "<text x='20' y='{}' class='title'>{title}</text>", y + 4.0).unwrap();
        y += 22.0;
        let mut bars = String::new();
        for Group { label, bars: values } in groups {
            let height = LINE * values.len() as f64;
            let middle = y + height / 2.0 + 3.0;
            writeln!(
                bars,
                "<text x='{}' y='{middle:.1}' class='label'>{label}</text>",
                LEFT - 10.0
            )
            .unwrap();
            for (who, value) in values {
                let (end, colour) = (x(*value), colour(who));
                writeln!(
                    bars,
                    "<rect x='{LEFT}' y='{y:.1}' width='{:.1}' height='{BAR}' rx='2' \
                     fill='{colour}'><title>{who}: {} ms</title></rect>\
                     <text x='{:.1}' y='{:.1}' class='value'>{}</text>",
                    (end - LEFT).max(1.0),
                    number(*value),
                    end.max(LEFT + 1.0) + 5.0,
                    y + 9.0,
                    number(*value)
                )
                .unwrap();
                y += LINE;
            }
            y += 8.0;
        }
        body.push_str(&grid(decades, x, top, y));
        body.push_str(&bars);
        y += 42.0;
    }
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {y:.0}' \
         font-family='system-ui, sans-serif' font-size='12' fill='#1e293b'>\
         <style>.title{{font-size:14px;font-weight:600}}.label{{text-anchor:end}}\
         .value{{font-size:10.5px;fill:#475569}}.tick{{font-size:10.5px;fill:#64748b;\
         text-anchor:middle}}</style>\
         <rect width='100%' height='100%' fill='#fff'/>\
         <text x='20' y='26' class='title' style='font-size:15px'>Milliseconds on a \
         logarithmic scale: each line is ten times the previous, shorter is better</text>\n{}{body}</svg>\n",
        legend()
    )
}

fn colour(who: &str) -> &'static str {
    COLOURS.iter().find(|(name, _)| *name == who).map_or("#94a3b8", |(_, colour)| colour)
}

fn legend() -> String {
    let mut x = 20.0;
    let mut legend = String::new();
    for (name, colour) in COLOURS {
        writeln!(
            legend,
            "<rect x='{x}' y='38' width='12' height='12' rx='2' fill='{colour}'/>\
             <text x='{}' y='48'>{name}</text>",
            x + 18.0
        )
        .unwrap();
        x += 42.0 + 7.0 * name.len() as f64;
    }
    legend
}

/// Lines at 1, 10, 100 … milliseconds.
fn grid(decades: f64, x: impl Fn(f64) -> f64, top: f64, bottom: f64) -> String {
    let mut grid = String::new();
    for decade in 0..=decades as i32 {
        let value = 10_f64.powi(decade);
        let at = x(value);
        writeln!(
            grid,
            "<line x1='{at:.1}' x2='{at:.1}' y1='{top:.1}' y2='{bottom:.1}' stroke='#e2e8f0'/>\
             <text x='{at:.1}' y='{:.1}' class='tick'>{value}</text>",
            bottom + 12.0
        )
        .unwrap();
    }
    grid
}

fn parts(run: &Run<'_>) -> Vec<Part> {
    let figures = run.figures;
    let group = |label: &str, size, what: &str, pages: &[&'static str]| Group {
        label: label.replace('&', "&amp;"),
        bars: pages.iter().map(|page| (*page, figures.median(size, what, page))).collect(),
    };
    let pages = table::PAGES.map(|(page, _)| page);
    let actions = table::measured().map(|what| group(what, LARGEST, what, &pages)).collect();
    let starts = [(ELEVEN, "11 entries"), (LARGEST, "10,000 pairs")].into_iter();
    let starts = starts.flat_map(|(size, name)| {
        CACHES.map(|cache| {
            let what = start::told(cache, TABLE);
            group(&format!("{name}, {cache} cache"), size, &what, &[PANEL, STATIC])
        })
    });
    let refreshes = refresh::CHANGES
        .map(|change| group(change, LARGEST, &refresh::told(change, refresh::BUSY), &[PANEL]));
    let first = group(refresh::DECODE, LARGEST, refresh::DECODE, &[PANEL]);
    let decoders = run.decoded.bars().into_iter().map(|(label, value)| {
        let who = if label == PANEL { PANEL } else { "" };
        Group { label, bars: vec![(who, value)] }
    });
    vec![
        Part { title: "Table of 10,000 rows: from action to paint".to_owned(), groups: actions },
        Part { title: "From navigation to the painted table".to_owned(), groups: starts.collect() },
        Part {
            title: "Panel main thread, 10,000 pairs: first decode, then refreshes".to_owned(),
            groups: std::iter::once(first).chain(refreshes).collect(),
        },
        Part {
            title: "Decoding, per 1,000 of 10,000 certificates".to_owned(),
            groups: decoders.collect(),
        },
    ]
}
