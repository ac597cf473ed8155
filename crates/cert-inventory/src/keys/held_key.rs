//! A private key that is about to be sent, the only one that isn't reduced to public facts.
//!
//! Its bytes are in one allocation, which is wiped when it's dropped, and all that can be done with
//! them is to write them into a request body. So it has no `Clone`, no `Debug` that shows them, and
//! nothing that returns them.

use std::fmt;

use zeroize::Zeroizing;

use crate::asn1::der::{Reader, tag};
use crate::base64::{Pem, pem_length, write_pem};
use crate::keys::private_key::{KeyFormat, PrivateKey, PublicHalf};

/// A readable, unencrypted private key.
pub struct HeldKey {
    facts: PrivateKey,
    der: Zeroizing<Vec<u8>>,
}

impl HeldKey {
    /// Keeps the DER that these facts are from. `None` if it's encrypted, unreadable, or in a
    /// format that the cluster doesn't take: nothing could be done with it.
    pub(crate) fn keep(facts: PrivateKey, mut der: Zeroizing<Vec<u8>>) -> Option<Self> {
        if label(facts.format).is_none() || matches!(facts.public, PublicHalf::Unreadable(_)) {
            return None;
        }
        let length = Reader::new(&der, 0).expect(tag::SEQUENCE, "a private key").ok()?.raw.len();
        // What follows the key isn't sent.
        der.truncate(length);
        Some(Self { facts, der })
    }

    /// What is public about it.
    #[must_use]
    pub fn facts(&self) -> &PrivateKey {
        &self.facts
    }

    /// Whether it's the same, byte for byte.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.der == other.der
    }

    /// The length of what [`Self::write`] writes.
    pub(crate) fn length(&self, pem: Pem) -> usize {
        pem_length(self.label(), self.der.len(), pem)
    }

    /// Writes it as PEM into a buffer that is wiped and has room for it.
    pub(crate) fn write(&self, pem: Pem, buffer: &mut Zeroizing<Vec<u8>>) {
        write_pem(self.label(), &self.der, pem, buffer);
    }

    fn label(&self) -> &'static str {
        label(self.facts.format).unwrap_or_default()
    }
}

/// The PEM label of a format that the cluster takes.
fn label(format: KeyFormat) -> Option<&'static str> {
    match format {
        KeyFormat::Pkcs1 => Some("RSA PRIVATE KEY"),
        KeyFormat::Pkcs8 => Some("PRIVATE KEY"),
        KeyFormat::Sec1 => Some("EC PRIVATE KEY"),
        KeyFormat::Dsa => Some("DSA PRIVATE KEY"),
        KeyFormat::EncryptedPkcs8 | KeyFormat::EncryptedLegacy | KeyFormat::OpenSsh => None,
    }
}

impl fmt::Debug for HeldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HeldKey({:?}, {} bytes, hidden)", self.facts, self.der.len())
    }
}
