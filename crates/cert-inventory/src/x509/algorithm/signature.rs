//! Signature algorithms.

use crate::asn1::der::{DerError, Element, Part, tag};
use crate::asn1::oid::{Oid, lookup};

/// A signature algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureAlgorithm {
    /// The algorithm's identifier.
    pub oid: Oid,
    hash: Option<Hash>,
}

/// A signature's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Hash {
    Md2,
    Md4,
    Md5,
    Ripemd160,
    /// The original SHA of 1993, withdrawn.
    Sha0,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Sm3,
}

impl SignatureAlgorithm {
    pub(crate) fn from_der(element: &Element<'_>) -> Part<Self> {
        let mut parts = element.is(tag::SEQUENCE, "an algorithm")?.reader();
        let oid = parts.expect(tag::OID, "the algorithm’s identifier")?.oid()?;
        let hash = match lookup(&SIGNATURES, &oid) {
            Some(("rsassaPss", _)) => pss_hash(element)?,
            known => known.and_then(|(_, hash)| hash),
        };
        Ok(Self { oid, hash })
    }

    /// OpenSSL's long name, `sha256WithRSAEncryption`, or the dotted form.
    #[must_use]
    pub fn name(&self) -> &str {
        lookup(&SIGNATURES, &self.oid).map_or(self.oid.as_str(), |(name, _)| name)
    }

    /// The name to show: OpenSSL's, apart from those it writes in capitals, unlike the key's kind.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        match self.name() {
            "ED25519" => "Ed25519",
            "ED448" => "Ed448",
            name => name,
        }
    }

    /// The hash, if the algorithm doesn't fix it; for RSA-PSS, from its parameters.
    #[must_use]
    pub fn hash(&self) -> Option<Hash> {
        self.hash
    }
}

/// The hash in RSASSA-PSS-params, RFC 4055 §3.1: SHA-1 by default. `None` without parameters, which
/// a signature must have.
fn pss_hash(algorithm: &Element<'_>) -> Part<Option<Hash>> {
    let mut parts = algorithm.reader();
    parts.next("the algorithm’s identifier")?;
    if parts.is_empty() {
        return Ok(None);
    }
    let mut parameters = parts.sequence("PSS parameters")?;
    let Some(wrapped) = parameters.optional(tag::constructed(0), "the hash")? else {
        return Ok(Some(Hash::Sha1));
    };
    let oid = wrapped.reader().sequence("the hash")?.expect(tag::OID, "the hash")?;
    match lookup(&HASHES, &oid.oid()?) {
        Some(hash) => Ok(Some(hash)),
        None => Err(oid.unreadable(DerError::Unknown)),
    }
}

impl Hash {
    /// Whether collisions are feasible, so that a signature proves nothing: MD2, MD4, MD5, SHA-0,
    /// and SHA-1.
    #[must_use]
    pub fn is_broken(self) -> bool {
        matches!(self, Self::Md2 | Self::Md4 | Self::Md5 | Self::Sha0 | Self::Sha1)
    }

    /// The usual name: `SHA-256`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Md2 => "MD2",
            Self::Md4 => "MD4",
            Self::Md5 => "MD5",
            Self::Ripemd160 => "RIPEMD-160",
            Self::Sha0 => "SHA-0",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha512_224 => "SHA-512/224",
            Self::Sha512_256 => "SHA-512/256",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
            Self::Sm3 => "SM3",
        }
    }
}

/// OpenSSL's long names of signature algorithms, each with its hash, if the name implies one.
static SIGNATURES: [(&str, (&str, Option<Hash>)); 64] = [
    ("1.2.840.113549.1.1.1", ("rsaEncryption", None)),
    ("1.2.840.113549.1.1.2", ("md2WithRSAEncryption", Some(Hash::Md2))),
    ("1.2.840.113549.1.1.3", ("md4WithRSAEncryption", Some(Hash::Md4))),
    ("1.2.840.113549.1.1.4", ("md5WithRSAEncryption", Some(Hash::Md5))),
    ("1.2.840.113549.1.1.5", ("sha1WithRSAEncryption", Some(Hash::Sha1))),
    ("1.2.840.113549.1.1.10", ("rsassaPss", None)),
    ("1.2.840.113549.1.1.11", ("sha256WithRSAEncryption", Some(Hash::Sha256))),
    ("1.2.840.113549.1.1.12", ("sha384WithRSAEncryption", Some(Hash::Sha384))),
    ("1.2.840.113549.1.1.13", ("sha512WithRSAEncryption", Some(Hash::Sha512))),
    ("1.2.840.113549.1.1.14", ("sha224WithRSAEncryption", Some(Hash::Sha224))),
    ("1.2.840.113549.1.1.15", ("sha512-224WithRSAEncryption", Some(Hash::Sha512_224))),
    ("1.2.840.113549.1.1.16", ("sha512-256WithRSAEncryption", Some(Hash::Sha512_256))),
    ("1.2.840.10045.4.1", ("ecdsa-with-SHA1", Some(Hash::Sha1))),
    ("1.2.840.10045.4.2", ("ecdsa-with-Recommended", None)),
    ("1.2.840.10045.4.3", ("ecdsa-with-Specified", None)),
    ("1.2.840.10045.4.3.1", ("ecdsa-with-SHA224", Some(Hash::Sha224))),
    ("1.2.840.10045.4.3.2", ("ecdsa-with-SHA256", Some(Hash::Sha256))),
    ("1.2.840.10045.4.3.3", ("ecdsa-with-SHA384", Some(Hash::Sha384))),
    ("1.2.840.10045.4.3.4", ("ecdsa-with-SHA512", Some(Hash::Sha512))),
    ("1.3.101.112", ("ED25519", None)),
    ("1.3.101.113", ("ED448", None)),
    ("1.2.840.10040.4.3", ("dsaWithSHA1", Some(Hash::Sha1))),
    ("2.16.840.1.101.3.4.3.1", ("dsa_with_SHA224", Some(Hash::Sha224))),
    ("2.16.840.1.101.3.4.3.2", ("dsa_with_SHA256", Some(Hash::Sha256))),
    ("2.16.840.1.101.3.4.3.3", ("dsa_with_SHA384", Some(Hash::Sha384))),
    ("2.16.840.1.101.3.4.3.4", ("dsa_with_SHA512", Some(Hash::Sha512))),
    ("2.16.840.1.101.3.4.3.5", ("dsa_with_SHA3-224", Some(Hash::Sha3_224))),
    ("2.16.840.1.101.3.4.3.6", ("dsa_with_SHA3-256", Some(Hash::Sha3_256))),
    ("2.16.840.1.101.3.4.3.7", ("dsa_with_SHA3-384", Some(Hash::Sha3_384))),
    ("2.16.840.1.101.3.4.3.8", ("dsa_with_SHA3-512", Some(Hash::Sha3_512))),
    ("2.16.840.1.101.3.4.3.9", ("ecdsa_with_SHA3-224", Some(Hash::Sha3_224))),
    ("2.16.840.1.101.3.4.3.10", ("ecdsa_with_SHA3-256", Some(Hash::Sha3_256))),
    ("2.16.840.1.101.3.4.3.11", ("ecdsa_with_SHA3-384", Some(Hash::Sha3_384))),
    ("2.16.840.1.101.3.4.3.12", ("ecdsa_with_SHA3-512", Some(Hash::Sha3_512))),
    ("2.16.840.1.101.3.4.3.13", ("RSA-SHA3-224", Some(Hash::Sha3_224))),
    ("2.16.840.1.101.3.4.3.14", ("RSA-SHA3-256", Some(Hash::Sha3_256))),
    ("2.16.840.1.101.3.4.3.15", ("RSA-SHA3-384", Some(Hash::Sha3_384))),
    ("2.16.840.1.101.3.4.3.16", ("RSA-SHA3-512", Some(Hash::Sha3_512))),
    ("2.16.840.1.101.3.4.3.17", ("ML-DSA-44", None)),
    ("2.16.840.1.101.3.4.3.18", ("ML-DSA-65", None)),
    ("2.16.840.1.101.3.4.3.19", ("ML-DSA-87", None)),
    ("2.16.840.1.101.3.4.3.20", ("SLH-DSA-SHA2-128s", None)),
    ("2.16.840.1.101.3.4.3.21", ("SLH-DSA-SHA2-128f", None)),
    ("2.16.840.1.101.3.4.3.22", ("SLH-DSA-SHA2-192s", None)),
    ("2.16.840.1.101.3.4.3.23", ("SLH-DSA-SHA2-192f", None)),
    ("2.16.840.1.101.3.4.3.24", ("SLH-DSA-SHA2-256s", None)),
    ("2.16.840.1.101.3.4.3.25", ("SLH-DSA-SHA2-256f", None)),
    ("2.16.840.1.101.3.4.3.26", ("SLH-DSA-SHAKE-128s", None)),
    ("2.16.840.1.101.3.4.3.27", ("SLH-DSA-SHAKE-128f", None)),
    ("2.16.840.1.101.3.4.3.28", ("SLH-DSA-SHAKE-192s", None)),
    ("2.16.840.1.101.3.4.3.29", ("SLH-DSA-SHAKE-192f", None)),
    ("2.16.840.1.101.3.4.3.30", ("SLH-DSA-SHAKE-256s", None)),
    ("2.16.840.1.101.3.4.3.31", ("SLH-DSA-SHAKE-256f", None)),
    ("1.3.14.3.2.3", ("md5WithRSA", Some(Hash::Md5))),
    ("1.3.14.3.2.13", ("dsaWithSHA", Some(Hash::Sha0))),
    ("1.3.14.3.2.15", ("shaWithRSAEncryption", Some(Hash::Sha0))),
    ("1.3.14.3.2.27", ("dsaWithSHA1-old", Some(Hash::Sha1))),
    ("1.3.14.3.2.29", ("sha1WithRSA", Some(Hash::Sha1))),
    ("1.3.36.3.3.1.2", ("ripemd160WithRSA", Some(Hash::Ripemd160))),
    ("1.2.156.10197.1.501", ("SM2-with-SM3", Some(Hash::Sm3))),
    ("1.2.156.10197.1.504", ("sm3WithRSAEncryption", Some(Hash::Sm3))),
    ("1.2.643.2.2.3", ("GOST R 34.11-94 with GOST R 34.10-2001", None)),
    ("1.2.643.7.1.1.3.2", ("GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)", None)),
    ("1.2.643.7.1.1.3.3", ("GOST R 34.10-2012 with GOST R 34.11-2012 (512 bit)", None)),
];

/// Hashes for RSA-PSS parameters.
static HASHES: [(&str, Hash); 14] = [
    ("1.2.840.113549.2.5", Hash::Md5),
    ("1.3.14.3.2.26", Hash::Sha1),
    ("1.3.36.3.2.1", Hash::Ripemd160),
    ("2.16.840.1.101.3.4.2.1", Hash::Sha256),
    ("2.16.840.1.101.3.4.2.2", Hash::Sha384),
    ("2.16.840.1.101.3.4.2.3", Hash::Sha512),
    ("2.16.840.1.101.3.4.2.4", Hash::Sha224),
    ("2.16.840.1.101.3.4.2.5", Hash::Sha512_224),
    ("2.16.840.1.101.3.4.2.6", Hash::Sha512_256),
    ("2.16.840.1.101.3.4.2.7", Hash::Sha3_224),
    ("2.16.840.1.101.3.4.2.8", Hash::Sha3_256),
    ("2.16.840.1.101.3.4.2.9", Hash::Sha3_384),
    ("2.16.840.1.101.3.4.2.10", Hash::Sha3_512),
    ("1.2.156.10197.1.401", Hash::Sm3),
];
