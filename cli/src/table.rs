//! A table of texts that fits the terminal.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    /// A text. It must be [visible](cert_inventory::visible).
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style::new() }
    }

    /// A text in a color.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// Whether it has no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The width of the terminal that standard output is; `None` where it's none.
pub fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0.into())
}

/// Writes rows of equal length below a header, no wider than `width`: the widest columns are cut.
pub fn write<const N: usize>(
    header: [&str; N],
    rows: &[[Cell; N]],
    width: Option<usize>,
) -> String {
    const GAP: usize = 2;
    let mut columns = header.map(UnicodeWidthStr::width);
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = (*column).max(cell.text.width());
        }
    }
    if let Some(width) = width {
        let room = width.saturating_sub(GAP * N.saturating_sub(1));
        while columns.iter().sum::<usize>() > room {
            let Some(widest) = columns.iter_mut().max_by_key(|column| **column) else { break };
            if *widest < 4 {
                break;
            }
            *widest -= 1;
        }
    }
    let header = header.map(|text| Cell::styled(text, Style::new().bold()));
    let mut text = String::new();
    for row in std::iter::once(&header).chain(rows) {
        let mut line = String::new();
        let mut gap = 0;
        for (cell, column) in row.iter().zip(columns) {
            let shown = fitted(&cell.text, column);
            if shown.is_empty() {
                gap += column + GAP;
                continue;
            }
            line.push_str(&" ".repeat(gap));
            line.push_str(&format!("{0}{shown}{0:#}", cell.style));
            gap = column.saturating_sub(shown.width()) + GAP;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The beginning of a text that fits, with an ellipsis if it isn't all.
fn fitted(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let fits = |character: &char| {
        let width = character.width().unwrap_or(0);
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_are_cut_to_the_width() {
        let rows = [["api", "Key does not match", "x"], ["証明書", "fine", ""]];
        let rows = rows.map(|row| row.map(Cell::new));
        let shown = |width| {
            anstream::adapter::strip_str(&write(["NAME", "WHAT", "Z"], &rows, width)).to_string()
        };
        assert_eq!(
            shown(None),
            "NAME    WHAT                Z\napi     Key does not match  x\n証明書  fine\n"
        );
        assert_eq!(
            shown(Some(22)),
            "NAME    WHAT         Z\napi     Key does n…  x\n証明書  fine\n"
        );
        assert_eq!(shown(Some(13)), "NAME  WHAT  Z\napi   Key…  x\n証…   fine\n");
        for width in 13..40 {
            let lines = shown(Some(width));
            assert!(lines.lines().all(|line| line.width() <= width), "{width}: {lines}");
        }
        assert!(!shown(Some(0)).is_empty());
    }
}
