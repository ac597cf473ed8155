//! Facts about private keys. The types here can't hold private material: what
//! is public is computed from the block's bytes, which are then wiped.
//!
//! Only what a key stores is told. Computing the public half of an EC or
//! Ed25519 key that leaves it out takes curve arithmetic, which would weigh as
//! much as the rest of the decoding.

mod read;
mod rsa;

use crate::asn1::der::Unreadable;
use crate::x509::algorithm::{Curve, KeyIdentity, KeyKind, PublicKey};

/// Facts about one private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey {
    /// How it is written.
    pub format: KeyFormat,
    /// The kind of key, unless encryption hides it.
    pub kind: Option<KeyKind>,
    /// The curve that PKCS #8 names around the key, where the key itself names another, which
    /// OpenSSL takes.
    pub outer_curve: Option<Curve>,
    /// The size, as [`PublicKey::bits`].
    pub bits: Option<u32>,
    /// The public key that belongs to it.
    pub public: PublicHalf,
    /// Whether an RSA modulus is the product of its primes; `None` where that
    /// can't be told.
    pub rsa_consistent: Option<bool>,
}

/// How a private key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFormat {
    /// RSA, RFC 8017.
    Pkcs1,
    /// Any kind, RFC 5958.
    Pkcs8,
    /// EC, RFC 5915.
    Sec1,
    /// DSA, as OpenSSL writes it.
    Dsa,
    /// PKCS #8, encrypted as a whole.
    EncryptedPkcs8,
    /// PKCS #1, SEC 1 or DSA with a `Proc-Type: 4,ENCRYPTED` header.
    EncryptedLegacy,
    /// OpenSSH's own, which the cluster can't use.
    OpenSsh,
}

/// What is known of the public key that belongs to a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicHalf {
    /// It stands in the private key.
    Known {
        /// SHA-256 of the SubjectPublicKeyInfo, RFC 5280 §4.1.2.7.
        spki_sha256: [u8; 32],
        /// To hold it against another.
        identity: KeyIdentity,
    },
    /// The private key does not hold it: it would have to be computed.
    NotStored,
    /// Encryption hides it.
    Encrypted,
    /// The key could not be read.
    Unreadable(Unreadable),
}

/// Whether a private key belongs to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMatch {
    /// It does.
    Matches,
    /// It belongs to another.
    DoesNotMatch,
    /// There is a certificate, but no private key.
    Missing,
    /// There is a private key, but no certificate.
    CertificateMissing,
    /// There is something in place of the private key that can't be read.
    Unreadable,
    /// Nothing can be said.
    CannotBeChecked(Unchecked),
    /// The certificate is meant to be without a private key.
    NotExpected,
}

/// Why a private key can't be held against a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// The private key is encrypted.
    Encrypted,
    /// The private key is stored without its public key.
    PublicKeyNotStored,
    /// The private key can't be read.
    KeyUnreadable,
    /// The certificate or its public key can't be read.
    CertificateUnreadable,
    /// The private key is broken: its modulus is the certificate's, but not the
    /// product of its primes.
    Inconsistent,
}

impl KeyMatch {
    /// A few words, for machines: `matches`, `does not match`, `missing`, `certificate missing`,
    /// `unreadable`, `encrypted, can't be checked`, `can't be checked` or `not expected`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::DoesNotMatch => "does not match",
            Self::Missing => "missing",
            Self::CertificateMissing => "certificate missing",
            Self::Unreadable => "unreadable",
            Self::CannotBeChecked(Unchecked::Encrypted) => "encrypted, can't be checked",
            Self::CannotBeChecked(_) => "can't be checked",
            Self::NotExpected => "not expected",
        }
    }
}

impl PrivateKey {
    /// In the words for a certificate's public key: `RSA 2048`, `EC P-256`. `None` where the kind
    /// is not known.
    #[must_use]
    pub fn kind_and_size(&self) -> Option<String> {
        let kind = self.kind.as_ref()?;
        Some(match (kind, self.bits) {
            (KeyKind::Rsa | KeyKind::RsaPss | KeyKind::Dsa, Some(bits)) => format!("{kind} {bits}"),
            _ => kind.to_string(),
        })
    }

    /// Whether it belongs to a certificate's public key.
    #[must_use]
    pub fn compare(&self, certificate: &PublicKey) -> KeyMatch {
        let unchecked = match &self.public {
            PublicHalf::Known { identity, .. } => {
                let same_curve = match (&self.kind, &certificate.kind) {
                    (Some(KeyKind::Ec(Some(ours))), KeyKind::Ec(Some(theirs))) => {
                        ours.may_be(theirs)
                    }
                    _ => true,
                };
                return match (same_curve && identity.is(&certificate.identity), self.rsa_consistent)
                {
                    (false, _) => KeyMatch::DoesNotMatch,
                    (true, Some(false)) => KeyMatch::CannotBeChecked(Unchecked::Inconsistent),
                    (true, _) => KeyMatch::Matches,
                };
            }
            PublicHalf::NotStored => Unchecked::PublicKeyNotStored,
            PublicHalf::Encrypted => Unchecked::Encrypted,
            PublicHalf::Unreadable(_) => Unchecked::KeyUnreadable,
        };
        KeyMatch::CannotBeChecked(unchecked)
    }
}
