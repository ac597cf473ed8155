//! Identifies a public key regardless of its encoding.
//!
//! One key has many encodings: OpenSSL accepts a modulus without its leading zero byte, and a point
//! may be compressed or not, on a named or explicit curve. Comparing bytes would report a matching
//! pair as mismatched. Kinds stay separate: an RSASSA-PSS key doesn't match an RSA key's
//! certificate, even with the same numbers.

use sha2::{Digest, Sha256};

use crate::asn1::der::{Reader, tag};
use crate::x509::algorithm::curve::Point;
use crate::x509::algorithm::key_kind::KeyKind;
use crate::x509::algorithm::numbers::rsa_numbers;

/// A public key, regardless of encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyIdentity {
    /// Equal for equal keys. The curve isn't included: a point isn't on two curves by chance.
    pub(crate) digest: [u8; 32],
    /// A point's y, if present; the digest covers only what a compressed point has.
    y: Vec<u8>,
}

impl KeyIdentity {
    /// From a subjectPublicKey's bits.
    pub(crate) fn of(kind: &KeyKind, key: &[u8]) -> Self {
        let point = match kind {
            KeyKind::Ec(curve) => Point::from_bytes(curve.as_ref(), key),
            _ => None,
        };
        let numbers = match kind {
            KeyKind::Rsa | KeyKind::RsaPss => rsa_numbers(Reader::new(key, 0)).ok(),
            KeyKind::Dsa => {
                let number = Reader::new(key, 0).expect(tag::INTEGER, "the public key");
                number.and_then(|number| number.unsigned()).ok().map(|number| (number, &[][..]))
            }
            _ => point.as_ref().map(|point| (point.x, if point.y_bit { &[1][..] } else { &[] })),
        };
        let (one, other) = numbers.unwrap_or((key, &[]));
        let mut digest = Sha256::new_with_prefix(kind.name());
        // The length separates one from the next.
        digest.update(one.len().to_be_bytes());
        digest.update(one);
        digest.update(other);
        let y = point.map_or(&[][..], |point| point.y).to_vec();
        Self { digest: digest.finalize().into(), y }
    }

    /// Whether both are the same key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let one_is_compressed = self.y.is_empty() || other.y.is_empty();
        self.digest == other.digest && (one_is_compressed || self.y == other.y)
    }
}
