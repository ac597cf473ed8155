//! Makes rows of what the core says.

use cert_inventory::export::{Extent, json};
use cert_inventory::{
    Context, Expiry, HealthReport, Inventory, Item, KNOWN, KeyMatch, Known, Label, Message,
    Problem, Severity, Thresholds, Timestamp, Verdict, assess, label, slot_label,
};
use serde_json::json;

use super::{Kind, List, Row};

impl List {
    /// A list from a cluster or a file; of it, the names in `only`, if there are any.
    pub fn of(
        inventory: &Inventory,
        problems: &[Problem],
        only: &[String],
        context: &Context<'_>,
    ) -> Self {
        let is_wanted = |item: &&Item| only.is_empty() || only.contains(&item.name);
        let items: Vec<&Item> = inventory.iter().filter(is_wanted).collect();
        let mut rows: Vec<Row> = items.iter().map(|item| Row::of(item, context)).collect();
        if only.is_empty() {
            // PEM text may be of anything.
            let slots = inventory.empty_slots().filter(|_| inventory.is_of_a_cluster());
            rows.extend(slots.filter_map(Row::of_slot));
            rows.extend(problems.iter().filter_map(Row::of_problem));
            rows.extend(context.license.map(|license| {
                let expiry = license.expiry(context.now, &context.thresholds);
                let dates = [license.activation, Some(license.expiration)];
                Row::of_dates(Kind::License, "license", expiry, dates)
            }));
        }
        let absent = only.iter().filter(|name| inventory.item(name).is_none());
        rows.extend(absent.map(|name| Row::absent(name, label!("Not listed"))));
        let extent = if only.is_empty() { Extent::Whole } else { Extent::Filtered };
        let json = json(items, problems, extent, context);
        Self { fqdn: context.fqdn.map(str::to_owned), rows: in_order(rows), json }
    }

    /// What a health report says.
    pub fn of_health(
        report: &HealthReport,
        only: &[String],
        now: Timestamp,
        thresholds: &Thresholds,
    ) -> Self {
        let is_wanted = |name: &str| only.is_empty() || only.iter().any(|wanted| wanted == name);
        let wanted = report.certificates().filter(|reported| is_wanted(reported.r#type));
        let mut rows: Vec<Row> = wanted
            .map(|reported| {
                // When it became valid isn't reported.
                let of_end = |end| Expiry::of(Timestamp(i64::MIN), end, now, thresholds);
                let expiry = match reported.not_after.map_or(Expiry::Unknown, of_end) {
                    expired @ Expiry::Expired { .. } => expired,
                    _ if reported.is_expired => Expiry::Expired { days: 0 },
                    expiry => expiry,
                };
                let dates = [None, reported.not_after];
                Row::of_dates(Kind::Certificate, reported.r#type, expiry, dates)
            })
            .collect();
        let is_reported = |name: &str| report.certificates().any(|row| row.r#type == name);
        let absent = only.iter().filter(|name| !is_reported(name));
        rows.extend(absent.map(|name| Row::absent(name, label!("Not reported"))));
        let rows = in_order(rows);
        let certificates = rows.iter().map(|row| {
            let not_after = row.not_after.map(|end| end.to_string());
            json!({ "type": row.name, "verdict": row.verdict.id(), "not_after": not_after })
        });
        let json = json!({
            "format": "certdeck-health",
            "format_version": 1,
            "time": now.to_string(),
            "certificates": certificates.collect::<Vec<_>>(),
        });
        Self { fqdn: None, rows, json: format!("{json:#}") }
    }
}

impl Row {
    fn of(item: &Item, context: &Context<'_>) -> Self {
        let item = &*item.with_signatures(context.signatures);
        let assessment = assess(item, context);
        let decisive = item.expires_first(context.now, &context.thresholds);
        let decisive = decisive.and_then(|index| item.certificates.get(index));
        Self {
            kind: Kind::Certificate,
            name: item.name.clone(),
            verdict: assessment.verdict,
            expiry: assessment.expiry,
            not_before: decisive.and_then(|certificate| certificate.not_before.ok()),
            not_after: decisive.and_then(|certificate| certificate.not_after.ok()),
            fact: assessment.fact().map(Message::from),
            more: (assessment.more_errors, assessment.more_warnings),
            impact: assessment.reach.message(item).map(|it| it.to_string()).unwrap_or_default(),
            findings: assessment.findings,
            key_matches: match item.key_match {
                KeyMatch::Matches => Some(true),
                KeyMatch::DoesNotMatch => Some(false),
                _ => None,
            },
        }
    }

    /// A known name that a cluster doesn't list, if it should.
    fn of_slot(slot: &Known) -> Option<Self> {
        let is_missing = Verdict::of_slot(slot) != Verdict::Empty;
        is_missing.then(|| Self::absent(slot.name, slot_label(slot)))
    }

    /// A problem of text that belongs to no name.
    fn of_problem(problem: &Problem) -> Option<Self> {
        let verdict = match problem.severity() {
            Severity::Error => Verdict::Broken,
            Severity::Warning => Verdict::Warning,
            Severity::Note => return None,
        };
        let row = Self::of_dates(Kind::Text, &problem.entry, Expiry::Unknown, [None; 2]);
        Some(Self { verdict, fact: Some(problem.message()), ..row })
    }

    fn absent(name: &str, fact: Label) -> Self {
        let row = Self::of_dates(Kind::Absent, name, Expiry::Unknown, [None; 2]);
        Self { verdict: Verdict::Broken, fact: Some(fact.into()), ..row }
    }

    fn of_dates(kind: Kind, name: &str, expiry: Expiry, dates: [Option<Timestamp>; 2]) -> Self {
        let [not_before, not_after] = dates;
        Self {
            kind,
            name: name.to_owned(),
            verdict: Verdict::of(expiry, None),
            expiry,
            not_before,
            not_after,
            fact: None,
            more: (0, 0),
            findings: Vec::new(),
            impact: String::new(),
            key_matches: None,
        }
    }
}

/// Worst first; between equals, what expires first.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    let place = |name: &str| KNOWN.iter().position(|known| known.name == name);
    rows.sort_by_key(|row| {
        (row.verdict, row.expiry, place(&row.name).unwrap_or(usize::MAX), row.name.clone())
    });
    rows
}
