//! What can be shown about a private key; never the key itself.

use cert_inventory::{KeyMatch, PrivateKey};
use leptos::prelude::*;

use super::kit::Icon;
use super::strings::labels;
use crate::language;

/// A key's kind and size, formatted like a certificate's public key.
pub fn describe(key: &PrivateKey) -> String {
    key.kind_and_size().unwrap_or_else(|| labels::KEY_UNKNOWN.localized().to_owned())
}

/// Whether key and certificate match, and why that can't be verified.
pub fn key_match_badge(key_match: &KeyMatch) -> impl IntoView + use<> {
    badge(key_match, false)
}

/// The same where there is little room: a reason is read aloud and shown on hover.
pub fn key_match_mark(key_match: &KeyMatch) -> impl IntoView + use<> {
    badge(key_match, true)
}

fn badge(key_match: &KeyMatch, is_short: bool) -> impl IntoView + use<> {
    let (class, icon) = match key_match {
        KeyMatch::Matches => ("good", "check"),
        KeyMatch::DoesNotMatch | KeyMatch::Unreadable => ("bad", "error"),
        KeyMatch::Missing | KeyMatch::CertificateMissing | KeyMatch::NotExpected => {
            ("warn", "warning")
        }
        KeyMatch::CannotBeChecked(_) => ("quiet-text", "info"),
    };
    let text = key_match.label().localized(language::translations());
    let reason_at = is_short.then(|| text.split_once(':')).flatten().map(|(fact, _)| fact.len());
    let (fact, reason) = text.split_at(reason_at.unwrap_or(text.len()));
    view! {
        <span class=format!("key-match {class}") title=text>
            <Icon name=icon />
            <span>{fact} <span class="visually-hidden">{reason}</span></span>
        </span>
    }
}
