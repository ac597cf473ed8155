//! A Markdown table, for an issue or a job summary.

use cert_inventory::visible;

use crate::language::ENGLISH;
use crate::report::{Kind, Report};

/// Writes a heading and a table for each report.
pub fn write(reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("## {}\n\n", plain(&report.source)));
        let list = match &report.outcome {
            Ok(list) => list,
            Err(why) => {
                text.push_str(&format!("Couldn’t be read: {}\n", plain(&why.to_string())));
                continue;
            }
        };
        text.push_str(&format!("{}\n", list.summary(&ENGLISH)));
        if list.rows.is_empty() {
            continue;
        }
        text.push_str("\n| Status | Name | Expires | | Details |\n|---|---|---|---|---|\n");
        for row in &list.rows {
            let name = if row.kind == Kind::License { "(license)" } else { &row.name };
            let cells = [
                row.verdict.label().0,
                name,
                &row.day(),
                &row.when(&ENGLISH),
                &row.details(&ENGLISH),
            ];
            text.push_str(&format!("| {} |\n", cells.map(plain).join(" | ")));
        }
    }
    text
}

/// Text without markup: whoever issues a certificate chooses its names.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in visible(text).chars() {
        match character {
            '<' => plain.push_str("&lt;"),
            '&' => plain.push_str("&amp;"),
            '@' => plain.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                plain.extend(['\\', character]);
            }
            _ => plain.push(character),
        }
    }
    plain
}
