//! How reports are written.

mod github;
mod json;
mod markdown;
mod nagios;
mod prometheus;
mod table;

use clap::ValueEnum;

use crate::language;
use crate::report::{FailOn, Report};

/// How to write reports.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Table,
    /// All facts, as the panel exports them; `certdeck diff` reads it
    Json,
    /// For the node exporter's textfile collector
    Prometheus,
    /// One line with performance data, for Nagios and its relatives
    Nagios,
    /// Annotations in GitHub Actions
    Github,
    /// A table for an issue or a job summary
    Markdown,
}

/// Writes reports. `width` is that of the terminal, if it's one.
pub fn format(format: Format, reports: &[Report], fail_on: FailOn, width: Option<usize>) -> String {
    match format {
        Format::Table => table::write(reports, width, language::reader()),
        Format::Json => json::write(reports),
        Format::Prometheus => prometheus::write(reports),
        Format::Nagios => nagios::write(reports, fail_on),
        Format::Github => github::write(reports, fail_on),
        Format::Markdown => markdown::write(reports),
    }
}
