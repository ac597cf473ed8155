//! `certdeck diff`: what changed between two saved lists.

use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use cert_inventory::{
    CompareError, Comparison, Difference, DifferenceKind, Rule, SavedItem, Snapshot, compare,
    visible,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::table::{Cell, terminal_width};
use crate::{input, output, table};

/// Show what changed between two saved lists of certificates
///
/// Each is a JSON export of the panel, or the output of `certdeck inspect` or `certdeck check
/// --format json`. Exits with 0 if they're the same, 1 if they differ, and 3 if they can't be
/// compared.
#[derive(Args)]
#[command(after_help = "Examples:
  certdeck diff audit-2026-01.json audit-2026-07.json
  certdeck check --cluster https://cluster.example.com:9443 --format json | certdeck diff last.json -")]
pub struct Diff {
    /// The earlier list; - for standard input
    old: PathBuf,
    /// The later list; - for standard input
    new: PathBuf,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// For programs
    Json,
}

impl Diff {
    /// Carries it out.
    pub fn run(self) -> Result<Exit, String> {
        if self.old == self.new && self.old == Path::new("-") {
            return Err("only one of the lists can be standard input".to_owned());
        }
        let (old, new) = (read(&self.old)?, read(&self.new)?);
        let comparison = compare(&old, &new).map_err(|error| match error {
            CompareError::OtherCluster { saved, expected } => format!(
                "the lists are of different clusters: {} and {}",
                visible(&saved),
                visible(&expected)
            ),
            other => other.to_string(),
        })?;
        let text = match self.format {
            Format::Table => as_table(&comparison, terminal_width()),
            Format::Json => format!("{:#}\n", as_json(&comparison, [&old, &new])),
        };
        output::write(&text, None)?;
        Ok(if comparison.differences.is_empty() { Exit::Fine } else { Exit::Warning })
    }
}

fn read(path: &Path) -> Result<Snapshot, String> {
    let bytes = input::read(path, Snapshot::MAX_BYTES)?;
    let read = match String::from_utf8(bytes) {
        Ok(text) => Snapshot::read(&text),
        Err(_) => Err(CompareError::NotJson),
    };
    read.map_err(|error| format!("{} can't be compared. {error}", input::name(path)))
}

fn as_table(comparison: &Comparison<'_>, width: Option<usize>) -> String {
    let rows: Vec<_> = comparison.differences.iter().map(row).collect();
    let mut text = match rows.is_empty() {
        true => String::new(),
        false => {
            table::write(["NAME", "CHANGE", "STATUS", "EXPIRES", "FINDINGS"], &rows, width) + "\n"
        }
    };
    text.push_str(&format!("{} changed, {} unchanged", rows.len(), comparison.unchanged));
    if comparison.not_compared > 0 {
        text.push_str(&format!(
            ", {} not compared, because the other list was filtered",
            comparison.not_compared
        ));
    }
    text.push('\n');
    if !comparison.is_cluster_known {
        text.push_str("Not both lists say of which cluster they are.\n");
    }
    text
}

fn row(difference: &Difference<'_>) -> [Cell; 5] {
    let both = |of: &dyn Fn(&SavedItem) -> String| {
        let sides = [difference.before, difference.after].map(|side| side.map(of));
        match sides {
            [Some(before), Some(after)] if before == after => before,
            [Some(before), Some(after)] => format!("{before} → {after}"),
            [before, after] => before.or(after).unwrap_or_default(),
        }
    };
    let day = |item: &SavedItem| match item.leaf().map(|leaf| leaf.not_after) {
        Some(Some(end)) => end.to_string().chars().take(10).collect(),
        _ => "unknown".to_owned(),
    };
    let new = difference.new_findings.iter().map(|rule| format!("+{}", visible(rule)));
    let gone = difference.gone_findings.iter().map(|rule| format!("-{}", visible(rule)));
    let change = match difference.has_new_key() {
        Some(true) => format!("{}, new key", difference.kind.label()),
        Some(false) => format!("{}, same key", difference.kind.label()),
        None => difference.kind.label().to_string(),
    };
    [
        Cell::new(visible(difference.name)),
        Cell::styled(change, color(difference.kind)),
        Cell::new(both(&|item| item.verdict.label().to_string())),
        Cell::new(both(&day)),
        Cell::new(new.chain(gone).collect::<Vec<_>>().join(" ")),
    ]
}

fn color(kind: DifferenceKind) -> Style {
    let color = match kind {
        DifferenceKind::Added | DifferenceKind::Renewed => AnsiColor::Green,
        DifferenceKind::Removed => AnsiColor::Red,
        _ => AnsiColor::Yellow,
    };
    color.on_default()
}

fn as_json(comparison: &Comparison<'_>, [old, new]: [&Snapshot; 2]) -> Value {
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
