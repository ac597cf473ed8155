//! Whether a private key belongs to a certificate.

use crate::keys::private_key::{KeyMatch, PrivateKey, Unchecked};
use crate::x509::certificate::Certificate;

/// Whether a key belongs to a leaf. `key_expected` is what the logical name says of a
/// certificate alone.
pub(super) fn key_match(
    leaf: Option<&Certificate>,
    key: Option<&PrivateKey>,
    key_expected: bool,
) -> KeyMatch {
    match (leaf, key) {
        (Some(leaf), Some(key)) => match &leaf.public_key {
            Ok(public_key) => key.compare(public_key),
            Err(_) => KeyMatch::CannotBeChecked(Unchecked::CertificateUnreadable),
        },
        (None, Some(_)) => KeyMatch::CertificateMissing,
        (_, None) if key_expected => KeyMatch::Missing,
        (_, None) => KeyMatch::NotExpected,
    }
}
