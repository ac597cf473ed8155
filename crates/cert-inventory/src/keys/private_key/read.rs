//! Parses private keys and keeps only public facts.

use sha2::{Digest, Sha256};

use crate::asn1::der::{DerError, Element, Part, Reader, Unreadable, tag};
use crate::keys::private_key::{KeyFormat, PrivateKey, PublicHalf, rsa};
use crate::x509::algorithm::{Curve, KeyIdentity, KeyKind, bit_length, dsa_prime_bits};

/// `AlgorithmIdentifier` of rsaEncryption, RFC 3279 §2.3.1.
const RSA_ALGORITHM: &[u8] =
    &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
/// id-ecPublicKey, RFC 5480 §2.1.1.
const EC_PUBLIC_KEY: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// id-dsa, RFC 3279 §2.3.2.
const DSA: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01];

impl PrivateKey {
    /// Parses a DER block with a private key label.
    pub(crate) fn from_block(label: &str, encrypted_header: bool, der: &[u8]) -> Self {
        let (format, kind) = match label {
            "RSA PRIVATE KEY" => (KeyFormat::Pkcs1, Some(KeyKind::Rsa)),
            "EC PRIVATE KEY" => (KeyFormat::Sec1, Some(KeyKind::Ec(None))),
            "DSA PRIVATE KEY" => (KeyFormat::Dsa, Some(KeyKind::Dsa)),
            "ENCRYPTED PRIVATE KEY" => (KeyFormat::EncryptedPkcs8, None),
            "OPENSSH PRIVATE KEY" => (KeyFormat::OpenSsh, None),
            _ => (KeyFormat::Pkcs8, None),
        };
        let about = Self { kind, ..Self::encrypted(format) };
        if encrypted_header {
            return Self { format: KeyFormat::EncryptedLegacy, ..about };
        }
        if format == KeyFormat::OpenSsh {
            return about.unreadable(Unreadable { offset: 0, reason: DerError::Unknown });
        }
        let dsa = format == KeyFormat::Dsa;
        read(der, dsa).unwrap_or_else(|unreadable| about.unreadable(unreadable))
    }

    fn encrypted(format: KeyFormat) -> Self {
        let public = PublicHalf::Encrypted;
        Self { format, kind: None, outer_curve: None, bits: None, public, rsa_consistent: None }
    }

    fn new(format: KeyFormat, kind: KeyKind, bits: Option<u32>, public: PublicHalf) -> Self {
        Self { kind: Some(kind), bits, public, ..Self::encrypted(format) }
    }

    fn unreadable(self, unreadable: Unreadable) -> Self {
        let reason = match unreadable.reason {
            // The byte found may be part of the key.
            DerError::Unexpected { expected, .. } => DerError::Misplaced(expected),
            reason => reason,
        };
        Self { public: PublicHalf::Unreadable(Unreadable { reason, ..unreadable }), ..self }
    }
}

/// Tells formats apart by the second value, regardless of label.
fn read(der: &[u8], dsa: bool) -> Part<PrivateKey> {
    let key = Reader::new(der, 0).expect(tag::SEQUENCE, "a private key")?;
    let mut parts = key.reader();
    let first = parts.next("the version")?;
    if first.tag == tag::SEQUENCE {
        return encrypted_pkcs8(parts);
    }
    first.is(tag::INTEGER, "the version")?;
    let second = parts.next("the key")?;
    match second.tag {
        tag::SEQUENCE => pkcs8(&second, parts),
        tag::OCTET_STRING => {
            let sec1 = Sec1::from_der(key)?;
            let curve =
                sec1.curve.ok_or_else(|| second.unreadable(DerError::Missing("the curve")))?;
            ec(KeyFormat::Sec1, &curve, sec1.point)
        }
        tag::INTEGER if dsa => dsa_key(&second, parts),
        _ => rsa_key(KeyFormat::Pkcs1, KeyKind::Rsa, RSA_ALGORITHM, key),
    }
}

/// EncryptedPrivateKeyInfo, RFC 5958 §3.
fn encrypted_pkcs8(mut parts: Reader<'_>) -> Part<PrivateKey> {
    parts.expect(tag::OCTET_STRING, "the encrypted key")?;
    Ok(PrivateKey::encrypted(KeyFormat::EncryptedPkcs8))
}

/// OneAsymmetricKey, RFC 5958 §2, from its second value.
fn pkcs8(algorithm: &Element<'_>, mut parts: Reader<'_>) -> Part<PrivateKey> {
    let kind = KeyKind::from_algorithm(algorithm)?;
    let bits = match &kind {
        KeyKind::Dsa => dsa_prime_bits(algorithm)?,
        KeyKind::Ec(Some(curve)) | KeyKind::Gost(_, Some(curve)) => curve.bits(),
        _ => None,
    };
    let about = PrivateKey::new(KeyFormat::Pkcs8, kind.clone(), bits, PublicHalf::NotStored);
    let inner = || -> Part<PrivateKey> {
        let key = parts.expect(tag::OCTET_STRING, "the private key")?;
        let stored = stored_public_key(parts)?;
        match kind {
            KeyKind::Rsa | KeyKind::RsaPss => {
                let key = key.reader().expect(tag::SEQUENCE, "an RSA key")?;
                let algorithm = if kind == KeyKind::Rsa { RSA_ALGORITHM } else { algorithm.raw };
                rsa_key(KeyFormat::Pkcs8, kind, algorithm, key)
            }
            KeyKind::Ec(outer) => {
                // OpenSSL refuses a key whose curve isn't in the PKCS #8 wrapper.
                let missing = || algorithm.unreadable(DerError::Missing("the curve"));
                let outer = outer.ok_or_else(missing)?;
                let mut parameters = algorithm.reader();
                parameters.next("the algorithm’s identifier")?;
                let named = parameters.next("the curve")?;
                let sec1 = Sec1::from_der(key.reader().expect(tag::SEQUENCE, "an EC key")?)?;
                let curve = sec1.curve.unwrap_or(named);
                let key = ec(KeyFormat::Pkcs8, &curve, sec1.point.or(stored))?;
                let differs = match &key.kind {
                    Some(KeyKind::Ec(Some(inner))) => !outer.may_be(inner),
                    _ => false,
                };
                Ok(PrivateKey { outer_curve: differs.then_some(outer), ..key })
            }
            kind => {
                let public =
                    stored.map_or(PublicHalf::NotStored, |key| known(&kind, algorithm.raw, key));
                Ok(PrivateKey::new(KeyFormat::Pkcs8, kind, bits, public))
            }
        }
    };
    Ok(inner().unwrap_or_else(|unreadable| about.unreadable(unreadable)))
}

/// The publicKey after the private one. Some encoders tag it as constructed and nest a whole BIT
/// STRING.
fn stored_public_key(mut parts: Reader<'_>) -> Part<Option<&[u8]>> {
    parts.optional(tag::constructed(0), "the attributes")?;
    let key = match parts.optional(tag::context(1), "the public key")? {
        Some(key) => Some(key),
        None => match parts.optional(tag::constructed(1), "the public key")? {
            Some(wrapped) => Some(wrapped.reader().expect(tag::BIT_STRING, "the public key")?),
            None => None,
        },
    };
    key.map(|key| Ok(key.bit_string()?.0)).transpose()
}

/// RSAPrivateKey, RFC 8017 §A.1.2.
fn rsa_key(
    format: KeyFormat,
    kind: KeyKind,
    algorithm: &[u8],
    key: Element<'_>,
) -> Part<PrivateKey> {
    let mut parts = key.reader();
    let mut number = |what| parts.expect(tag::INTEGER, what)?.unsigned();
    let version = number("the version")?;
    let modulus = number("the modulus")?;
    let exponent = number("the public exponent")?;
    number("the private exponent")?;
    let (p, q) = (number("the first prime")?, number("the second prime")?);
    let public_key =
        encode(tag::SEQUENCE, &[&encode_positive(modulus), &encode_positive(exponent)]);
    let public = known(&kind, algorithm, &public_key);
    Ok(PrivateKey {
        // Version 1 keys have more than two primes.
        rsa_consistent: if version.is_empty() { rsa::is_product(modulus, p, q) } else { None },
        ..PrivateKey::new(format, kind, Some(bit_length(modulus)), public)
    })
}

/// ECPrivateKey, RFC 5915 §3, without the private number.
struct Sec1<'a> {
    curve: Option<Element<'a>>,
    point: Option<&'a [u8]>,
}

impl<'a> Sec1<'a> {
    fn from_der(key: Element<'a>) -> Part<Self> {
        let mut parts = key.reader();
        parts.expect(tag::INTEGER, "the version")?;
        parts.expect(tag::OCTET_STRING, "the private key")?;
        let curve = parts.optional(tag::constructed(0), "the curve")?;
        let point = parts.optional(tag::constructed(1), "the public key")?;
        let bits = |wrapped: Element<'a>| {
            let bits = wrapped.reader().expect(tag::BIT_STRING, "the public key")?.bit_string()?;
            Ok(bits.0)
        };
        Ok(Self {
            curve: curve.map(|wrapped| wrapped.reader().next("the curve")).transpose()?,
            point: point.map(bits).transpose()?,
        })
    }
}

fn ec(format: KeyFormat, curve: &Element<'_>, point: Option<&[u8]>) -> Part<PrivateKey> {
    let algorithm = encode(tag::SEQUENCE, &[EC_PUBLIC_KEY, curve.raw]);
    let curve = Curve::from_der(curve)?;
    let bits = curve.as_ref().and_then(Curve::bits);
    let kind = KeyKind::Ec(curve);
    let public = point.map_or(PublicHalf::NotStored, |point| known(&kind, &algorithm, point));
    Ok(PrivateKey::new(format, kind, bits, public))
}

/// OpenSSL's DSA key from its second value: p, q, g, y, x.
fn dsa_key(prime: &Element<'_>, mut parts: Reader<'_>) -> Part<PrivateKey> {
    let mut number = |what| parts.expect(tag::INTEGER, what);
    let (q, g) = (number("the subprime")?, number("the base")?);
    let public_key = number("the public key")?;
    number("the private key")?;
    let parameters = encode(tag::SEQUENCE, &[prime.raw, q.raw, g.raw]);
    let algorithm = encode(tag::SEQUENCE, &[DSA, &parameters]);
    let bits = Some(bit_length(prime.unsigned()?));
    let public = known(&KeyKind::Dsa, &algorithm, public_key.raw);
    Ok(PrivateKey::new(KeyFormat::Dsa, KeyKind::Dsa, bits, public))
}

/// The public half, with the SHA-256 of the SubjectPublicKeyInfo that its certificate would have.
fn known(kind: &KeyKind, algorithm: &[u8], subject_public_key: &[u8]) -> PublicHalf {
    let bits = encode(tag::BIT_STRING, &[&[0], subject_public_key]);
    PublicHalf::Known {
        spki_sha256: Sha256::digest(encode(tag::SEQUENCE, &[algorithm, &bits])).into(),
        identity: KeyIdentity::of(kind, subject_public_key),
    }
}

/// Encodes a number without leading zeros as an INTEGER.
fn encode_positive(number: &[u8]) -> Vec<u8> {
    let positive = number.first().is_some_and(|first| first & 0x80 == 0);
    encode(tag::INTEGER, &[if positive { &[] } else { &[0] }, number])
}

/// Encodes one DER value. Only for public data: the buffer isn't wiped.
fn encode(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut der = vec![tag];
    if length < 0x80 {
        der.push(length as u8);
    } else {
        let digits = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0);
        der.push(0x80 | digits.clone().count() as u8);
        der.extend(digits);
    }
    parts.iter().for_each(|part| der.extend_from_slice(part));
    der
}
