//! A table for people.

use anstyle::{AnsiColor, Style};
use cert_inventory::{Verdict, visible};

use crate::report::{Kind, Report, Row};
use crate::table::{self, Cell};

/// Writes a table for each report.
pub fn write(reports: &[Report], width: Option<usize>) -> String {
    let texts: Vec<String> = reports.iter().map(|report| one(report, width)).collect();
    texts.join("\n")
}

fn one(report: &Report, width: Option<usize>) -> String {
    let bold = Style::new().bold();
    let source = &report.source;
    match &report.outcome {
        Err(why) => {
            let red = AnsiColor::Red.on_default();
            format!("{bold}{source}{bold:#}: {red}couldn’t be read{red:#}. {}\n", visible(why))
        }
        Ok(list) => {
            let rows: Vec<_> = list.rows.iter().map(row).collect();
            let name = match &list.fqdn {
                Some(fqdn) if fqdn != source => format!(" ({})", visible(fqdn)),
                _ => String::new(),
            };
            let heading = format!("{bold}{source}{bold:#}{name}: {}\n", list.summary());
            if rows.is_empty() {
                return heading;
            }
            heading + &table::write(["STATUS", "NAME", "EXPIRES", "", "DETAILS"], &rows, width)
        }
    }
}

fn row(row: &Row) -> [Cell; 5] {
    let name = match row.kind {
        Kind::License => "(license)".into(),
        Kind::Certificate | Kind::Absent | Kind::Text => visible(&row.name),
    };
    [
        Cell::styled(row.verdict.label().0, color(row.verdict)),
        Cell::new(name),
        Cell::new(row.day()),
        Cell::new(row.when()),
        Cell::new(visible(&row.details())),
    ]
}

fn color(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Broken | Verdict::Expired | Verdict::NotYetValid => AnsiColor::Red.on_default(),
        Verdict::Expiring | Verdict::Unknown | Verdict::Warning => AnsiColor::Yellow.on_default(),
        Verdict::Ok => AnsiColor::Green.on_default(),
        Verdict::Empty => Style::new(),
    }
}
