//! Elliptic curves: names, sizes, and normalized points.

use crate::asn1::der::{Element, Part, tag};
use crate::asn1::oid::{Oid, lookup};
use crate::x509::algorithm::numbers::bit_length;

/// An elliptic curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// A known curve: `P-256`, `secp256k1`.
    Named(&'static str),
    /// An unknown curve.
    Other(Oid),
    /// A curve with explicit parameters.
    Explicit {
        /// Its order in bits.
        bits: u32,
        /// Whether its field is a prime field.
        prime_field: bool,
    },
}

impl Curve {
    /// ECParameters, RFC 5480 §2.1.1. `None` for implicitCurve.
    pub(crate) fn from_der(parameters: &Element<'_>) -> Part<Option<Self>> {
        match parameters.tag {
            tag::OID => {
                let oid = parameters.oid()?;
                let known = lookup(&PRIME_CURVES, &oid).or_else(|| lookup(&BINARY_CURVES, &oid));
                Ok(Some(known.map_or(Self::Other(oid), |(name, _)| Self::Named(name))))
            }
            tag::SEQUENCE => {
                let mut parts = parameters.reader();
                parts.next("the version")?;
                let mut field = parts.sequence("the field")?;
                let prime_field =
                    field.expect(tag::OID, "the field’s type")?.oid()? == "1.2.840.10045.1.1";
                parts.next("the coefficients")?;
                parts.next("the base point")?;
                let bits = bit_length(parts.expect(tag::INTEGER, "the order")?.integer()?);
                Ok(Some(Self::Explicit { bits, prime_field }))
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
            Self::Explicit { .. } => "explicit parameters",
        }
    }

    /// The curve's order in bits, if known.
    #[must_use]
    pub fn bits(&self) -> Option<u32> {
        match self {
            Self::Named(name) => {
                let mut curves = PRIME_CURVES.iter().chain(&BINARY_CURVES);
                curves.find(|(_, (known, _))| known == name).map(|(_, (_, bits))| *bits)
            }
            Self::Other(_) => None,
            Self::Explicit { bits, .. } => Some(*bits),
        }
    }

    /// Whether two curves may be the same: explicit parameters in a key may describe the curve that
    /// its certificate names.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named(one), Self::Named(other)) => one == other,
            _ => self.bits().zip(other.bits()).is_none_or(|(one, other)| one == other),
        }
    }

    fn has_prime_field(&self) -> bool {
        match self {
            Self::Named(name) => PRIME_CURVES.iter().any(|(_, (known, _))| known == name),
            Self::Other(_) => false,
            Self::Explicit { prime_field, .. } => *prime_field,
        }
    }
}

/// A point, SEC 1 §2.3.3.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Point<'a> {
    pub(super) x: &'a [u8],
    /// Empty for a compressed point.
    pub(super) y: &'a [u8],
    /// Distinguishes y from the other point with the same x: its lowest bit. Over non-prime fields,
    /// a compressed point has a bit of a quotient instead; there this is always false, and x must
    /// suffice.
    pub(super) y_bit: bool,
}

impl<'a> Point<'a> {
    pub(super) fn from_bytes(curve: Option<&Curve>, bytes: &'a [u8]) -> Option<Self> {
        let (form, rest) = bytes.split_first()?;
        let (x, y) = match form {
            2 | 3 => (rest, &[][..]),
            4 | 6 | 7 => rest.split_at_checked(rest.len() / 2)?,
            _ => return None,
        };
        let odd = y.last().unwrap_or(form) & 1 == 1;
        Some(Self { x, y, y_bit: odd && curve.is_some_and(Curve::has_prime_field) })
    }
}

/// Curves over prime fields by NIST name, or OpenSSL's if NIST has none, with their order in bits.
static PRIME_CURVES: [(&str, (&str, u32)); 54] = [
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
    ("2.23.43.1.4.6", ("wap-wsg-idm-ecid-wtls6", 112)),
    ("2.23.43.1.4.7", ("wap-wsg-idm-ecid-wtls7", 161)),
    ("2.23.43.1.4.8", ("wap-wsg-idm-ecid-wtls8", 113)),
    ("2.23.43.1.4.9", ("wap-wsg-idm-ecid-wtls9", 161)),
    ("2.23.43.1.4.12", ("wap-wsg-idm-ecid-wtls12", 224)),
    ("1.2.643.2.2.35.0", ("id-GostR3410-2001-TestParamSet", 256)),
    ("1.2.643.2.2.35.1", ("id-GostR3410-2001-CryptoPro-A-ParamSet", 256)),
    ("1.2.643.2.2.35.2", ("id-GostR3410-2001-CryptoPro-B-ParamSet", 256)),
    ("1.2.643.2.2.35.3", ("id-GostR3410-2001-CryptoPro-C-ParamSet", 256)),
    ("1.2.643.2.2.36.0", ("id-GostR3410-2001-CryptoPro-XchA-ParamSet", 256)),
    ("1.2.643.2.2.36.1", ("id-GostR3410-2001-CryptoPro-XchB-ParamSet", 256)),
    ("1.2.643.7.1.2.1.1.1", ("id-tc26-gost-3410-2012-256-paramSetA", 256)),
    ("1.2.643.7.1.2.1.1.2", ("id-tc26-gost-3410-2012-256-paramSetB", 256)),
    ("1.2.643.7.1.2.1.1.3", ("id-tc26-gost-3410-2012-256-paramSetC", 256)),
    ("1.2.643.7.1.2.1.1.4", ("id-tc26-gost-3410-2012-256-paramSetD", 256)),
    ("1.2.643.7.1.2.1.2.0", ("id-tc26-gost-3410-2012-512-paramSetTest", 512)),
    ("1.2.643.7.1.2.1.2.1", ("id-tc26-gost-3410-2012-512-paramSetA", 512)),
    ("1.2.643.7.1.2.1.2.2", ("id-tc26-gost-3410-2012-512-paramSetB", 512)),
    ("1.2.643.7.1.2.1.2.3", ("id-tc26-gost-3410-2012-512-paramSetC", 512)),
];

/// Curves over fields of characteristic two.
static BINARY_CURVES: [(&str, (&str, u32)); 40] = [
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
    ("1.2.840.10045.3.0.1", ("c2pnb163v1", 163)),
    ("1.2.840.10045.3.0.2", ("c2pnb163v2", 162)),
    ("1.2.840.10045.3.0.3", ("c2pnb163v3", 162)),
    ("1.2.840.10045.3.0.4", ("c2pnb176v1", 161)),
    ("1.2.840.10045.3.0.5", ("c2tnb191v1", 191)),
    ("1.2.840.10045.3.0.6", ("c2tnb191v2", 190)),
    ("1.2.840.10045.3.0.7", ("c2tnb191v3", 189)),
    ("1.2.840.10045.3.0.10", ("c2pnb208w1", 193)),
    ("1.2.840.10045.3.0.11", ("c2tnb239v1", 238)),
    ("1.2.840.10045.3.0.12", ("c2tnb239v2", 237)),
    ("1.2.840.10045.3.0.13", ("c2tnb239v3", 236)),
    ("1.2.840.10045.3.0.16", ("c2pnb272w1", 257)),
    ("1.2.840.10045.3.0.17", ("c2pnb304w1", 289)),
    ("1.2.840.10045.3.0.18", ("c2tnb359v1", 353)),
    ("1.2.840.10045.3.0.19", ("c2pnb368w1", 353)),
    ("1.2.840.10045.3.0.20", ("c2tnb431r1", 418)),
    ("2.23.43.1.4.1", ("wap-wsg-idm-ecid-wtls1", 112)),
    ("2.23.43.1.4.3", ("wap-wsg-idm-ecid-wtls3", 163)),
    ("2.23.43.1.4.4", ("wap-wsg-idm-ecid-wtls4", 113)),
    ("2.23.43.1.4.5", ("wap-wsg-idm-ecid-wtls5", 163)),
    ("2.23.43.1.4.10", ("wap-wsg-idm-ecid-wtls10", 232)),
    ("2.23.43.1.4.11", ("wap-wsg-idm-ecid-wtls11", 233)),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(curve: &'static str, bytes: &'a [u8]) -> (&'a [u8], &'a [u8], bool) {
        let point = Point::from_bytes(Some(&Curve::Named(curve)), bytes).unwrap();
        (point.x, point.y, point.y_bit)
    }

    #[test]
    fn forms_of_a_point() {
        let (x, y, odd) = (&[1, 2][..], &[3, 4][..], &[3, 5][..]);
        for (bytes, point) in [
            (&[4, 1, 2, 3, 4][..], (x, y, false)),
            (&[6, 1, 2, 3, 4], (x, y, false)),
            (&[2, 1, 2], (x, &[], false)),
            (&[4, 1, 2, 3, 5], (x, odd, true)),
            (&[7, 1, 2, 3, 5], (x, odd, true)),
            (&[3, 1, 2], (x, &[], true)),
        ] {
            assert_eq!(read("P-256", bytes), point);
        }
    }

    #[test]
    fn the_compression_bit_is_ignored_over_a_binary_field() {
        for curve in ["K-283", "c2pnb163v1"] {
            assert_eq!(read(curve, &[3, 1, 2]), (&[1, 2][..], &[][..], false));
        }
    }

    #[test]
    fn invalid_points() {
        for bytes in [&[][..], &[0], &[5, 1, 2]] {
            assert_eq!(Point::from_bytes(None, bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_curve_written_out_may_be_one_of_its_size() {
        let explicit = |bits| Curve::Explicit { bits, prime_field: true };
        assert!(Curve::Named("P-256").may_be(&explicit(256)));
        assert!(!Curve::Named("P-256").may_be(&explicit(384)));
        assert!(!Curve::Named("P-256").may_be(&Curve::Named("secp256k1")));
        assert!(Curve::Other(Oid::from_der(&[40]).unwrap()).may_be(&explicit(256)));
    }
}
