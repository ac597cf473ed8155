//! Object identifiers: the dotted numbers that certificates use as names.
//!
//! Stored in dotted form, as RFCs, OpenSSL, and this crate's tables write them.

use std::fmt;

/// `id-kp-serverAuth`, RFC 5280 §4.2.1.12.
pub(crate) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
/// `id-kp-clientAuth`, RFC 5280 §4.2.1.12.
pub(crate) const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";

/// An object identifier in dotted form: `2.5.29.17`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(Box<str>);

/// Longer ones exist only to slow down parsers.
const LONGEST: usize = 128;

impl Oid {
    /// The dotted form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Decodes the value of an OBJECT IDENTIFIER, X.690 §8.19.
    pub(crate) fn from_der(bytes: &[u8]) -> Option<Self> {
        if bytes.last().is_none_or(|last| last & 0x80 != 0) || bytes.len() > LONGEST {
            return None;
        }
        let mut dotted = Dotted { text: [0; LONGEST * 4], length: 0 };
        for arc in bytes.split_inclusive(|byte| byte & 0x80 == 0) {
            // A first digit of zero is padding.
            if arc.first() == Some(&0x80) {
                return None;
            }
            let is_first = dotted.length == 0;
            // The first two arcs share one number: 40 * first + second.
            if arc.len() > 9 {
                let mut digits = decimal(arc);
                if is_first {
                    subtract(&mut digits, 80);
                    dotted.put(b'2');
                }
                dotted.put(b'.');
                digits.iter().rev().for_each(|digit| dotted.put(b'0' + digit));
                continue;
            }
            let mut number =
                arc.iter().fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f));
            if is_first {
                let first = (number / 40).min(2);
                dotted.number(first);
                number -= first * 40;
            }
            dotted.put(b'.');
            dotted.number(number);
        }
        let text = dotted.text.get(..dotted.length)?;
        std::str::from_utf8(text).ok().map(|text| Self(text.into()))
    }
}

/// A dotted form under construction, without allocation: certificates have dozens of identifiers.
/// Seven bits never need more than four characters.
struct Dotted {
    text: [u8; LONGEST * 4],
    length: usize,
}

impl Dotted {
    fn put(&mut self, character: u8) {
        if let Some(next) = self.text.get_mut(self.length) {
            *next = character;
            self.length += 1;
        }
    }

    fn number(&mut self, number: u64) {
        if number > 9 {
            self.number(number / 10);
        }
        self.put(b'0' + (number % 10) as u8);
    }
}

/// Converts a base-128 number to decimal digits, least significant first. Arcs can exceed any
/// machine integer: UUIDs have 128 bits.
fn decimal(arc: &[u8]) -> Vec<u8> {
    let mut digits = vec![0u8];
    for byte in arc {
        let mut carry = u16::from(byte & 0x7f);
        for digit in &mut digits {
            carry += u16::from(*digit) * 128;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        while carry > 0 {
            digits.push((carry % 10) as u8);
            carry /= 10;
        }
    }
    digits
}

/// Subtracts `small` (less than 100) from a number that is at least as large.
fn subtract(digits: &mut Vec<u8>, small: u8) {
    let mut borrow = small;
    for digit in digits.iter_mut() {
        let take = borrow % 10;
        borrow /= 10;
        if *digit < take {
            *digit += 10;
            borrow += 1;
        }
        *digit -= take;
    }
    while digits.len() > 1 && digits.last() == Some(&0) {
        digits.pop();
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Oid {
    fn eq(&self, dotted: &str) -> bool {
        &*self.0 == dotted
    }
}

impl PartialEq<&str> for Oid {
    fn eq(&self, dotted: &&str) -> bool {
        &*self.0 == *dotted
    }
}

/// Looks up an OID in a table keyed by dotted form.
pub(crate) fn lookup<T: Copy>(table: &[(&'static str, T)], oid: &Oid) -> Option<T> {
    table.iter().find(|(dotted, _)| *oid == **dotted).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(bytes: &[u8], dotted: &str) {
        assert_eq!(Oid::from_der(bytes).unwrap().as_str(), dotted);
    }

    #[test]
    fn dotted_forms() {
        reads(&[0x55, 0x1d, 0x11], "2.5.29.17");
        reads(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b], "1.2.840.113549.1.1.11");
        reads(&[0x00], "0.0");
        reads(&[39], "0.39");
        reads(&[40], "1.0");
        reads(&[79], "1.39");
        reads(&[80], "2.0");
        reads(&[0x7f], "2.47");
        // The example in X.690: 2.999.3.
        reads(&[0x88, 0x37, 0x03], "2.999.3");
        reads(&[0x81, 0x00, 0x00], "2.48.0");
    }

    #[test]
    fn a_uuid_has_128_bits() {
        let mut bytes = vec![0x69, 0x83];
        bytes.extend([0xff; 17]);
        bytes.push(0x7f);
        reads(&bytes, "2.25.340282366920938463463374607431768211455");
    }

    #[test]
    fn what_is_not_an_identifier() {
        for bad in [&[][..], &[0x80], &[0x55, 0x80, 0x01], &[0x55, 0x81], &[1; LONGEST + 1]] {
            assert_eq!(Oid::from_der(bad), None, "{bad:?}");
        }
    }
}
