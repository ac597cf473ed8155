//! The output of a Nagios plugin: a status line, performance data, then a line for each row that
//! needs attention.
//!
//! <https://nagios-plugins.org/doc/guidelines.html#PLUGOUTPUT>

use cert_inventory::{Expiry, visible};

use crate::exit::Exit;
use crate::language::ENGLISH;
use crate::report::{FailOn, Kind, Report, Row};

/// Nagios cuts what is longer, wherever that is.
const MOST_BYTES: usize = 4096;
/// Of these, the summary's and the performance data's; the others are for the rows.
const SUMMARY_BYTES: usize = 1024;
const STATUS_BYTES: usize = 3072;

/// Writes one status for all reports. What doesn't fit is left out: from the summary its end, from
/// the performance data what has the most time left, and from the rows the last.
pub fn write(reports: &[Report], fail_on: FailOn) -> String {
    let exit = reports.iter().map(|report| report.exit(fail_on)).fold(Exit::Fine, Exit::and);
    let several = reports.len() > 1;
    let summaries = reports.iter().map(|report| {
        let summary = match &report.outcome {
            Ok(list) => list.summary(&ENGLISH),
            Err(why) => format!("couldn’t be read: {why}"),
        };
        if several { format!("{}: {summary}", report.source) } else { summary }
    });
    let summary = plain(&summaries.collect::<Vec<_>>().join("; "));
    let mut text = format!("CERTDECK {} - {}", word(exit), cut(&summary, SUMMARY_BYTES));
    let mut data: Vec<_> = reports.iter().flat_map(|report| days_left(report, several)).collect();
    data.sort_by_key(|(_, days)| *days);
    let mut separator = " | ";
    for (label, days) in data {
        let value = format!("{separator}{label}={days}");
        if text.len() + value.len() <= STATUS_BYTES {
            text.push_str(&value);
            separator = " ";
        }
    }
    text.push('\n');
    let lines = lines(reports, fail_on, several);
    for (at, line) in lines.iter().enumerate() {
        let rest = format!("{} more; see certdeck check\n", lines.len() - at);
        let room = MOST_BYTES - if at + 1 < lines.len() { rest.len() } else { 0 };
        if text.len() + line.len() > room {
            text.push_str(&rest);
            break;
        }
        text.push_str(line);
    }
    text
}

/// A line for each row that needs attention.
fn lines(reports: &[Report], fail_on: FailOn, several: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for report in reports {
        let rows = report.outcome.iter().flat_map(|list| &list.rows);
        for row in rows.filter(|row| row.exit(fail_on) != Exit::Fine) {
            let name = if several { format!("{}: ", report.source) } else { String::new() };
            let parts =
                [row.verdict.label().to_string(), row.when(&ENGLISH), row.details(&ENGLISH)];
            let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let line = format!("{name}{}: {}", row.name, parts.join(", "));
            let line = cut(&plain(&line), SUMMARY_BYTES);
            lines.push(format!("{}: {line}\n", word(row.exit(fail_on))));
        }
    }
    lines
}

/// The beginning of a text, with an ellipsis if it isn't all.
fn cut(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(bytes - '…'.len_utf8());
    format!("{}…", text.get(..end).unwrap_or_default())
}

fn word(exit: Exit) -> &'static str {
    match exit {
        Exit::Fine => "OK",
        Exit::Warning => "WARNING",
        Exit::Critical => "CRITICAL",
        Exit::Unknown => "UNKNOWN",
    }
}

/// Days left for each name, negative if it has expired. A name that isn't plain is left out: quoting
/// differs between Nagios's relatives.
fn days_left(report: &Report, several: bool) -> Vec<(String, i64)> {
    let of = |row: &Row| {
        let days = match row.expiry {
            Expiry::Expired { days } => -i64::from(days),
            Expiry::ExpiresToday => 0,
            Expiry::Critical { days } | Expiry::Soon { days } | Expiry::Healthy { days } => {
                i64::from(days)
            }
            _ => return None,
        };
        let source = if several { format!("{}_", report.source) } else { String::new() };
        let label = match row.kind {
            Kind::License => format!("{source}license_expiration"),
            _ => format!("{source}{}", row.name),
        };
        let is_plain = label.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        is_plain.then_some((label, days))
    };
    report.outcome.iter().flat_map(|list| list.rows.iter().filter_map(of)).collect()
}

/// Without the character that begins the performance data.
fn plain(text: &str) -> String {
    visible(text).replace('|', "¦")
}
