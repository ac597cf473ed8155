//! A table for people.

use anstyle::{AnsiColor, Style};
use cert_inventory::{Language, Verdict, label, visible};

use crate::report::{Kind, Report, Row};
use crate::table::{self, Cell};

/// Writes a table for each report.
pub fn write(reports: &[Report], width: Option<usize>, language: &Language) -> String {
    let one = |report| one(report, width, language);
    let texts: Vec<String> = reports.iter().map(one).collect();
    texts.join("\n")
}

fn one(report: &Report, width: Option<usize>, language: &Language) -> String {
    let bold = Style::new().bold();
    let source = &report.source;
    match &report.outcome {
        Err(why) => {
            let red = AnsiColor::Red.on_default();
            let unread = label!("couldn’t be read").localized(language);
            let why = why.localized(language);
            format!("{bold}{source}{bold:#}: {red}{unread}{red:#}. {}\n", visible(&why))
        }
        Ok(list) => {
            let rows: Vec<_> = list.rows.iter().map(|one| row(one, language)).collect();
            let name = match &list.fqdn {
                Some(fqdn) if fqdn != source => format!(" ({})", visible(fqdn)),
                _ => String::new(),
            };
            let heading = format!("{bold}{source}{bold:#}{name}: {}\n", list.summary(language));
            if rows.is_empty() {
                return heading;
            }
            let header = [
                label!("STATUS"),
                label!("NAME"),
                label!("EXPIRES"),
                label!(""),
                label!("DETAILS"),
            ];
            let header = header.map(|column| column.localized(language));
            format!("{heading}{}", table::write(header, &rows, width))
        }
    }
}

fn row(row: &Row, language: &Language) -> [Cell; 5] {
    let name = match row.kind {
        Kind::License => label!("(license)").localized(language).into(),
        Kind::Certificate | Kind::Absent | Kind::Text => visible(&row.name),
    };
    [
        Cell::styled(row.verdict.label().localized(language), color(row.verdict)),
        Cell::new(name),
        Cell::new(row.day()),
        Cell::new(row.when(language)),
        Cell::new(visible(&row.details(language))),
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
