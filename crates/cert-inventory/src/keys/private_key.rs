//! Facts about private keys. These types can't hold private material: public facts are computed
//! from the block's bytes, which are then wiped.
//!
//! Reports only what a key stores. Computing the missing public half of an EC or Ed25519 key takes
//! curve arithmetic, which would be as large as the rest of the decoder.

mod read;
mod rsa;

use crate::asn1::der::Unreadable;
use crate::label;
use crate::text::language::Label;
use crate::x509::algorithm::{Curve, KeyIdentity, KeyKind, PublicKey};

/// Facts about one private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey {
    /// Its encoding.
    pub format: KeyFormat,
    /// The kind of key, unless encrypted.
    pub kind: Option<KeyKind>,
    /// The curve in the PKCS #8 wrapper, if the key itself has a different one, which OpenSSL
    /// accepts.
    pub outer_curve: Option<Curve>,
    /// The size, as in [`PublicKey::bits`].
    pub bits: Option<u32>,
    /// The matching public key.
    pub public: PublicHalf,
    /// Whether the RSA modulus is the product of the primes; `None` if that can't be checked.
    pub rsa_consistent: Option<bool>,
}

/// A private key's encoding.
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
    /// OpenSSH's own format, which the cluster can't use.
    OpenSsh,
}

/// What is known about a private key's public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicHalf {
    /// Stored in the private key.
    Known {
        /// SHA-256 of the SubjectPublicKeyInfo, RFC 5280 §4.1.2.7.
        spki_sha256: [u8; 32],
        /// For comparison with another key.
        identity: KeyIdentity,
    },
    /// Not stored in the private key; it would have to be computed.
    NotStored,
    /// Encrypted.
    Encrypted,
    /// The key couldn't be read.
    Unreadable(Unreadable),
}

/// Whether a private key belongs to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMatch {
    /// It matches.
    Matches,
    /// It belongs to another certificate.
    DoesNotMatch,
    /// The certificate has no private key.
    Missing,
    /// The private key has no certificate.
    CertificateMissing,
    /// The private key's entry can't be read.
    Unreadable,
    /// Unknown.
    CannotBeChecked(Unchecked),
    /// The certificate should have no private key.
    NotExpected,
}

/// Why a private key can't be compared with a certificate.
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
    /// The private key is damaged: it has the certificate's modulus, which isn't the product of its
    /// primes.
    Inconsistent,
}

/// What is shown in place of a private key.
pub const KEY_HIDDEN: Label = label!("private key hidden");

/// What is shown where there is none, and none is expected.
pub const NO_KEY: Label = label!("no private key");

impl KeyFormat {
    /// Its name.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Pkcs1 => label!("PKCS #1"),
            Self::Pkcs8 => label!("PKCS #8"),
            Self::Sec1 => label!("SEC 1"),
            Self::Dsa => label!("DSA (OpenSSL format)"),
            Self::EncryptedPkcs8 => label!("PKCS #8 (encrypted)"),
            Self::EncryptedLegacy => label!("OpenSSL legacy format (encrypted)"),
            Self::OpenSsh => label!("OpenSSH, which the cluster can’t use"),
        }
    }
}

impl KeyMatch {
    /// What a person reads.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Matches => label!("matches"),
            Self::DoesNotMatch => label!("does not match"),
            Self::Missing => label!("private key missing"),
            Self::Unreadable => label!("private key unreadable"),
            Self::CertificateMissing => label!("certificate missing"),
            Self::NotExpected => label!("not expected here"),
            Self::CannotBeChecked(why) => match why {
                Unchecked::Encrypted => label!("can’t verify: the key is encrypted"),
                Unchecked::PublicKeyNotStored => {
                    label!("can’t verify: the private key doesn’t include its public key")
                }
                Unchecked::KeyUnreadable => label!("can’t verify: the key is unreadable"),
                Unchecked::CertificateUnreadable => {
                    label!("can’t verify: the certificate is unreadable")
                }
                Unchecked::Inconsistent => label!("damaged: its parts don’t match"),
            },
        }
    }

    /// A stable ID: `matches`, `does not match`, `missing`, `certificate missing`, `unreadable`,
    /// `encrypted, can't be checked`, `can't be checked`, or `not expected`.
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

    /// SHA-256 of its public half's SubjectPublicKeyInfo; `None` where that is not known.
    #[must_use]
    pub fn spki_sha256(&self) -> Option<&[u8; 32]> {
        match &self.public {
            PublicHalf::Known { spki_sha256, .. } => Some(spki_sha256),
            _ => None,
        }
    }

    /// Whether it belongs to a certificate's public key.
    #[must_use]
    pub fn compare(&self, certificate: &PublicKey) -> KeyMatch {
        let unchecked = match &self.public {
            PublicHalf::Known { identity, .. } => {
                let same_kind =
                    self.kind.as_ref().is_none_or(|kind| kind.may_be(&certificate.kind));
                return match (same_kind && identity.is(&certificate.identity), self.rsa_consistent)
                {
                    (false, _) => KeyMatch::DoesNotMatch,
                    (true, Some(false)) => KeyMatch::CannotBeChecked(Unchecked::Inconsistent),
                    (true, _) => KeyMatch::Matches,
                };
            }
            PublicHalf::Unreadable(_) => Unchecked::KeyUnreadable,
            // Its kind alone tells that it belongs to another certificate.
            _ if self.kind.as_ref().is_some_and(|kind| !kind.may_be(&certificate.kind)) => {
                return KeyMatch::DoesNotMatch;
            }
            PublicHalf::NotStored => Unchecked::PublicKeyNotStored,
            PublicHalf::Encrypted => Unchecked::Encrypted,
        };
        KeyMatch::CannotBeChecked(unchecked)
    }
}
