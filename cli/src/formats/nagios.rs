//! The output of a Nagios plugin: a status line, performance data, then a line for each row that
//! needs attention.
//!
//! <https://nagios-plugins.org/doc/guidelines.html#PLUGOUTPUT>

use cert_inventory::{Expiry, visible};

use crate::exit::Exit;
use crate::report::{FailOn, Kind, Report, Row};

/// Writes one status for all reports.
pub fn write(reports: &[Report], fail_on: FailOn) -> String {
    let exit = reports.iter().map(|report| report.exit(fail_on)).fold(Exit::Fine, Exit::and);
    let several = reports.len() > 1;
    let summaries = reports.iter().map(|report| {
        let summary = match &report.outcome {
            Ok(list) => list.summary(),
            Err(why) => format!("couldn’t be read: {why}"),
        };
        if several { format!("{}: {summary}", report.source) } else { summary }
    });
    let summary = plain(&summaries.collect::<Vec<_>>().join("; "));
    let data: Vec<String> = reports.iter().flat_map(|report| days_left(report, several)).collect();
    let mut text = format!("CERTDECK {} - {summary}", word(exit));
    if !data.is_empty() {
        text.push_str(&format!(" | {}", data.join(" ")));
    }
    text.push('\n');
    for report in reports {
        let rows = report.outcome.iter().flat_map(|list| &list.rows);
        for row in rows.filter(|row| row.exit(fail_on) != Exit::Fine) {
            let name = if several { format!("{}: ", report.source) } else { String::new() };
            let parts = [row.verdict.label().to_string(), row.when(), row.details()];
            let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let line = format!("{name}{}: {}", row.name, parts.join(", "));
            text.push_str(&format!("{}: {}\n", word(row.exit(fail_on)), plain(&line)));
        }
    }
    text
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
fn days_left(report: &Report, several: bool) -> Vec<String> {
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
        is_plain.then(|| format!("{label}={days}"))
    };
    report.outcome.iter().flat_map(|list| list.rows.iter().filter_map(of)).collect()
}

/// Without the character that begins the performance data.
fn plain(text: &str) -> String {
    visible(text).replace('|', "¦")
}
