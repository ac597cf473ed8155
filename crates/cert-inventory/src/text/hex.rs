//! Bytes as hexadecimal text, in two forms.

/// Lower-case hexadecimal without separators: `0aff`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    joined(bytes, "")
}

/// Lower-case hexadecimal with a colon between the bytes: `0a:ff`.
#[must_use]
pub fn hex_colons(bytes: &[u8]) -> String {
    joined(bytes, ":")
}

fn joined(bytes: &[u8], separator: &str) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2 + separator.len()));
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        assert_eq!(hex(&[]), "");
        assert_eq!(hex(&[0x0a, 0xff, 0x00]), "0aff00");
        assert_eq!(hex_colons(&[]), "");
        assert_eq!(hex_colons(&[0x0a, 0xff, 0x00]), "0a:ff:00");
    }
}
