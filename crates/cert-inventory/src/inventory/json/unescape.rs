//! Unescapes JSON strings with simple escapes, such as PEM with its line breaks.
//!
//! The JSON parser would build such a string line by line in a growing buffer. It may be a private
//! key, so it's written once, into memory that is wiped.

use zeroize::Zeroizing;

/// A quoted string's text up to about a length, and whether more follows; `None` if it has `\u`
/// escapes or isn't a string.
pub(super) fn simple(quoted: &[u8], longest: usize) -> Option<(Zeroizing<Vec<u8>>, bool)> {
    let mut rest = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    // An escape at the end may be one byte more.
    let mut text = Zeroizing::new(Vec::with_capacity(rest.len().min(longest + 1)));
    while !rest.is_empty() && text.len() < longest {
        let room = rest.get(..longest - text.len()).unwrap_or(rest);
        let (plain, after) = match room.iter().position(|byte| *byte == b'\\') {
            Some(found) => rest.split_at_checked(found)?,
            None => rest.split_at_checked(room.len())?,
        };
        text.extend_from_slice(plain);
        rest = after;
        if let Some((&[b'\\', escaped], after)) = rest.split_first_chunk::<2>() {
            text.push(match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'"' | b'\\' | b'/' => escaped,
                _ => return None,
            });
            rest = after;
        } else if rest.first() == Some(&b'\\') {
            return None;
        }
    }
    Some((text, !rest.is_empty()))
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
            let (read, is_cut) = simple(quoted.as_bytes(), 100).unwrap();
            assert_eq!(read.as_slice(), text.as_bytes(), "{quoted}");
            assert!(!is_cut);
            // Cut anywhere, it's a beginning, and never half an escape.
            for longest in 0..text.len() {
                let (read, is_cut) = simple(quoted.as_bytes(), longest).unwrap();
                assert!(text.as_bytes().starts_with(&read), "{quoted} {longest}");
                assert_eq!(is_cut, read.len() < text.len(), "{quoted} {longest}");
                // A growing vector would leave an unwiped copy behind.
                assert!(read.capacity() <= longest + 1, "{quoted} {longest}");
            }
        }
    }

    #[test]
    fn ambiguous_text_is_left_alone() {
        for quoted in [r#""\u0041""#, r#""\b""#, r#""\""#, r#""a"#, r#"""#, "", "1"] {
            assert!(simple(quoted.as_bytes(), 100).is_none(), "{quoted}");
        }
    }
}
