//! A cluster as installed has no errors.

use cert_inventory::{Expiry, KeyMatch, Rule, Severity, Thresholds, findings};

use super::context;
use crate::support::{inventory, now};

#[test]
fn a_fresh_cluster_gets_notes_at_most() {
    let now_in_rcgen = rcgen::date_time_ymd(2026, 11, 23);
    let entries = demo::Seed::Factory.entries(now_in_rcgen).unwrap();
    let entries: Vec<(&str, &str)> =
        entries.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let inventory = inventory(&entries);
    assert_eq!(inventory.items.len(), 7);
    for item in inventory.iter() {
        let found = findings(item, &context(now()));
        let rules: Vec<Rule> = found.iter().map(|finding| finding.rule).collect();
        let expected = if item.is_internode() { vec![] } else { vec![Rule::SelfSigned] };
        assert_eq!(rules, expected, "{}", item.name);
        assert!(found.iter().all(|finding| finding.severity == Severity::Note));
        assert_eq!(item.problems, []);
        assert_eq!(item.key_match, KeyMatch::Matches);
        assert_eq!(item.is_made_by_cluster(), item.is_internode());
        let expiry = item.expiry(now(), &Thresholds::default());
        assert!(matches!(expiry, Expiry::Healthy { .. }), "{expiry:?}");
    }
}
