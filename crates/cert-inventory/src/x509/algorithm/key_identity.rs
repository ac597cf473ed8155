//! What tells one public key from every other, however it is written.
//!
//! One key has many encodings: OpenSSL reads a modulus without its leading zero byte, and a point
//! may be compressed or not, on a curve that is named or written out. Whoever compared the bytes
//! would call a good pair a bad one. Kinds stay apart: an RSASSA-PSS key does not fit the
//! certificate of an RSA key, though their numbers be the same.

use sha2::{Digest, Sha256};

use crate::asn1::der::{Reader, tag};
use crate::x509::algorithm::curve::Point;
use crate::x509::algorithm::key_kind::KeyKind;
use crate::x509::algorithm::numbers::rsa_numbers;

/// A public key, whatever the form in which it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyIdentity {
    /// The same for the same key. The curve is not in it: a point is never on two curves by chance.
    pub(crate) digest: [u8; 32],
    /// y of a point that has it; the digest knows no more than a compressed point does.
    y: Vec<u8>,
}

impl KeyIdentity {
    /// From the bits of a subjectPublicKey.
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
        // The length tells where one ends and the other begins.
        digest.update(one.len().to_be_bytes());
        digest.update(one);
        digest.update(other);
        let y = point.map_or(&[][..], |point| point.y).to_vec();
        Self { digest: digest.finalize().into(), y }
    }

    /// Whether two are one key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let one_is_compressed = self.y.is_empty() || other.y.is_empty();
        self.digest == other.digest && (one_is_compressed || self.y == other.y)
    }
}
