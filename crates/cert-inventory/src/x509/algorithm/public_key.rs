//! Public keys: kinds, sizes, and identities.

use std::fmt;

use crate::asn1::der::{Element, Part, Reader, tag};
use crate::x509::algorithm::key_identity::KeyIdentity;
use crate::x509::algorithm::key_kind::KeyKind;
use crate::x509::algorithm::numbers::{bit_length, rsa_numbers};

/// A certificate's public key, RFC 5280 §4.1.2.7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// The kind of key.
    pub kind: KeyKind,
    /// The size as OpenSSL counts it: bits of the RSA modulus, the DSA prime, or the curve's order.
    /// `None` if the kind implies it.
    pub bits: Option<u32>,
    pub(crate) identity: KeyIdentity,
}

impl PublicKey {
    pub(crate) fn from_der(spki: &Element<'_>) -> Part<Self> {
        let mut parts = spki.is(tag::SEQUENCE, "a public key")?.reader();
        let algorithm = parts.expect(tag::SEQUENCE, "the key’s algorithm")?;
        let key = parts.expect(tag::BIT_STRING, "the key")?;
        let (subject_public_key, _) = key.bit_string()?;
        let kind = KeyKind::from_algorithm(&algorithm)?;
        let bits = match &kind {
            KeyKind::Rsa | KeyKind::RsaPss => {
                let offset = key.offset + key.raw.len() - subject_public_key.len();
                let (modulus, _) = rsa_numbers(Reader::new(subject_public_key, offset))?;
                Some(bit_length(modulus))
            }
            KeyKind::Dsa => dsa_prime_bits(&algorithm)?,
            KeyKind::Ec(Some(curve)) | KeyKind::Gost(_, Some(curve)) => curve.bits(),
            _ => None,
        };
        Ok(Self { identity: KeyIdentity::of(&kind, subject_public_key), kind, bits })
    }
}

/// The size from Dss-Parms, RFC 3279 §2.3.2, if the key has its own.
pub(crate) fn dsa_prime_bits(algorithm: &Element<'_>) -> Part<Option<u32>> {
    let mut parts = algorithm.reader();
    parts.next("the algorithm’s identifier")?;
    match parts.optional(tag::SEQUENCE, "DSA parameters")? {
        None => Ok(None),
        Some(parameters) => {
            let prime = parameters.reader().expect(tag::INTEGER, "the prime")?.unsigned()?;
            Ok(Some(bit_length(prime)))
        }
    }
}

impl fmt::Display for PublicKey {
    /// `RSA 2048`, `EC P-256`, `Ed25519`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        match (&self.kind, self.bits) {
            (KeyKind::Ec(_) | KeyKind::Gost(..), _) | (_, None) => Ok(()),
            (_, Some(bits)) => write!(f, " {bits}"),
        }
    }
}
