//! What may be said of a private key, which is never the key.

use std::sync::Arc;

use cert_inventory::inventory::Item;
use cert_inventory::{
    KeyFormat, KeyKind, KeyMatch, PrivateKey, PublicHalf, Unchecked, hex_colons, visible,
};
use leptos::prelude::*;

use super::kit::Icon;
use super::words;

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
    let (word, class, icon) = match_words(&item.key_match);
    let digest = match key.public {
        PublicHalf::Known { spki_sha256, .. } => hex_colons(&spki_sha256),
        _ => words::NONE.to_owned(),
    };
    let reused = (!item.key_reused_by.is_empty()).then(|| {
        view! {
            <dt>{"Also the key of"}</dt>
            <dd>{visible(&item.key_reused_by.join(", ")).into_owned()}</dd>
        }
    });
    view! {
        <p class="masked">
            <Icon name="key" />
            {words::HIDDEN}
        </p>
        <dl class="facts">
            <dt>{"Key"}</dt>
            <dd>{describe(&key)}</dd>
            <dt>{"Format"}</dt>
            <dd>{format_words(key.format)}</dd>
            <dt>{"Certificate"}</dt>
            <dd>
                <span class=format!("key-match {class}")>
                    <Icon name=icon />
                    {word}
                </span>
            </dd>
            <dt>{"SHA-256 of its public key"}</dt>
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
        (None, _) => words::KEY_UNKNOWN.to_owned(),
    }
}

fn format_words(format: KeyFormat) -> &'static str {
    match format {
        KeyFormat::Pkcs1 => "PKCS #1",
        KeyFormat::Pkcs8 => "PKCS #8",
        KeyFormat::Sec1 => "SEC 1",
        KeyFormat::Dsa => "DSA, as OpenSSL writes it",
        KeyFormat::EncryptedPkcs8 => "PKCS #8, encrypted",
        KeyFormat::EncryptedLegacy => "OpenSSL’s older encryption",
        KeyFormat::OpenSsh => "OpenSSH, which the cluster cannot use",
    }
}

/// How a key and a certificate fit: words, colour and icon.
pub fn match_words(key_match: &KeyMatch) -> (&'static str, &'static str, &'static str) {
    match key_match {
        KeyMatch::Matches => ("matches", "good", "check"),
        KeyMatch::DoesNotMatch => ("does not match", "bad", "error"),
        KeyMatch::Missing => (words::KEY_MISSING, "warn", "warning"),
        KeyMatch::CertificateMissing => ("certificate missing", "warn", "warning"),
        KeyMatch::NotExpected => ("not expected here", "warn", "warning"),
        KeyMatch::CannotBeChecked(why) => {
            let word = match why {
                Unchecked::Encrypted => "encrypted, can’t be checked",
                Unchecked::PublicKeyNotStored => "can’t be checked: it holds no public key",
                Unchecked::KeyUnreadable => "can’t be checked: unreadable key",
                Unchecked::CertificateUnreadable => "can’t be checked: unreadable certificate",
                Unchecked::Inconsistent => "damaged: its parts don’t fit together",
            };
            (word, "quiet-text", "info")
        }
    }
}
