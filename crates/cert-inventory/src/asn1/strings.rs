//! Converts certificate string types to Unicode, and escapes them for distinguished names.

use std::fmt::{self, Write as _};

/// Decodes a DirectoryString (RFC 5280 §4.1.2.4) or a related type. `None` if the type isn't a
/// string or the bytes are invalid for it.
///
/// Single-byte types are read as Latin-1 regardless of their alphabet, as in OpenSSL: real
/// certificates ignore the alphabets.
pub(crate) fn directory_string(tag: u8, bytes: &[u8]) -> Option<String> {
    match tag {
        // UTF8String
        0x0c => std::str::from_utf8(bytes).ok().map(str::to_owned),
        // NumericString, PrintableString, T61String, IA5String, UTCTime,
        // GeneralizedTime, VisibleString
        0x12 | 0x13 | 0x14 | 0x16 | 0x17 | 0x18 | 0x1a => Some(latin1(bytes)),
        // UniversalString
        0x1c => {
            let (characters, rest) = bytes.as_chunks::<4>();
            let text = characters.iter().map(|bytes| char::from_u32(u32::from_be_bytes(*bytes)));
            if rest.is_empty() { text.collect() } else { None }
        }
        // BMPString
        0x1e => {
            let (units, rest) = bytes.as_chunks::<2>();
            let units = units.iter().map(|bytes| u16::from_be_bytes(*bytes));
            if rest.is_empty() {
                char::decode_utf16(units).collect::<Result<_, _>>().ok()
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Decodes a DisplayText, RFC 5280 §4.2.1.4. Its single-byte types are as loosely encoded as
/// [`ia5`].
pub(crate) fn display_text(tag: u8, bytes: &[u8]) -> Option<String> {
    match tag {
        0x16 | 0x1a => Some(ia5(bytes)),
        _ => directory_string(tag, bytes),
    }
}

/// Decodes an IA5String. Non-ASCII content is UTF-8 more often than Latin-1.
pub(crate) fn ia5(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| latin1(bytes), str::to_owned)
}

fn latin1(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(ascii) if bytes.is_ascii() => ascii.to_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}

/// `#` and upper-case hexadecimal, for values that aren't text: RFC 4514 §2.4.
pub(crate) fn hash_hex(der: &[u8]) -> String {
    let mut text = String::with_capacity(1 + der.len().saturating_mul(2));
    text.push('#');
    for byte in der {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02X}");
    }
    text
}

/// Escapes a value for a distinguished name: RFC 4514 §2.4, with control characters in hexadecimal,
/// as in OpenSSL.
pub(crate) fn escape(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let last = text.len().saturating_sub(1);
    let mut written = 0;
    // Only ASCII is escaped, and no byte of a multibyte character is ASCII.
    for (index, byte) in text.bytes().enumerate() {
        let is_control = matches!(byte, 0..=0x1f | 0x7f);
        let is_special = match byte {
            b',' | b'+' | b'"' | b'\\' | b'<' | b'>' | b';' => true,
            b'#' => index == 0,
            b' ' => index == 0 || index == last,
            _ => false,
        };
        if !is_control && !is_special {
            continue;
        }
        f.write_str(text.get(written..index).unwrap_or_default())?;
        if is_control {
            write!(f, "\\{byte:02X}")?;
        } else {
            f.write_char('\\')?;
            f.write_char(char::from(byte))?;
        }
        written = index + 1;
    }
    f.write_str(text.get(written..).unwrap_or_default())
}

/// Escapes a value for OpenSSL's one-line form, but keeps non-ASCII characters readable.
pub(crate) fn escape_oneline(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for character in text.chars() {
        match character {
            '/' | '+' => write!(f, "\\{character}")?,
            '\0'..='\x1f' | '\x7f' => write!(f, "\\x{:02X}", u32::from(character))?,
            _ => f.write_char(character)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn string_types() {
        for (tag, bytes, text) in [
            (0x0c, "Zürich".as_bytes(), Some("Zürich")),
            (0x0c, b"Z\xfcrich", None),
            (0x13, b"Zurich", Some("Zurich")),
            (0x14, b"Z\xfcrich", Some("Zürich")),
            (0x16, b"Z\xfcrich", Some("Zürich")),
            (0x12, b"12 34", Some("12 34")),
            (0x1a, b"visible", Some("visible")),
            (0x1e, b"\0Z\0\xfc", Some("Zü")),
            (0x1e, b"\xd8\x3d\xde\x00", Some("😀")),
            (0x1e, b"\xd8\x3d\0a", None),
            (0x1e, b"\0Z\0", None),
            (0x1c, b"\0\0\0Z\0\x01\xf6\x00", Some("Z😀")),
            (0x1c, b"\0\x11\0\0", None),
            (0x1c, b"\0\0\0", None),
            (0x1b, b"general", None),
            (0x04, b"octets", None),
            (0x0c, b"", Some("")),
        ] {
            assert_eq!(directory_string(tag, bytes).as_deref(), text, "{tag:02x} {bytes:?}");
        }
    }

    #[test]
    fn string_types_with_the_wrong_encoding_are_read_as_utf_8_if_valid() {
        assert_eq!(ia5("bücher".as_bytes()), "bücher");
        assert_eq!(ia5(b"b\xfccher"), "bücher");
        assert_eq!(display_text(0x1a, "bücher".as_bytes()).as_deref(), Some("bücher"));
    }

    #[test]
    fn escapes() {
        struct Escaped(&'static str);
        impl fmt::Display for Escaped {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                escape(f, self.0)
            }
        }
        // Output of OpenSSL 3.0.19 with -nameopt RFC2253,-esc_msb.
        for (text, escaped) in [
            ("plain", "plain"),
            ("", ""),
            (" ", "\\ "),
            (" a b ", "\\ a b\\ "),
            ("#1", "\\#1"),
            ("1#", "1#"),
            ("a,b+c\"d\\e<f>g;h=i", "a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h=i"),
            ("a\tb\0", "a\\09b\\00"),
            ("\x7f", "\\7F"),
            ("Zürich 日本", "Zürich 日本"),
        ] {
            assert_eq!(Escaped(text).to_string(), escaped);
        }
    }
}
