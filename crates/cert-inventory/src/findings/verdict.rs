//! One verdict for each item: the worst of its dates, its findings, and what is wrong with its
//! entries.
//!
//! Whatever counts, colors, sorts, filters, or exports uses [`assess`], so no two views disagree.

use crate::findings::reach::Reach;
use crate::findings::rule::Context;
use crate::findings::rules::{Finding, Rule, Severity, findings_with_signatures};
use crate::inventory::item::Item;
use crate::inventory::known::Known;
use crate::label;
use crate::text::language::Label;
use crate::x509::expiry::Expiry;

/// The state of a logical name in one word. Each name has exactly one; the least is the worst.
///
/// A certificate whose only error is its date is expired, or not yet valid. With any other error it
/// is broken: the date stays visible beside that, and renewing alone would not repair it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// An error that is not about the present date: a broken rule, a key that does not match, an
    /// entry that can't be read, a key or certificate that is missing, or a certificate that is
    /// valid at no time.
    Broken,
    /// The last valid second is over.
    Expired,
    /// The first valid second has not come.
    NotYetValid,
    /// The end is within the critical or the warning threshold; [`Assessment::expiry`] tells which.
    Expiring,
    /// There is no date to judge by, and no error says why.
    Unknown,
    /// A warning, and nothing worse.
    Warning,
    /// Notes at most.
    Ok,
    /// A known name that the cluster does not list.
    Empty,
}

/// An item's verdict and findings at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The worst of what follows.
    pub verdict: Verdict,
    /// What decided the verdict.
    pub reason: Reason,
    /// Where the instant lies in the validity.
    pub expiry: Expiry,
    /// The broken rules, worst first.
    pub findings: Vec<Finding>,
    /// Whom it affects now.
    pub reach: Reach,
    /// Errors beside the reason, of rules and of entries.
    pub more_errors: usize,
    /// Warnings beside the reason, likewise.
    pub more_warnings: usize,
}

/// What a row says first of an item at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgment {
    /// [`Assessment::verdict`].
    pub verdict: Verdict,
    /// [`Assessment::fact`].
    pub fact: Option<Label>,
    /// [`Assessment::expiry`].
    pub expiry: Expiry,
}

/// What decided a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The dates, or nothing.
    Dates,
    /// A broken rule.
    Rule(Rule),
    /// What is wrong with an entry, or which one is missing.
    Entry(Label),
}

/// Judges an item.
#[must_use]
pub fn assess(item: &Item, context: &Context<'_>) -> Assessment {
    let item = &*item.with_signatures(context.signatures);
    let findings = findings_with_signatures(item, context);
    let expiry = item.expiry(context.now, &context.thresholds);
    let of_entry = item.entry_fault().map(|(severity, label)| (severity, Reason::Entry(label)));
    let of_rule = findings.iter().find(|finding| !is_about_now(finding.rule));
    let of_rule = of_rule.map(|finding| match finding.rule {
        Rule::NeverValid => (finding.severity, Reason::Dates),
        rule => (finding.severity, Reason::Rule(rule)),
    });
    // Between equals the entry: what can't be read explains the rest.
    let worst = of_entry.into_iter().chain(of_rule).min_by_key(|(severity, _)| *severity);
    let verdict = Verdict::of(expiry, worst.map(|(severity, _)| severity));
    let reason = match (verdict, worst) {
        (Verdict::Broken | Verdict::Warning, Some((_, reason))) => reason,
        _ => Reason::Dates,
    };
    let count = |severity| {
        let of_rules = findings.iter().filter(|finding| finding.severity == severity).count();
        let of_entries =
            item.problems.iter().filter(|problem| problem.severity() == severity).count();
        (of_rules + of_entries).saturating_sub(usize::from(verdict.severity() == Some(severity)))
    };
    let (more_errors, more_warnings) = (count(Severity::Error), count(Severity::Warning));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let reach = errors.fold(Reach::Nobody, |reach, finding| reach.max(finding.reach));
    Assessment { verdict, reason, expiry, findings, reach, more_errors, more_warnings }
}

/// Whether a rule says nothing but where the present lies in the validity.
fn is_about_now(rule: Rule) -> bool {
    matches!(rule, Rule::Expired | Rule::NotYetValid | Rule::ExpiresSoon)
}

impl Verdict {
    /// The verdict of a name that the cluster doesn't list: broken if its servers need it. Internode
    /// ones may be left out of the list, and optional ones need not exist.
    #[must_use]
    pub fn of_slot(slot: &Known) -> Self {
        if slot.is_always_listed() { Self::Broken } else { Self::Empty }
    }

    /// From the worst to the best, then what is not there.
    pub const ALL: [Self; 8] = [
        Self::Broken,
        Self::Expired,
        Self::NotYetValid,
        Self::Expiring,
        Self::Unknown,
        Self::Warning,
        Self::Ok,
        Self::Empty,
    ];

    /// The verdict of dates and of the worst that is wrong beside them.
    #[must_use]
    pub fn of(expiry: Expiry, worst: Option<Severity>) -> Self {
        match expiry {
            _ if worst == Some(Severity::Error) => Self::Broken,
            Expiry::NeverValid => Self::Broken,
            Expiry::Expired { .. } => Self::Expired,
            Expiry::NotYetValid { .. } => Self::NotYetValid,
            Expiry::ExpiresToday | Expiry::Critical { .. } | Expiry::Soon { .. } => Self::Expiring,
            Expiry::Unknown => Self::Unknown,
            _ if worst == Some(Severity::Warning) => Self::Warning,
            Expiry::Healthy { .. } | Expiry::NeverExpires => Self::Ok,
        }
    }

    /// Whether its count is always shown: what everybody looks for, and what is fine.
    #[must_use]
    pub fn is_usual(self) -> bool {
        matches!(self, Self::Broken | Self::Expired | Self::Expiring | Self::Ok)
    }

    /// Whether somebody should look at it.
    #[must_use]
    pub fn needs_attention(self) -> bool {
        self < Self::Ok
    }

    /// How bad what decided it is.
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Broken | Self::Expired | Self::NotYetValid => Some(Severity::Error),
            Self::Expiring | Self::Warning => Some(Severity::Warning),
            Self::Unknown | Self::Ok | Self::Empty => None,
        }
    }

    /// One word for machines and addresses; it stays the same.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::Expiring => "expiring",
            Self::Unknown => "unknown",
            Self::Warning => "warning",
            Self::Ok => "ok",
            Self::Empty => "empty",
        }
    }

    /// A word or two, such as stand behind a number of items.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Broken => label!("broken"),
            Self::Expired => label!("expired"),
            Self::NotYetValid => label!("not yet valid"),
            Self::Expiring => label!("expiring"),
            Self::Unknown => label!("unknown"),
            Self::Warning => label!("with warnings"),
            Self::Ok => label!("OK"),
            Self::Empty => label!("not set"),
        }
    }
}

impl Judgment {
    /// By the dates alone.
    #[must_use]
    pub fn of_dates(expiry: Expiry) -> Self {
        Assessment::of_dates(expiry).judgment()
    }
}

impl Assessment {
    /// By the dates alone.
    #[must_use]
    pub fn of_dates(expiry: Expiry) -> Self {
        Self {
            verdict: Verdict::of(expiry, None),
            reason: Reason::Dates,
            expiry,
            findings: Vec::new(),
            reach: Reach::Nobody,
            more_errors: 0,
            more_warnings: 0,
        }
    }

    /// What a row says first.
    #[must_use]
    pub fn judgment(&self) -> Judgment {
        Judgment { verdict: self.verdict, fact: self.fact(), expiry: self.expiry }
    }

    /// The rule that decided, one about dates too.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        match (self.reason, self.verdict) {
            (Reason::Rule(rule), _) => Some(rule),
            (Reason::Entry(_), _) => None,
            (Reason::Dates, Verdict::Broken) => Some(Rule::NeverValid),
            (Reason::Dates, Verdict::Expired) => Some(Rule::Expired),
            (Reason::Dates, Verdict::NotYetValid) => Some(Rule::NotYetValid),
            (Reason::Dates, Verdict::Expiring) => Some(Rule::ExpiresSoon),
            (Reason::Dates, _) => None,
        }
    }

    /// The first rule of this severity that is broken beside the one that decided.
    #[must_use]
    pub fn next_rule(&self, severity: Severity) -> Option<Rule> {
        let of = self.findings.iter().filter(|finding| finding.severity == severity);
        of.map(|finding| finding.rule).find(|rule| Some(*rule) != self.rule())
    }

    /// The one fact that decided, such as `Key does not match`, where it is not the dates.
    #[must_use]
    pub fn fact(&self) -> Option<Label> {
        match self.reason {
            Reason::Dates => None,
            Reason::Rule(rule) => Some(rule.label()),
            Reason::Entry(label) => Some(label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every status of the dates with every severity, written out.
    #[test]
    fn every_combination_of_dates_and_severities_has_a_verdict() {
        use Severity::{Error, Note, Warning as Warn};
        use Verdict::*;
        const WORST: [Option<Severity>; 4] = [None, Some(Note), Some(Warn), Some(Error)];
        let rows = [
            (Expiry::NeverValid, [Broken, Broken, Broken, Broken]),
            (Expiry::Expired { days: 0 }, [Expired, Expired, Expired, Broken]),
            (Expiry::Expired { days: 9 }, [Expired, Expired, Expired, Broken]),
            (Expiry::NotYetValid { days: 0 }, [NotYetValid, NotYetValid, NotYetValid, Broken]),
            (Expiry::ExpiresToday, [Expiring, Expiring, Expiring, Broken]),
            (Expiry::Critical { days: 7 }, [Expiring, Expiring, Expiring, Broken]),
            (Expiry::Soon { days: 45 }, [Expiring, Expiring, Expiring, Broken]),
            (Expiry::Unknown, [Unknown, Unknown, Unknown, Broken]),
            (Expiry::Healthy { days: 90 }, [Ok, Ok, Warning, Broken]),
            (Expiry::NeverExpires, [Ok, Ok, Warning, Broken]),
        ];
        for (expiry, expected) in rows {
            let found = WORST.map(|worst| Verdict::of(expiry, worst));
            assert_eq!(found, expected, "{expiry:?}");
        }
    }

    #[test]
    fn all_verdicts_stand_in_their_order_with_an_id_of_their_own() {
        assert!(Verdict::ALL.is_sorted());
        for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
            let same = Verdict::ALL.iter().position(|other| other.id() == verdict.id());
            assert_eq!(same, Some(at));
        }
    }
}
