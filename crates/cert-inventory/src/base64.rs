//! Base64, RFC 4648 §4. Hand-written, because the decoded data may be a private key: its bytes go
//! into one buffer that is wiped, and nowhere else.

use zeroize::Zeroizing;

/// Why a text isn't base64. Never contains input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base64Error {
    /// A character outside the base64 alphabet.
    NotBase64,
    /// The text ends early, or its padding is misplaced.
    Padding,
    /// No digits.
    Empty,
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Each byte's value as a base64 digit.
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

/// Bytes that OpenSSL trims from line ends: everything up to the space as a signed byte. Besides
/// spaces, these are control characters and non-ASCII bytes, such as a no-break space copied from a
/// web page.
pub(crate) fn is_skipped_at_line_end(byte: u8) -> bool {
    byte <= b' ' || !byte.is_ascii()
}

/// Decoded bytes.
pub(crate) struct Decoded {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    /// The offset of the first line end with characters that only OpenSSL skips.
    pub(crate) stray: Option<usize>,
}

/// Decodes base64. Allows whitespace anywhere, and at line ends whatever OpenSSL skips. An error
/// comes with its offset.
pub(crate) fn decode(text: &str) -> Result<Decoded, (usize, Base64Error)> {
    // Allocated at full size: a growing vector leaves copies of its bytes behind.
    let mut bytes = Zeroizing::new(vec![0; text.len() / 4 * 3 + 3]);
    let mut length = 0;
    let mut groups = bytes.as_chunks_mut::<3>().0.iter_mut();
    let mut put = |group, count| {
        if let Some(next) = groups.next() {
            *next = group;
            length += count;
        }
    };
    let (mut bits, mut digits, mut padding, mut stray) = (0u32, 0u8, 0u8, None);
    let mut rest = text.as_bytes();
    loop {
        // The common case: four digits in a row.
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
            // OpenSSL stops at a dash and ignores the rest.
            b'-' if matches!(digits + padding, 0 | 4) => {
                stray.get_or_insert(offset);
                break;
            }
            byte if is_skipped_at_line_end(byte) => {
                rest = after_line(after).ok_or((offset, Base64Error::NotBase64))?;
                stray.get_or_insert(offset);
                continue;
            }
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
    bytes.truncate(length);
    Ok(Decoded { bytes, stray })
}

/// The next line, if the rest of this one is empty.
fn after_line(rest: &[u8]) -> Option<&[u8]> {
    let more = |byte: &u8| matches!(byte, b'\r' | b'\n') || !is_skipped_at_line_end(*byte);
    let (_, rest) = rest.split_at(rest.iter().position(more)?);
    if matches!(rest.first(), Some(b'\r' | b'\n')) { Some(rest) } else { None }
}

/// How lines end in PEM that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pem {
    /// With a line feed, RFC 7468.
    Text,
    /// With a line feed's escape sequence, as part of a JSON string.
    Json,
}

impl Pem {
    fn line_end(self) -> &'static str {
        match self {
            Self::Text => "\n",
            Self::Json => "\\n",
        }
    }
}

/// Encodes a certificate as PEM, RFC 7468, in lines of 64 characters.
pub(crate) fn encode_certificate(der: &[u8]) -> String {
    let mut text = Vec::with_capacity(pem_length(CERTIFICATE, der.len(), Pem::Text));
    write_pem(CERTIFICATE, der, Pem::Text, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

pub(crate) const CERTIFICATE: &str = "CERTIFICATE";

/// The length of what [`write_pem`] writes.
pub(crate) fn pem_length(label: &str, bytes: usize, pem: Pem) -> usize {
    let boundaries = "-----BEGIN -----".len() + "-----END -----".len() + 2 * label.len();
    let lines = bytes.div_ceil(48) + 2;
    boundaries + bytes.div_ceil(3) * 4 + lines * pem.line_end().len()
}

/// Writes PEM in lines of 64 characters. The buffer must have room for it: what grows leaves
/// copies of its bytes behind.
pub(crate) fn write_pem(label: &str, der: &[u8], pem: Pem, buffer: &mut Vec<u8>) {
    let line_end = pem.line_end().as_bytes();
    let boundary = |word: &str, buffer: &mut Vec<u8>| {
        for part in ["-----", word, " ", label, "-----"] {
            buffer.extend_from_slice(part.as_bytes());
        }
        buffer.extend_from_slice(line_end);
    };
    boundary("BEGIN", buffer);
    for line in der.chunks(48) {
        for group in line.chunks(3) {
            let byte = |index: usize| group.get(index).copied().map_or(0, u32::from);
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for index in 0..4 {
                let digit = bits >> (18 - 6 * index) & 63;
                let is_padding = index > group.len();
                let letter = if is_padding { None } else { ALPHABET.get(digit as usize) };
                buffer.push(letter.copied().unwrap_or(b'='));
            }
        }
        buffer.extend_from_slice(line_end);
    }
    boundary("END", buffer);
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
            let Decoded { bytes, stray } = decode(encoded).unwrap();
            assert_eq!((bytes.as_slice(), stray), (decoded.as_bytes(), None), "{encoded}");
        }
        assert_eq!(decode("+/+/").unwrap().bytes.as_slice(), [0xfb, 0xff, 0xbf]);
    }

    #[test]
    fn what_openssl_skips_at_a_line_end() {
        for end in ["\u{a0}", "\u{200b}", "\x0c", "\x0b", "\0", "ü", "😀", "\u{a0} \u{feff}\t"] {
            let encoded = format!("Zm9v\nYm{end}\r\nFy{end}\n");
            let Decoded { bytes, stray } = decode(&encoded).unwrap();
            assert_eq!((bytes.as_slice(), stray), (&b"foobar"[..], Some(7)), "{end:?}");
            for misplaced in
                [format!("Zm9v{end}Ym9v"), format!("Zm9v{end}"), format!("Zm9v{end}*\n")]
            {
                assert_eq!(decode(&misplaced).err(), Some((4, Base64Error::NotBase64)));
            }
        }
        for end in ["Zg==-and more", "Zm9v-\n", "Zm9v\n-"] {
            let Decoded { bytes, stray } = decode(end).unwrap();
            assert_eq!((bytes.first(), stray), (Some(&b'f'), end.find('-')));
        }
        assert_eq!(decode("Zm9vZ-").err(), Some((5, Base64Error::NotBase64)));
        assert_eq!(decode("Zg==\x7f\n").err(), Some((4, Base64Error::NotBase64)));
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
        assert_eq!(decoded.bytes.len(), 3000);
        assert_eq!(decoded.bytes.capacity(), encoded.len() / 4 * 3 + 3);
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
            assert_eq!(*decode(&body.concat()).unwrap().bytes, der);
            for (form, expected) in
                [(Pem::Text, pem.clone()), (Pem::Json, pem.replace('\n', "\\n"))]
            {
                let mut written = Vec::new();
                write_pem(CERTIFICATE, &der, form, &mut written);
                assert_eq!(written, expected.as_bytes());
                assert_eq!(written.len(), pem_length(CERTIFICATE, length, form));
            }
        }
    }
}
