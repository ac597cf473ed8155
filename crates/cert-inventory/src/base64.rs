//! Base64, RFC 4648 §4. Own code, because what is decoded may be a private key:
//! its bytes go into one buffer that is wiped, and nowhere else.

use zeroize::Zeroizing;

/// Why a text is not base64. Never holds what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base64Error {
    /// A character that base64 does not have.
    NotBase64,
    /// The text ends early, or its padding is not where it must be.
    Padding,
    /// No digit at all.
    Empty,
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each byte as a digit.
static DIGITS: [u8; 256] = digits();

const NO_DIGIT: u8 = 0xff;

#[allow(clippy::indexing_slicing, reason = "only the compiler runs it")]
const fn digits() -> [u8; 256] {
    let (mut digits, mut value) = ([NO_DIGIT; 256], 0);
    while value < ALPHABET.len() {
        digits[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    digits
}

fn digit(byte: u8) -> u8 {
    DIGITS.get(usize::from(byte)).copied().unwrap_or(NO_DIGIT)
}

/// Decodes base64 with blanks and line breaks anywhere. An error comes with the
/// offset at which it was found.
pub(crate) fn decode(text: &str) -> Result<Zeroizing<Vec<u8>>, (usize, Base64Error)> {
    // As long as it can get from the start: a vector that grows leaves copies of its bytes behind.
    let mut der = Zeroizing::new(vec![0; text.len() / 4 * 3 + 3]);
    let mut length = 0;
    let mut groups = der.as_chunks_mut::<3>().0.iter_mut();
    let mut put = |group, bytes| {
        if let Some(next) = groups.next() {
            *next = group;
            length += bytes;
        }
    };
    let (mut bits, mut digits, mut padding) = (0u32, 0u8, 0u8);
    let mut rest = text.as_bytes();
    loop {
        // Nearly everywhere: four digits in a row.
        if let (0, 0, Some((four, after))) = (digits, padding, rest.split_first_chunk::<4>()) {
            let [a, b, c, d] = four.map(digit);
            if (a | b | c | d) < 64 {
                put([a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d], 3);
                rest = after;
                continue;
            }
        }
        let offset = text.len() - rest.len();
        let Some((&byte, after)) = rest.split_first() else { break };
        rest = after;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'=' if digits + padding < 4 && digits > 1 => {
                padding += 1;
                continue;
            }
            b'=' => return Err((offset, Base64Error::Padding)),
            _ => {}
        }
        let digit = digit(byte);
        if digit == NO_DIGIT {
            return Err((offset, Base64Error::NotBase64));
        }
        if padding > 0 {
            return Err((offset, Base64Error::Padding));
        }
        bits = bits << 6 | u32::from(digit);
        digits += 1;
        if digits == 4 {
            put([(bits >> 16) as u8, (bits >> 8) as u8, bits as u8], 3);
            (bits, digits) = (0, 0);
        }
    }
    match (digits, padding) {
        (0, 0) => {}
        (2, 2) => put([(bits >> 4) as u8, 0, 0], 1),
        (3, 1) => put([(bits >> 10) as u8, (bits >> 2) as u8, 0], 2),
        _ => return Err((text.trim_ascii_end().len(), Base64Error::Padding)),
    }
    if length == 0 {
        return Err((0, Base64Error::Empty));
    }
    der.truncate(length);
    Ok(der)
}

/// A certificate as PEM, RFC 7468, in lines of 64 characters.
pub(crate) fn encode_certificate(der: &[u8]) -> String {
    let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in der.chunks(48) {
        for group in line.chunks(3) {
            let byte = |index: usize| group.get(index).copied().map_or(0, u32::from);
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for index in 0..4 {
                let digit = bits >> (18 - 6 * index) & 63;
                let is_padding = index > group.len();
                let letter = if is_padding { None } else { ALPHABET.get(digit as usize) };
                text.push(letter.copied().map_or('=', char::from));
            }
        }
        text.push('\n');
    }
    text.push_str("-----END CERTIFICATE-----\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_4648_vectors() {
        for (encoded, decoded) in [
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
            (" Zm\r\n9v\tYmFy\n", "foobar"),
            ("Zm9vYg=\n=", "foob"),
        ] {
            assert_eq!(decode(encoded).unwrap().as_slice(), decoded.as_bytes(), "{encoded}");
        }
        assert_eq!(decode("+/+/").unwrap().as_slice(), [0xfb, 0xff, 0xbf]);
    }

    #[test]
    fn errors_have_a_place() {
        use Base64Error::{Empty, NotBase64, Padding};
        for (encoded, offset, reason) in [
            ("", 0, Empty),
            (" \n", 0, Empty),
            ("Zm9v*", 4, NotBase64),
            ("Zm9_", 3, NotBase64),
            ("Zm9\u{e9}", 3, NotBase64),
            ("Z", 1, Padding),
            ("Zg", 2, Padding),
            ("Zg=\n", 3, Padding),
            ("Zg===", 4, Padding),
            ("Zm9v=", 4, Padding),
            ("Z===", 1, Padding),
            ("=", 0, Padding),
            ("Zg==Zg==", 4, Padding),
        ] {
            assert_eq!(decode(encoded).err(), Some((offset, reason)), "{encoded}");
        }
    }

    #[test]
    fn one_allocation_whatever_the_layout() {
        let encoded = "Zm9v\n".repeat(1000);
        let decoded = decode(&encoded).unwrap();
        assert_eq!(decoded.len(), 3000);
        assert_eq!(decoded.capacity(), encoded.len() / 4 * 3 + 3);
    }

    #[test]
    fn encoding_is_the_inverse() {
        for length in 1..200usize {
            let der: Vec<u8> = (0..length).map(|byte| byte as u8).collect();
            let pem = encode_certificate(&der);
            let lines: Vec<&str> = pem.lines().collect();
            let (body, last) = (&lines[1..lines.len() - 1], lines.len() - 1);
            assert_eq!(
                (lines[0], lines[last]),
                ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
            );
            assert!(body.iter().all(|line| line.len() <= 64));
            assert_eq!(*decode(&body.concat()).unwrap(), der);
        }
    }
}
