//! Inputs for verifying a certificate's signature with WebCrypto.
//!
//! The arithmetic is left to the browser: in WebAssembly, it would be larger than the whole
//! decoder. Only public material is used.

use crate::asn1::der::{Reader, tag};
use crate::x509::algorithm::{Hash, KeyKind};
use crate::x509::certificate::Certificate;

/// One signature to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureCheck<'a> {
    /// SHA-256 of the signed certificate.
    pub certificate: [u8; 32],
    /// SHA-256 of the certificate whose key to try.
    pub issuer: [u8; 32],
    /// The signature scheme.
    pub scheme: Scheme,
    /// The issuer's SubjectPublicKeyInfo in DER.
    pub spki: &'a [u8],
    /// The signed bytes.
    pub signed: &'a [u8],
    /// The signature in WebCrypto's form: for ECDSA, `r` and `s` at the curve's length (IEEE P1363)
    /// instead of X.509's DER.
    pub signature: Vec<u8>,
}

/// The signature schemes that WebCrypto supports and certificates use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `RSASSA-PKCS1-v1_5`.
    RsaPkcs1(Hash),
    /// `ECDSA` on a curve, by its WebCrypto name.
    Ecdsa(&'static str, Hash),
    /// `Ed25519`.
    Ed25519,
}

impl Certificate {
    /// Whether the kind of `issuer`'s key can make this signature. True if either is unknown.
    pub(crate) fn may_be_signed_by(&self, issuer: &Self) -> bool {
        let (Ok(algorithm), Ok(key)) = (&self.signature, &issuer.public_key) else { return true };
        let name = algorithm.name();
        if name == algorithm.oid.as_str() {
            return true;
        }
        let is_rsa = name.contains("RSA") || name.starts_with("rsa");
        let is_ec = name.starts_with("ecdsa") || name.starts_with("SM2");
        let is_dsa = name.starts_with("dsa");
        match &key.kind {
            KeyKind::Rsa => is_rsa,
            KeyKind::RsaPss => name == "rsassaPss",
            KeyKind::Ec(_) => is_ec,
            KeyKind::Dsa => is_dsa,
            KeyKind::Ed25519 => name == "ED25519",
            KeyKind::Ed448 => name == "ED448",
            KeyKind::X25519 | KeyKind::X448 => false,
            _ => !is_rsa && !is_ec && !is_dsa && !name.starts_with("ED"),
        }
    }

    /// How to verify that `issuer` signed this; `None` if WebCrypto can't.
    #[must_use]
    pub fn signature_check<'a>(&'a self, issuer: &'a Self) -> Option<SignatureCheck<'a>> {
        let algorithm = self.signature.as_ref().ok()?;
        let key = issuer.public_key.as_ref().ok()?;
        let hash = algorithm.hash().filter(|hash| is_in_webcrypto(*hash));
        let bits = self.signature_value().ok()?;
        let (scheme, signature) = match &key.kind {
            KeyKind::Rsa if algorithm.name().ends_with("WithRSAEncryption") => {
                (Scheme::RsaPkcs1(hash?), bits.to_vec())
            }
            KeyKind::Ec(_) if algorithm.name().starts_with("ecdsa-with-") => {
                let (curve, length) = curve(key.kind.curve()?)?;
                (Scheme::Ecdsa(curve, hash?), fixed_length(bits, length)?)
            }
            KeyKind::Ed25519 if algorithm.name() == "ED25519" => (Scheme::Ed25519, bits.to_vec()),
            _ => return None,
        };
        Some(SignatureCheck {
            certificate: self.sha256,
            issuer: issuer.sha256,
            scheme,
            spki: issuer.spki().ok()?,
            signed: self.tbs(),
            signature,
        })
    }
}

fn is_in_webcrypto(hash: Hash) -> bool {
    matches!(hash, Hash::Sha1 | Hash::Sha256 | Hash::Sha384 | Hash::Sha512)
}

/// WebCrypto's curves, with the length of a coordinate in bytes.
fn curve(name: &str) -> Option<(&'static str, usize)> {
    [("P-256", 32), ("P-384", 48), ("P-521", 66)].into_iter().find(|(known, _)| *known == name)
}

/// Converts Ecdsa-Sig-Value (RFC 3279, section 2.2.3) to a fixed length; `None` if it's invalid or
/// too long.
fn fixed_length(der: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut numbers = Reader::new(der, 0).expect(tag::SEQUENCE, "a signature").ok()?.reader();
    let mut fixed = Vec::with_capacity(2 * length);
    for _ in 0..2 {
        let number = numbers.expect(tag::INTEGER, "a number").ok()?.value;
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let digits = number.get(zeros..)?;
        fixed.resize(fixed.len() + length.checked_sub(digits.len())?, 0);
        fixed.extend_from_slice(digits);
    }
    numbers.is_empty().then_some(fixed)
}

#[cfg(test)]
mod tests {
    use super::fixed_length;

    #[test]
    fn ecdsa_numbers_take_the_curves_length() {
        let rows: &[(&[u8], Option<&[u8]>)] = &[
            (&[0x30, 6, 2, 1, 7, 2, 1, 9], Some(&[0, 7, 0, 9])),
            (&[0x30, 9, 2, 3, 0, 0x80, 1, 2, 2, 1, 2], Some(&[0x80, 1, 1, 2])),
            (&[0x30, 6, 2, 1, 0, 2, 1, 9], Some(&[0, 0, 0, 9])),
            (&[0x30, 8, 2, 3, 1, 0x80, 1, 2, 1, 9], None),
            (&[0x30, 3, 2, 1, 7], None),
            (&[0x30, 9, 2, 1, 7, 2, 1, 9, 2, 1, 9], None),
            (&[4, 2, 7, 9], None),
            (&[], None),
        ];
        for (der, fixed) in rows {
            assert_eq!(fixed_length(der, 2).as_deref(), *fixed, "{der:?}");
        }
    }
}
