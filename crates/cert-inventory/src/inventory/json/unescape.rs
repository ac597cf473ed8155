//! Unescapes JSON strings with simple escapes, such as PEM with its line breaks.
//!
//! The JSON parser would build such a string line by line in a growing buffer. It may be a private
//! key, so it's written once, into memory that is wiped.

use zeroize::Zeroizing;

/// A quoted string's text, RFC 8259 §7; `None` if it has `\u` escapes or isn't a string.
pub(super) fn simple(quoted: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut rest = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut text = Zeroizing::new(Vec::with_capacity(rest.len()));
    while let Some(found) = rest.iter().position(|byte| *byte == b'\\') {
        let (plain, escape) = rest.split_at_checked(found)?;
        text.extend_from_slice(plain);
        let (&[_, escaped], after) = escape.split_first_chunk::<2>()?;
        text.push(match escaped {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'"' | b'\\' | b'/' => escaped,
            _ => return None,
        });
        rest = after;
    }
    text.extend_from_slice(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::simple;

    #[test]
    fn as_the_json_reader() {
        for quoted in [
            r#""""#,
            r#""a""#,
            r#""\n""#,
            r#""-----BEGIN A-----\nAAAA\r\n\/\/==\n""#,
            r#""\\n\"\t\\""#,
            r#""Zürich\n日本""#,
        ] {
            let text: String = serde_json::from_str(quoted).unwrap();
            assert_eq!(simple(quoted.as_bytes()).unwrap().as_slice(), text.as_bytes(), "{quoted}");
        }
    }

    #[test]
    fn what_needs_care_is_left() {
        for quoted in [r#""\u0041""#, r#""\b""#, r#""\""#, r#""a"#, r#"""#, "", "1"] {
            assert!(simple(quoted.as_bytes()).is_none(), "{quoted}");
        }
    }
}
