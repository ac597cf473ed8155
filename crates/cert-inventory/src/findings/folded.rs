//! The lines of a command.

/// Characters of a line at most, where it can be broken: what a dialog has room for.
const LINE: usize = 54;

/// Joins the parts of a command, one a line, and breaks it where a line has no room for the next: a
/// browser would break it in the middle of a word, and what it copies would not be what it shows. A
/// tab is a line break inside of quotes, where a backslash wouldn't join lines.
pub(crate) fn folded(parts: &str) -> String {
    let (mut text, mut length) = (String::new(), 0);
    for part in parts.lines() {
        let mut quoted = part.split('\t');
        let (first, last) = (quoted.next().unwrap_or(part), quoted.next_back());
        let is_broken = length > 0 && length + first.len() + " \\".len() >= LINE;
        let (between, before) = match (length, is_broken) {
            (0, _) => ("", 0),
            (_, false) => (" ", length + 1),
            (_, true) => (" \\\n  ", 2),
        };
        text.push_str(between);
        text.push_str(&part.replace('\t', "\n    "));
        length = last.map_or(before + first.len(), |last| 4 + last.len());
    }
    text
}
