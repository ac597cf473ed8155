//! Checks of the private key.

use crate::inventory::item::Item;
use crate::keys::private_key::{KeyMatch, Unchecked};
use crate::message;
use crate::replacement::preflight::case::{Case, Objection};
use crate::x509::algorithm::{KeyKind, PublicKey};

pub(super) fn missing(case: &Case<'_>) -> Option<Objection> {
    // A name that isn't known is a pair if it was one.
    let was_pair = case.current.is_some_and(|current| current.key.is_some());
    let is_asked = (case.new.is_pair() || was_pair) && !case.new.certificates.is_empty();
    (is_asked && case.new.key.is_none()).then(|| {
        Objection::new(
            message!(
                "There’s no private key for this certificate. The cluster needs both, even if the \
                 key stays the same."
            ),
            message!("Add the file with the private key that the certificate was requested with."),
        )
    })
}

pub(super) fn damaged(case: &Case<'_>) -> Option<Objection> {
    let is_damaged = case.new.key.as_ref()?.rsa_consistent == Some(false);
    is_damaged.then(|| {
        Objection::new(
            message!(
                "The private key is damaged: its modulus isn’t the product of its primes. TLS \
                 connections can’t be established with it."
            ),
            message!("Get the private key again from where it was generated."),
        )
    })
}

pub(super) fn not_compared(case: &Case<'_>) -> Option<Objection> {
    let unchecked = match case.new.key_match {
        KeyMatch::CannotBeChecked(unchecked) => unchecked,
        _ => return None,
    };
    (unchecked != Unchecked::Inconsistent).then(|| {
        Objection::new(
            message!(
                "Whether the private key matches the certificate can’t be checked here, because \
                 its file doesn’t contain the public key. If it doesn’t match, TLS connections \
                 can’t be established."
            ),
            message!(
                "Compare what these two commands print: openssl pkey -in KEY.pem -pubout, and \
                 openssl x509 -in CERTIFICATE.pem -noout -pubkey."
            ),
        )
    })
}

/// Other kinds are valid, but not everything that connects takes them.
pub(super) fn uncommon(case: &Case<'_>) -> Option<Objection> {
    let key = public_key(case.new)?;
    let is_common = match &key.kind {
        KeyKind::Rsa => true,
        KeyKind::Ec(_) => matches!(key.kind.curve(), Some("P-256" | "P-384" | "P-521")),
        _ => false,
    };
    (!is_common).then(|| {
        Objection::new(
            message!(
                "The key is {0}. Browsers and many TLS clients don’t support this kind of key, \
                 and reject the connection.",
                key.to_string()
            ),
            message!("Use an RSA key, or an EC key on the curve P-256 or P-384."),
        )
    })
}

pub(super) fn reused(case: &Case<'_>) -> Option<Objection> {
    let [new, current] = [case.new, case.current?].map(|item| item.leaf()?.spki().ok());
    let is_same_certificate = case.new.leaf()?.sha256 == case.current?.leaf()?.sha256;
    (new? == current? && !is_same_certificate).then(|| {
        Objection::new(
            message!(
                "The private key is the same as before. If someone has copied it, the new \
                 certificate doesn’t help."
            ),
            message!("No action is needed. For the next certificate, generate a new key."),
        )
    })
}

pub(super) fn weaker(case: &Case<'_>) -> Option<Objection> {
    let [new, current] = [public_key(case.new)?, public_key(case.current?)?];
    let is_shorter = new.kind == current.kind && new.bits < current.bits;
    (strength(new)? < strength(current)? || is_shorter).then(|| {
        Objection::new(
            message!(
                "The key is {0}, which is weaker than the current one, {1}.",
                new.to_string(),
                current.to_string()
            ),
            message!("Use a key that is at least as strong, unless the weaker one is intended."),
        )
    })
}

/// Bits of security, NIST SP 800-57 part 1, table 2.
fn strength(key: &PublicKey) -> Option<u32> {
    match (&key.kind, key.bits) {
        (KeyKind::Rsa | KeyKind::RsaPss, Some(bits)) => Some(match bits {
            ..2048 => 80,
            2048..3072 => 112,
            3072..7680 => 128,
            7680..15360 => 192,
            _ => 256,
        }),
        (KeyKind::Ec(_), Some(bits)) => Some(bits / 2),
        (KeyKind::Ed25519, _) => Some(128),
        (KeyKind::Ed448, _) => Some(224),
        _ => None,
    }
}

fn public_key(item: &Item) -> Option<&PublicKey> {
    if item.is_pair() { item.leaf()?.public_key.as_ref().ok() } else { None }
}
