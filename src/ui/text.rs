//! Texts that a cluster or a certificate chose, made safe to look at.

use cert_inventory::{Part, visible};

use super::strings::labels;

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
