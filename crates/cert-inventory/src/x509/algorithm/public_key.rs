//! Public keys: their kinds, curves and sizes.

use std::fmt;

use crate::asn1::der::{Element, Part, Reader, tag};
use crate::asn1::oid::{Oid, lookup};

/// A certificate's public key, RFC 5280 §4.1.2.7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// The kind of key.
    pub kind: KeyKind,
    /// The size as OpenSSL counts it: the bits of an RSA modulus, a DSA prime
    /// or the order of a curve. `None` where the kind says it all.
    pub bits: Option<u32>,
    /// The subjectPublicKey itself, to hold against a private key's other half.
    pub(crate) subject_public_key: Vec<u8>,
}

/// A kind of key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum KeyKind {
    Rsa,
    /// RSA that may only be used with PSS.
    RsaPss,
    Dsa,
    /// An elliptic curve key; `None` when it does not say on which curve.
    Ec(Option<Curve>),
    Ed25519,
    Ed448,
    X25519,
    X448,
    /// A kind that is known by name only.
    Named(&'static str),
    /// A kind that is not known.
    Other(Oid),
}

/// An elliptic curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// A curve that is known by name: `P-256`, `secp256k1`.
    Named(&'static str),
    /// A curve that is not known.
    Other(Oid),
    /// A curve whose parameters are written out, with the bits of its order.
    Explicit(u32),
}

impl PublicKey {
    pub(crate) fn from_der(spki: &Element<'_>) -> Part<Self> {
        let mut parts = spki.is(tag::SEQUENCE, "a public key")?.reader();
        let algorithm = parts.expect(tag::SEQUENCE, "the key's algorithm")?;
        let key = parts.expect(tag::BIT_STRING, "the key")?;
        let (subject_public_key, _) = key.bit_string()?;
        let kind = KeyKind::from_algorithm(&algorithm)?;
        let bits = match &kind {
            KeyKind::Rsa | KeyKind::RsaPss => {
                let offset = key.offset + key.raw.len() - subject_public_key.len();
                Some(rsa_modulus_bits(subject_public_key, offset)?)
            }
            KeyKind::Dsa => dsa_prime_bits(&algorithm)?,
            KeyKind::Ec(Some(curve)) => curve.bits(),
            _ => None,
        };
        Ok(Self { kind, bits, subject_public_key: subject_public_key.to_vec() })
    }
}

/// The size of an RSAPublicKey, RFC 8017 §A.1.1.
fn rsa_modulus_bits(key: &[u8], offset: usize) -> Part<u32> {
    let mut numbers = Reader::new(key, offset).sequence("an RSA key")?;
    let modulus = numbers.expect(tag::INTEGER, "the modulus")?.integer()?;
    numbers.expect(tag::INTEGER, "the exponent")?.integer()?;
    Ok(bit_length(modulus))
}

/// The size of Dss-Parms, RFC 3279 §2.3.2, when the key has its own.
pub(crate) fn dsa_prime_bits(algorithm: &Element<'_>) -> Part<Option<u32>> {
    let mut parts = algorithm.reader();
    parts.next("the algorithm's identifier")?;
    match parts.optional(tag::SEQUENCE, "DSA parameters")? {
        None => Ok(None),
        Some(parameters) => {
            let prime = parameters.reader().expect(tag::INTEGER, "the prime")?.integer()?;
            Ok(Some(bit_length(prime)))
        }
    }
}

/// The length of a positive number without its leading zeros.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let mut bytes = number.iter().skip_while(|byte| **byte == 0);
    match bytes.next() {
        None => 0,
        Some(first) => {
            let rest = u32::try_from(bytes.count()).unwrap_or(u32::MAX / 8 - 1);
            rest * 8 + (u8::BITS - first.leading_zeros())
        }
    }
}

impl KeyKind {
    /// The kind that an AlgorithmIdentifier names.
    pub(crate) fn from_algorithm(algorithm: &Element<'_>) -> Part<Self> {
        let mut parts = algorithm.reader();
        let oid = parts.expect(tag::OID, "the algorithm's identifier")?.oid()?;
        Ok(match oid.as_str() {
            "1.2.840.113549.1.1.1" => Self::Rsa,
            "1.2.840.113549.1.1.10" => Self::RsaPss,
            "1.2.840.10040.4.1" => Self::Dsa,
            "1.2.840.10045.2.1" if parts.is_empty() => Self::Ec(None),
            "1.2.840.10045.2.1" => Self::Ec(Curve::from_der(&parts.next("the curve")?)?),
            "1.3.101.110" => Self::X25519,
            "1.3.101.111" => Self::X448,
            "1.3.101.112" => Self::Ed25519,
            "1.3.101.113" => Self::Ed448,
            _ => match lookup(&KEY_KINDS, &oid) {
                Some(name) => Self::Named(name),
                None => Self::Other(oid),
            },
        })
    }

    /// The name that people use, or the dotted form.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Rsa => "RSA",
            Self::RsaPss => "RSA-PSS",
            Self::Dsa => "DSA",
            Self::Ec(_) => "EC",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::X25519 => "X25519",
            Self::X448 => "X448",
            Self::Named(name) => name,
            Self::Other(oid) => oid.as_str(),
        }
    }

    /// The curve of an EC key: `P-256`, `secp256k1`, a dotted form, or
    /// `explicit parameters`.
    #[must_use]
    pub fn curve(&self) -> Option<&str> {
        match self {
            Self::Ec(Some(curve)) => Some(curve.name()),
            _ => None,
        }
    }
}

impl Curve {
    /// ECParameters, RFC 5480 §2.1.1. `None` for implicitCurve.
    pub(crate) fn from_der(parameters: &Element<'_>) -> Part<Option<Self>> {
        match parameters.tag {
            tag::OID => {
                let oid = parameters.oid()?;
                Ok(Some(
                    lookup(&CURVES, &oid).map_or(Self::Other(oid), |(name, _)| Self::Named(name)),
                ))
            }
            tag::SEQUENCE => {
                let mut parts = parameters.reader();
                for part in ["the version", "the field", "the coefficients", "the base point"] {
                    parts.next(part)?;
                }
                let order = parts.expect(tag::INTEGER, "the order")?.integer()?;
                Ok(Some(Self::Explicit(bit_length(order))))
            }
            _ => Ok(None),
        }
    }

    /// `P-256`, `secp256k1`, a dotted form, or `explicit parameters`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Other(oid) => oid.as_str(),
            Self::Explicit(_) => "explicit parameters",
        }
    }

    /// The bits of the curve's order, where it is known.
    #[must_use]
    pub fn bits(&self) -> Option<u32> {
        match self {
            Self::Named(name) => {
                CURVES.iter().find(|(_, (known, _))| known == name).map(|(_, (_, bits))| *bits)
            }
            Self::Other(_) => None,
            Self::Explicit(bits) => Some(*bits),
        }
    }
}

impl fmt::Display for KeyKind {
    /// `RSA`, `EC P-256`, `Ed25519`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self.curve() {
            Some(curve) => write!(f, " {curve}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for PublicKey {
    /// `RSA 2048`, `EC P-256`, `Ed25519`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        match (&self.kind, self.bits) {
            (KeyKind::Ec(_), _) | (_, None) => Ok(()),
            (_, Some(bits)) => write!(f, " {bits}"),
        }
    }
}

/// Kinds of keys that are known by name only.
static KEY_KINDS: [(&str, &str); 23] = [
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
    ("2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s"),
    ("2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f"),
    ("2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s"),
    ("2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f"),
    ("2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s"),
    ("2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f"),
    ("2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s"),
    ("2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f"),
    ("2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s"),
    ("2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f"),
    ("2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s"),
    ("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f"),
    ("2.16.840.1.101.3.4.4.1", "ML-KEM-512"),
    ("2.16.840.1.101.3.4.4.2", "ML-KEM-768"),
    ("2.16.840.1.101.3.4.4.3", "ML-KEM-1024"),
    ("1.2.840.113549.1.3.1", "DH"),
    ("1.2.840.10046.2.1", "X9.42 DH"),
    ("1.2.643.2.2.19", "GOST R 34.10-2001"),
    ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 256"),
    ("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 512"),
];

/// The curves by NIST's names, or where NIST has none OpenSSL's, with the bits
/// of their orders.
static CURVES: [(&str, (&str, u32)); 53] = [
    ("1.3.132.0.33", ("P-224", 224)),
    ("1.3.132.0.10", ("secp256k1", 256)),
    ("1.3.132.0.34", ("P-384", 384)),
    ("1.3.132.0.35", ("P-521", 521)),
    ("1.2.840.10045.3.1.1", ("P-192", 192)),
    ("1.2.840.10045.3.1.7", ("P-256", 256)),
    ("1.3.132.0.6", ("secp112r1", 112)),
    ("1.3.132.0.7", ("secp112r2", 110)),
    ("1.3.132.0.28", ("secp128r1", 128)),
    ("1.3.132.0.29", ("secp128r2", 126)),
    ("1.3.132.0.9", ("secp160k1", 161)),
    ("1.3.132.0.8", ("secp160r1", 161)),
    ("1.3.132.0.30", ("secp160r2", 161)),
    ("1.3.132.0.31", ("secp192k1", 192)),
    ("1.3.132.0.32", ("secp224k1", 225)),
    ("1.2.840.10045.3.1.2", ("prime192v2", 192)),
    ("1.2.840.10045.3.1.3", ("prime192v3", 192)),
    ("1.2.840.10045.3.1.4", ("prime239v1", 239)),
    ("1.2.840.10045.3.1.5", ("prime239v2", 239)),
    ("1.2.840.10045.3.1.6", ("prime239v3", 239)),
    ("1.3.132.0.4", ("sect113r1", 113)),
    ("1.3.132.0.5", ("sect113r2", 113)),
    ("1.3.132.0.22", ("sect131r1", 131)),
    ("1.3.132.0.23", ("sect131r2", 131)),
    ("1.3.132.0.1", ("K-163", 163)),
    ("1.3.132.0.2", ("sect163r1", 162)),
    ("1.3.132.0.15", ("B-163", 163)),
    ("1.3.132.0.24", ("sect193r1", 193)),
    ("1.3.132.0.25", ("sect193r2", 193)),
    ("1.3.132.0.26", ("K-233", 232)),
    ("1.3.132.0.27", ("B-233", 233)),
    ("1.3.132.0.3", ("sect239k1", 238)),
    ("1.3.132.0.16", ("K-283", 281)),
    ("1.3.132.0.17", ("B-283", 282)),
    ("1.3.132.0.36", ("K-409", 407)),
    ("1.3.132.0.37", ("B-409", 409)),
    ("1.3.132.0.38", ("K-571", 570)),
    ("1.3.132.0.39", ("B-571", 570)),
    ("1.2.156.10197.1.301", ("SM2", 256)),
    ("1.3.36.3.3.2.8.1.1.1", ("brainpoolP160r1", 160)),
    ("1.3.36.3.3.2.8.1.1.2", ("brainpoolP160t1", 160)),
    ("1.3.36.3.3.2.8.1.1.3", ("brainpoolP192r1", 192)),
    ("1.3.36.3.3.2.8.1.1.4", ("brainpoolP192t1", 192)),
    ("1.3.36.3.3.2.8.1.1.5", ("brainpoolP224r1", 224)),
    ("1.3.36.3.3.2.8.1.1.6", ("brainpoolP224t1", 224)),
    ("1.3.36.3.3.2.8.1.1.7", ("brainpoolP256r1", 256)),
    ("1.3.36.3.3.2.8.1.1.8", ("brainpoolP256t1", 256)),
    ("1.3.36.3.3.2.8.1.1.9", ("brainpoolP320r1", 320)),
    ("1.3.36.3.3.2.8.1.1.10", ("brainpoolP320t1", 320)),
    ("1.3.36.3.3.2.8.1.1.11", ("brainpoolP384r1", 384)),
    ("1.3.36.3.3.2.8.1.1.12", ("brainpoolP384t1", 384)),
    ("1.3.36.3.3.2.8.1.1.13", ("brainpoolP512r1", 512)),
    ("1.3.36.3.3.2.8.1.1.14", ("brainpoolP512t1", 512)),
];
