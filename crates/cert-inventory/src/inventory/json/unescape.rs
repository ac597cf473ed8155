//! JSON texts without escapes that need a reader's care: PEM has line breaks,
//! and nothing else to escape.
//!
//! The JSON reader would gather such a text line by line in a buffer that grows
//! from nothing. What is read may be a private key: it is written once, into
//! memory that is wiped.

use zeroize::Zeroizing;

/// What a text in quotation marks says, RFC 8259 §7; nothing where it has
/// numbers of characters in it, or where it is no text.
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
