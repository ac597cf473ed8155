//! Changes as JSON.

use cert_inventory::{Comparison, Difference, DifferenceKind, Rule, SavedItem, Snapshot};
use serde_json::{Value, json};

/// The changes of one cluster.
pub fn document(comparison: &Comparison<'_>, [old, new]: [&Snapshot; 2]) -> Value {
    let differences: Vec<Value> = comparison.differences.iter().map(difference).collect();
    json!({
        "format": "certdeck-diff",
        "format_version": 1,
        "cluster": new.cluster.as_ref().or(old.cluster.as_ref()),
        "is_cluster_known": comparison.is_cluster_known,
        "time_before": old.time.to_string(),
        "time_after": new.time.to_string(),
        "differences": differences,
        "unchanged": comparison.unchanged,
        "not_compared": comparison.not_compared,
    })
}

fn difference(difference: &Difference<'_>) -> Value {
    let findings = |rules: &[&str]| -> Vec<Value> {
        let label = |rule: &str| Rule::of_id(rule).map(|rule| rule.label().to_string());
        rules.iter().map(|rule| json!({ "rule": rule, "label": label(rule) })).collect()
    };
    json!({
        "name": difference.name,
        "change": id(difference.kind),
        "has_new_key": difference.has_new_key(),
        "before": difference.before.map(side),
        "after": difference.after.map(side),
        "new_findings": findings(&difference.new_findings),
        "gone_findings": findings(&difference.gone_findings),
    })
}

fn side(item: &SavedItem) -> Value {
    let leaf = item.leaf();
    json!({
        "verdict": item.verdict.id(),
        "subject": leaf.and_then(|leaf| leaf.subject.as_deref()),
        "not_after": leaf.and_then(|leaf| leaf.not_after).map(|end| end.to_string()),
        "sha256": leaf.map(|leaf| leaf.sha256.as_str()),
    })
}

/// A word for programs; it stays the same.
fn id(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Added => "added",
        DifferenceKind::Removed => "removed",
        DifferenceKind::Renewed => "renewed",
        DifferenceKind::Replaced => "replaced",
        DifferenceKind::OthersChanged => "others_changed",
        DifferenceKind::PrivateKeyReplaced => "private_key_replaced",
        DifferenceKind::Judged => "verdict_changed",
    }
}
