//! Kinds of keys and their names.

use std::fmt;
use std::mem;

use crate::asn1::der::{Element, Part, Reader, tag};
use crate::asn1::oid::{Oid, lookup};
use crate::x509::algorithm::curve::Curve;

/// A kind of key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum KeyKind {
    Rsa,
    /// RSA restricted to PSS.
    RsaPss,
    Dsa,
    /// An elliptic curve key; `None` without a curve.
    Ec(Option<Curve>),
    Ed25519,
    Ed448,
    X25519,
    X448,
    /// A GOST key, with its parameter set's curve.
    Gost(&'static str, Option<Curve>),
    /// A kind known only by name.
    Named(&'static str),
    /// An unknown kind.
    Other(Oid),
}

impl KeyKind {
    /// Whether a private key of this kind may belong to a public key of the other: by the kind, and
    /// by the curve where both have one.
    pub(crate) fn may_be(&self, public: &Self) -> bool {
        match (self, public) {
            (Self::Ec(Some(own)), Self::Ec(Some(other))) => own.may_be(other),
            // What is known only by name may be one of the others.
            (Self::Named(_) | Self::Other(_), _) | (_, Self::Named(_) | Self::Other(_)) => true,
            _ => mem::discriminant(self) == mem::discriminant(public),
        }
    }

    /// The kind in an AlgorithmIdentifier.
    pub(crate) fn from_algorithm(algorithm: &Element<'_>) -> Part<Self> {
        let mut parts = algorithm.reader();
        let oid = parts.expect(tag::OID, "the algorithm’s identifier")?.oid()?;
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
            _ => match (lookup(&GOST, &oid), lookup(&KEY_KINDS, &oid)) {
                (Some(name), _) => Self::Gost(name, gost_curve(parts)),
                (_, Some(name)) => Self::Named(name),
                _ => Self::Other(oid),
            },
        })
    }

    /// The common name, or the dotted form.
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
            Self::Gost(name, _) | Self::Named(name) => name,
            Self::Other(oid) => oid.as_str(),
        }
    }

    /// The curve of an EC or GOST key: `P-256`, `secp256k1`, a dotted form, or
    /// `explicit parameters`.
    #[must_use]
    pub fn curve(&self) -> Option<&str> {
        match self {
            Self::Ec(Some(curve)) | Self::Gost(_, Some(curve)) => Some(curve.name()),
            _ => None,
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

/// The first parameter, RFC 4491 §2.3.2 and RFC 9215 §4.2.
fn gost_curve(mut parameters: Reader<'_>) -> Option<Curve> {
    let set = parameters.sequence("the parameters").ok()?.next("the parameter set").ok()?;
    Curve::from_der(&set).ok()?
}

static GOST: [(&str, &str); 3] = [
    ("1.2.643.2.2.19", "GOST R 34.10-2001"),
    ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 with 256 bit modulus"),
    ("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 with 512 bit modulus"),
];

/// Kinds of keys known only by name.
static KEY_KINDS: [(&str, &str); 20] = [
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
];
