//! What is said of a list of certificates: a row for each name, and how bad it is all in all.
//!
//! Every format writes these rows, so that no two of them disagree. The verdicts are the core's.

mod phrases;
mod rows;

use std::time::Duration;

use cert_inventory::{Expiry, Finding, Language, Message, Timestamp, Verdict, label};
use clap::ValueEnum;

use crate::exit::Exit;

/// What was found out about one list.
#[derive(Debug)]
pub struct Report {
    /// What the list is called: the cluster's name in the arguments, or the file's.
    pub source: String,
    /// How long it took.
    pub duration: Duration,
    /// What is in it, or why it can't be read.
    pub outcome: Result<List, Message>,
}

/// What is in a list.
#[derive(Debug)]
pub struct List {
    /// The cluster's own name, where it's known.
    pub fqdn: Option<String>,
    /// The rows, worst first.
    pub rows: Vec<Row>,
    /// All of it as JSON.
    pub json: String,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name that is listed.
    Certificate,
    /// A name that is not.
    Absent,
    /// The cluster's license.
    License,
    /// Text that belongs to no name.
    Text,
}

/// What is said of a name.
#[derive(Debug)]
pub struct Row {
    /// What it's about.
    pub kind: Kind,
    /// The name, verbatim.
    pub name: String,
    /// Its state.
    pub verdict: Verdict,
    /// Where the present lies in its validity.
    pub expiry: Expiry,
    /// When the certificate that decides about `expiry` becomes valid.
    pub not_before: Option<Timestamp>,
    /// When it expires.
    pub not_after: Option<Timestamp>,
    /// What decided, in a few words; `None` where the dates did.
    pub fact: Option<Message>,
    /// Errors and warnings beside that.
    pub more: (usize, usize),
    /// The broken rules, worst first.
    pub findings: Vec<Finding>,
    /// Who notices, in sentences; empty if nobody does.
    pub impact: String,
    /// Whether the private key matches, where that is known.
    pub key_matches: Option<bool>,
}

/// What makes the exit code other than 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors, what has expired, and what expires within the critical days
    Error,
    /// Warnings, too, and what expires within the warning days
    #[default]
    Warning,
    /// Dates only
    Expiring,
}

impl Row {
    /// How bad it is, by what counts.
    pub fn exit(&self, fail_on: FailOn) -> Exit {
        let by_dates = match self.expiry {
            Expiry::NeverValid | Expiry::Expired { .. } | Expiry::NotYetValid { .. } => {
                Exit::Critical
            }
            Expiry::ExpiresToday | Expiry::Critical { .. } => Exit::Critical,
            Expiry::Soon { .. } => Exit::Warning,
            Expiry::Unknown | Expiry::Healthy { .. } | Expiry::NeverExpires => Exit::Fine,
        };
        let by_verdict = match self.verdict {
            Verdict::Broken | Verdict::Expired | Verdict::NotYetValid => Exit::Critical,
            Verdict::Expiring => by_dates,
            Verdict::Unknown | Verdict::Warning => Exit::Warning,
            Verdict::Ok | Verdict::Empty => Exit::Fine,
        };
        match (fail_on, by_verdict) {
            (FailOn::Expiring, _) => by_dates,
            (FailOn::Error, Exit::Warning) => Exit::Fine,
            (FailOn::Error | FailOn::Warning, exit) => exit,
        }
    }

    /// What is said of the date; empty if it's unknown.
    pub fn when(&self, language: &Language) -> String {
        phrases::when(self.expiry).map(|phrase| phrase.localized(language)).unwrap_or_default()
    }

    /// The day it expires on; empty if unknown.
    pub fn day(&self) -> String {
        self.not_after.map(|end| end.to_string().chars().take(10).collect()).unwrap_or_default()
    }

    /// The fact that decided, and how many others there are.
    pub fn details(&self, language: &Language) -> String {
        let (errors, warnings) = self.more;
        let is_more = self.fact.is_some();
        let more = [phrases::errors(errors, is_more), phrases::warnings(warnings, is_more)];
        let parts = self.fact.iter().cloned().chain(more.into_iter().flatten());
        let parts: Vec<_> = parts.map(|part| part.localized(language)).collect();
        parts.join(", ")
    }
}

impl List {
    /// How bad it is, all in all.
    pub fn exit(&self, fail_on: FailOn) -> Exit {
        self.rows.iter().fold(Exit::Fine, |worst, row| worst.and(row.exit(fail_on)))
    }

    /// How many rows there are of a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }

    /// The counts in words: `2 broken, 9 OK`.
    pub fn summary(&self, language: &Language) -> String {
        let counts = Verdict::ALL.map(|verdict| (self.count(verdict), verdict.label()));
        let found = counts.iter().filter(|(count, _)| *count > 0);
        let found: Vec<_> =
            found.map(|(count, label)| format!("{count} {}", label.localized(language))).collect();
        match found.is_empty() {
            true => label!("no certificates").localized(language).to_owned(),
            false => found.join(", "),
        }
    }
}

impl Report {
    /// The list, if it could be read.
    pub fn list(&self) -> Option<&List> {
        self.outcome.as_ref().ok()
    }

    /// How bad it is.
    pub fn exit(&self, fail_on: FailOn) -> Exit {
        self.list().map_or(Exit::Unknown, |list| list.exit(fail_on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes() {
        use Exit::{Critical, Fine, Warning};
        use FailOn::{Error, Expiring};
        // Verdict and expiry; the codes by error, warning, and expiring.
        for (verdict, expiry, codes) in [
            (Verdict::Ok, Expiry::Healthy { days: 99 }, [Fine, Fine, Fine]),
            (Verdict::Ok, Expiry::NeverExpires, [Fine, Fine, Fine]),
            (Verdict::Warning, Expiry::Healthy { days: 99 }, [Fine, Warning, Fine]),
            (Verdict::Unknown, Expiry::Unknown, [Fine, Warning, Fine]),
            (Verdict::Expiring, Expiry::Soon { days: 30 }, [Fine, Warning, Warning]),
            (Verdict::Expiring, Expiry::Critical { days: 3 }, [Critical, Critical, Critical]),
            (Verdict::Expiring, Expiry::ExpiresToday, [Critical, Critical, Critical]),
            (Verdict::Expired, Expiry::Expired { days: 0 }, [Critical, Critical, Critical]),
            (Verdict::NotYetValid, Expiry::NotYetValid { days: 1 }, [Critical, Critical, Critical]),
            (Verdict::Broken, Expiry::NeverValid, [Critical, Critical, Critical]),
            (Verdict::Broken, Expiry::Healthy { days: 99 }, [Critical, Critical, Fine]),
            (Verdict::Broken, Expiry::Soon { days: 30 }, [Critical, Critical, Warning]),
            (Verdict::Broken, Expiry::Unknown, [Critical, Critical, Fine]),
            (Verdict::Empty, Expiry::Unknown, [Fine, Fine, Fine]),
        ] {
            let row = Row {
                kind: Kind::Certificate,
                name: "api".to_owned(),
                verdict,
                expiry,
                not_before: None,
                not_after: None,
                fact: None,
                more: (0, 0),
                findings: Vec::new(),
                impact: String::new(),
                key_matches: None,
            };
            let found = [Error, FailOn::Warning, Expiring].map(|fail_on| row.exit(fail_on));
            assert_eq!(found, codes, "{verdict:?} {expiry:?}");
        }
    }

    #[test]
    fn errors_outrank_an_unreachable_cluster() {
        use Exit::{Critical, Fine, Unknown, Warning};
        let order = [Fine, Warning, Unknown, Critical];
        for (at, one) in order.into_iter().enumerate() {
            for (other_at, other) in order.into_iter().enumerate() {
                assert_eq!(Some(one.and(other)), order.get(at.max(other_at)).copied());
            }
        }
    }
}
