//! Checks whether a private key belongs to a certificate.

use crate::keys::private_key::{KeyMatch, PrivateKey, Unchecked};
use crate::x509::certificate::Certificate;

/// What exists but can't be read, as opposed to missing.
#[derive(Clone, Copy, Default)]
pub(super) struct Unread {
    pub(super) certificate: bool,
    pub(super) key: bool,
}

/// Whether the key belongs to the leaf. `key_expected`: whether an item with this logical name
/// should have a key if it has a certificate.
pub(super) fn key_match(
    leaf: Option<&Certificate>,
    key: Option<&PrivateKey>,
    key_expected: bool,
    unread: Unread,
) -> KeyMatch {
    match (leaf, key) {
        (Some(leaf), Some(key)) => match_pair(leaf, key),
        (None, Some(_)) if unread.certificate => {
            KeyMatch::CannotBeChecked(Unchecked::CertificateUnreadable)
        }
        (None, Some(_)) => KeyMatch::CertificateMissing,
        (_, None) if unread.key => KeyMatch::Unreadable,
        (_, None) if key_expected => KeyMatch::Missing,
        (_, None) => KeyMatch::NotExpected,
    }
}

pub(super) fn match_pair(certificate: &Certificate, key: &PrivateKey) -> KeyMatch {
    match &certificate.public_key {
        Ok(public_key) => key.compare(public_key),
        Err(_) => KeyMatch::CannotBeChecked(Unchecked::CertificateUnreadable),
    }
}
