//! Serial numbers, which exceed any machine integer.

use std::fmt;

use crate::asn1::der::{Element, Part};
use crate::text::hex::{hex, hex_colons};

/// A serial number, RFC 5280 §4.1.2.2; some are negative, against the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serial {
    negative: bool,
    magnitude: Box<[u8]>,
}

impl Serial {
    pub(crate) fn from_der(element: &Element<'_>) -> Part<Self> {
        let bytes = element.integer()?;
        let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
        let mut magnitude = bytes.to_vec();
        if negative {
            // Two's complement: invert all bits, then add one.
            let mut carry = true;
            for byte in magnitude.iter_mut().rev() {
                (*byte, carry) = (!*byte).overflowing_add(u8::from(carry));
            }
        }
        if magnitude.len() > 1 && magnitude.first() == Some(&0) {
            magnitude.remove(0);
        }
        Ok(Self { negative, magnitude: magnitude.into() })
    }

    /// With colons between the bytes: `0a:ff`.
    #[must_use]
    pub fn colons(&self) -> String {
        self.signed(&hex_colons(&self.magnitude))
    }

    fn signed(&self, digits: &str) -> String {
        let sign = if self.negative { "-" } else { "" };
        [sign, digits].concat()
    }
}

impl fmt::Display for Serial {
    /// As in `openssl x509 -serial`, in lower case: `0aff`, `-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.signed(&hex(&self.magnitude)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::der::Reader;

    /// Output of `openssl x509 -serial`, in lower case.
    #[test]
    fn as_openssl_writes_it() {
        for (bytes, text, colons) in [
            (&[0][..], "00", "00"),
            (&[1], "01", "01"),
            (&[0x7f], "7f", "7f"),
            (&[0x00, 0x80], "80", "80"),
            (&[0x0a, 0xff, 0x00], "0aff00", "0a:ff:00"),
            (&[0xff], "-01", "-01"),
            (&[0x80], "-80", "-80"),
            (&[0xff, 0x00], "-0100", "-01:00"),
            (&[0x80, 0x00], "-8000", "-80:00"),
        ] {
            let der = [&[2, bytes.len() as u8], bytes].concat();
            let element = Reader::new(&der, 0).next("a number").unwrap();
            let serial = Serial::from_der(&element).unwrap();
            assert_eq!((serial.to_string(), serial.colons()), (text.into(), colons.into()));
        }
    }
}
