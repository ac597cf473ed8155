//! What may be said of a private key, which is never the key.

use std::sync::Arc;

use cert_inventory::inventory::Item;
use cert_inventory::{KeyKind, KeyMatch, PrivateKey, PublicHalf, hex_colons, visible};
use leptos::prelude::*;

use crate::ui::kit::Icon;
use crate::ui::words;

/// The names with the same key that are told; of more it is told how many.
const OTHERS: usize = 12;

/// The drawer's section about the key.
#[component]
pub fn PrivateKeyFacts(item: Arc<Item>) -> impl IntoView {
    let Some(key) = item.key.clone() else {
        let word = match item.key_match {
            KeyMatch::Missing => words::KEY_MISSING,
            _ => words::NO_KEY_EXPECTED,
        };
        return view! { <p>{word}</p> }.into_any();
    };
    let (class, icon) = match_look(&item.key_match);
    let word = words::key_match(&item.key_match);
    let digest = match key.public {
        PublicHalf::Known { spki_sha256, .. } => hex_colons(&spki_sha256),
        _ => words::NONE.told().to_owned(),
    };
    let others: Vec<_> = item.key_reused_by().map(|name| visible(name).into_owned()).collect();
    let reused = (!others.is_empty()).then(|| {
        view! {
            <dt>{words::ALSO_KEY_OF}</dt>
            <dd>{words::first_of(others.into_iter(), OTHERS)}</dd>
        }
    });
    view! {
        <p class="masked">
            <Icon name="key" />
            {words::HIDDEN}
        </p>
        <dl class="facts">
            <dt>{words::KEY}</dt>
            <dd>{describe(&key)}</dd>
            <dt>{words::FORMAT}</dt>
            <dd>{words::key_format(key.format)}</dd>
            <dt>{words::CERTIFICATE}</dt>
            <dd>
                <span class=format!("key-match {class}")>
                    <Icon name=icon />
                    {word}
                </span>
            </dd>
            <dt>{words::PUBLIC_KEY_SHA_256}</dt>
            <dd class="hex">{digest}</dd>
            {reused}
        </dl>
        <p class="quiet-text small">{words::KEY_NEVER_SHOWN}</p>
    }
    .into_any()
}

/// A key's kind and size, as a certificate's public key is told.
pub fn describe(key: &PrivateKey) -> String {
    match (&key.kind, key.bits) {
        (Some(kind @ (KeyKind::Rsa | KeyKind::RsaPss | KeyKind::Dsa)), Some(bits)) => {
            format!("{kind} {bits}")
        }
        (Some(kind), _) => kind.to_string(),
        (None, _) => words::KEY_UNKNOWN.told().to_owned(),
    }
}

/// The colour and the icon of how a key and a certificate fit.
pub fn match_look(key_match: &KeyMatch) -> (&'static str, &'static str) {
    match key_match {
        KeyMatch::Matches => ("good", "check"),
        KeyMatch::DoesNotMatch => ("bad", "error"),
        KeyMatch::Missing | KeyMatch::CertificateMissing | KeyMatch::NotExpected => {
            ("warn", "warning")
        }
        KeyMatch::CannotBeChecked(_) => ("quiet-text", "info"),
    }
}
