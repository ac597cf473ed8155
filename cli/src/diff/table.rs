//! Changes as a table for people.

use anstyle::{AnsiColor, Style};
use cert_inventory::{
    Comparison, Difference, DifferenceKind, Language, SavedItem, label, message, visible,
};

use crate::table::{self, Cell};

/// Writes the changes of one cluster.
pub fn write(comparison: &Comparison<'_>, width: Option<usize>, language: &Language) -> String {
    let rows: Vec<_> = comparison.differences.iter().map(|one| row(one, language)).collect();
    let header =
        [label!("NAME"), label!("CHANGE"), label!("STATUS"), label!("EXPIRES"), label!("FINDINGS")];
    let header = header.map(|column| column.localized(language));
    let mut text = match rows.is_empty() {
        true => String::new(),
        false => table::write(header, &rows, width) + "\n",
    };
    let (changed, unchanged) = (rows.len(), comparison.unchanged);
    let counts = match comparison.not_compared {
        0 => message!("{0} changed, {1} unchanged", changed, unchanged),
        not_compared => message!(
            "{0} changed, {1} unchanged, {2} not compared, because the other list was filtered",
            changed,
            unchanged,
            not_compared
        ),
    };
    text.push_str(&(counts.localized(language) + "\n"));
    if !comparison.is_cluster_known {
        let unknown = label!("Not both lists name their cluster.");
        text.push_str(&format!("{}\n", unknown.localized(language)));
    }
    text
}

fn row(difference: &Difference<'_>, language: &Language) -> [Cell; 5] {
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
        _ => label!("unknown").localized(language).to_owned(),
    };
    let new = difference.new_findings.iter().map(|rule| format!("+{}", visible(rule)));
    let gone = difference.gone_findings.iter().map(|rule| format!("-{}", visible(rule)));
    let kind = difference.kind.label();
    let change = match difference.has_new_key() {
        Some(true) => message!("{0}, new key", kind),
        Some(false) => message!("{0}, same key", kind),
        None => kind.into(),
    };
    [
        Cell::new(visible(difference.name)),
        Cell::styled(change.localized(language), color(difference.kind)),
        Cell::new(both(&|item| item.verdict.label().localized(language).to_owned())),
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
