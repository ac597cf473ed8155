//! Makes untrusted texts safe to display.

use cert_inventory::{Part, visible};

use leptos::html;
use leptos::prelude::*;

use super::strings::labels;

/// Characters that fit any column.
const SHORT: usize = 20;

/// A text with its invisible characters made visible.
pub fn shown(text: &str) -> String {
    visible(text).into_owned()
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
