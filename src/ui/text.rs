//! Makes untrusted texts safe to display.

use cert_inventory::{Part, visible};

use leptos::html;
use leptos::prelude::*;

use super::strings::{labels, phrases};

/// Characters that fit any column.
const SHORT: usize = 20;

/// The most lines that a list shows, and the most characters of a text: whoever issues a
/// certificate chooses how many it has, and the browser has to lay them out.
const MOST_LINES: usize = 200;
const LONGEST: usize = 10_000;

/// A text with its invisible characters made visible; of a very long one, the beginning.
pub fn shown(text: &str) -> String {
    let text = visible(text);
    match text.char_indices().nth(LONGEST) {
        None => text.into_owned(),
        Some((end, _)) => {
            let (begin, rest) = text.split_at(end);
            format!("{begin}… ({})", phrases::more_characters(rest.chars().count()))
        }
    }
}

/// The first lines of a list, and the number of others.
pub fn first_lines(lines: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST_LINES);
    let mut first: Vec<_> = lines.take(MOST_LINES).collect();
    first.extend((more > 0).then(|| phrases::and_more(more)));
    first
}

/// A part of a certificate, which may be unreadable.
pub fn shown_part(part: &Part<impl ToString>) -> String {
    match part {
        Ok(value) => shown(&value.to_string()),
        Err(_) => labels::UNREADABLE.localized().to_owned(),
    }
}

/// A text that wraps after a dot, an underscore or, in hexadecimal, a colon, rather than anywhere.
pub fn breakable(text: &str) -> AnyView {
    if text.len() <= SHORT {
        return text.to_owned().into_any();
    }
    let parts = text.split_inclusive(['.', '_', ':']).map(|part| (part.to_owned(), html::wbr()));
    parts.collect_view().into_any()
}
