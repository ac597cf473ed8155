//! Changes as a table for people.

use anstyle::{AnsiColor, Style};
use cert_inventory::{Comparison, Difference, DifferenceKind, SavedItem, visible};

use crate::table::{self, Cell};

/// Writes the changes of one cluster.
pub fn write(comparison: &Comparison<'_>, width: Option<usize>) -> String {
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
