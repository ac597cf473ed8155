//! Texts that a cluster or a certificate chose, made safe to look at.

use cert_inventory::{Part, visible};

use super::strings::labels;

/// A value's text, with its invisible characters made visible.
pub fn shown(value: &(impl ToString + ?Sized)) -> String {
    visible(&value.to_string()).into_owned()
}

/// The same of a part of a certificate, which may be unreadable.
pub fn shown_part(part: &Part<impl ToString>) -> String {
    part.as_ref().map_or_else(|_| labels::UNREADABLE.localized().to_owned(), shown)
}
