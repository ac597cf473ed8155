//! Facts about private keys. The types here can't hold private material: what
//! is public is computed from the block's bytes, which are then wiped.
//!
//! Only what a key stores is told. Computing the public half of an EC or
//! Ed25519 key that leaves it out takes curve arithmetic, which would weigh as
//! much as the rest of the decoding.

mod read;
mod rsa;

use crate::asn1::der::Unreadable;
use crate::x509::algorithm::{KeyKind, PublicKey};

/// Facts about one private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey {
    /// How it is written.
    pub format: KeyFormat,
    /// The kind of key, unless encryption hides it.
    pub kind: Option<KeyKind>,
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
        /// The bits of the subjectPublicKey.
        subject_public_key: Vec<u8>,
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
    /// The certificate's public key can't be read.
    CertificateUnreadable,
    /// The private key is broken: its modulus is the certificate's, but not the
    /// product of its primes.
    Inconsistent,
}

impl KeyMatch {
    /// A few words, for machines: `matches`, `does not match`, `missing`, `certificate missing`,
    /// `encrypted, can't be checked`, `can't be checked` or `not expected`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::DoesNotMatch => "does not match",
            Self::Missing => "missing",
            Self::CertificateMissing => "certificate missing",
            Self::CannotBeChecked(Unchecked::Encrypted) => "encrypted, can't be checked",
            Self::CannotBeChecked(_) => "can't be checked",
            Self::NotExpected => "not expected",
        }
    }
}

impl PrivateKey {
    /// Whether it belongs to a certificate's public key.
    #[must_use]
    pub fn compare(&self, certificate: &PublicKey) -> KeyMatch {
        let ours = match &self.public {
            PublicHalf::Known { subject_public_key, .. } => subject_public_key,
            PublicHalf::NotStored => {
                return KeyMatch::CannotBeChecked(Unchecked::PublicKeyNotStored);
            }
            PublicHalf::Encrypted => return KeyMatch::CannotBeChecked(Unchecked::Encrypted),
            PublicHalf::Unreadable(_) => {
                return KeyMatch::CannotBeChecked(Unchecked::KeyUnreadable);
            }
        };
        let theirs = &certificate.subject_public_key;
        let same = match (self.kind.as_ref(), &certificate.kind) {
            (Some(KeyKind::Rsa | KeyKind::RsaPss), KeyKind::Rsa | KeyKind::RsaPss) => {
                ours == theirs
            }
            // The curve may be named in one and written out in the other; a
            // point is never on two curves of the same size by chance.
            (Some(KeyKind::Ec(_)), KeyKind::Ec(_)) => {
                self.bits == certificate.bits && same_point(ours, theirs)
            }
            (kind, other) => kind == Some(other) && ours == theirs,
        };
        match (same, self.rsa_consistent) {
            (false, _) => KeyMatch::DoesNotMatch,
            (true, Some(false)) => KeyMatch::CannotBeChecked(Unchecked::Inconsistent),
            (true, _) => KeyMatch::Matches,
        }
    }
}

/// Whether two encodings (SEC 1 §2.3.3) are of one point. Of a compressed one
/// only x is compared: two different keys share it only when one was made as
/// the other's negative.
fn same_point(ours: &[u8], theirs: &[u8]) -> bool {
    match (ours.split_first(), theirs.split_first()) {
        (Some((our_form, our_rest)), Some((their_form, their_rest))) if our_form != their_form => {
            let compressed = |form: &u8| matches!(form, 2 | 3);
            match (compressed(our_form), compressed(their_form)) {
                (true, true) => false,
                (true, false) => their_rest.split_at(their_rest.len() / 2).0 == our_rest,
                (false, true) => our_rest.split_at(our_rest.len() / 2).0 == their_rest,
                // Uncompressed and hybrid differ in the first byte only.
                (false, false) => our_rest == their_rest,
            }
        }
        _ => ours == theirs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_point() {
        let uncompressed = [4, 1, 2, 3, 4];
        assert!(same_point(&uncompressed, &uncompressed));
        assert!(same_point(&uncompressed, &[6, 1, 2, 3, 4]));
        assert!(same_point(&uncompressed, &[2, 1, 2]));
        assert!(same_point(&[2, 1, 2], &uncompressed));
        assert!(same_point(&[2, 1, 2], &[2, 1, 2]));
    }

    #[test]
    fn other_points() {
        let uncompressed = [4, 1, 2, 3, 4];
        assert!(!same_point(&uncompressed, &[4, 1, 2, 3, 5]));
        assert!(!same_point(&uncompressed, &[2, 1, 3]));
        assert!(!same_point(&uncompressed, &[2, 1, 2, 3, 4]));
        assert!(!same_point(&[2, 1, 2], &[3, 1, 2]));
        assert!(!same_point(&[], &uncompressed));
    }
}
