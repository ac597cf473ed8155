//! What can be shown about a private key; never the key itself.

use cert_inventory::{KeyMatch, PrivateKey};
use leptos::prelude::*;

use super::kit::Icon;
use super::strings::labels;

/// A key's kind and size, formatted like a certificate's public key.
pub fn describe(key: &PrivateKey) -> String {
    key.kind_and_size().unwrap_or_else(|| labels::KEY_UNKNOWN.localized().to_owned())
}

/// Whether key and certificate match.
pub fn key_match_badge(key_match: &KeyMatch) -> impl IntoView + use<> {
    let (class, icon) = match key_match {
        KeyMatch::Matches => ("good", "check"),
        KeyMatch::DoesNotMatch | KeyMatch::Unreadable => ("bad", "error"),
        KeyMatch::Missing | KeyMatch::CertificateMissing | KeyMatch::NotExpected => {
            ("warn", "warning")
        }
        KeyMatch::CannotBeChecked(_) => ("quiet-text", "info"),
    };
    let label = labels::key_match(key_match);
    view! {
        <span class=format!("key-match {class}") title=label>
            <Icon name=icon />
            <span>{label}</span>
        </span>
    }
}
