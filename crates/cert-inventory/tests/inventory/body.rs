use cert_inventory::{Body, Inventory, JsonKind, LoadError};

use crate::support::read;

#[test]
fn what_is_not_an_object_of_texts_is_told_where_it_goes_wrong() {
    use LoadError::{CutOff, Empty, LooksLikeHtml, NotAnObject, NotJson, NotUtf8, ValueNotText};
    let cases: &[(&[u8], LoadError)] = &[
        (b"", Empty),
        (b" \r\n\t", Empty),
        (b"\xef\xbb\xbf", Empty),
        (b"<!DOCTYPE html><title>502</title>", LooksLikeHtml),
        (b"\n  <html>", LooksLikeHtml),
        (b"\xff", NotUtf8 { line: 1, column: 1 }),
        (b"{\n\"a\": \"\xc3\x28\"}", NotUtf8 { line: 2, column: 7 }),
        (b"[]", NotAnObject { found: JsonKind::Array }),
        (b"[1, 2", NotAnObject { found: JsonKind::Array }),
        (b"\"api_cert\"", NotAnObject { found: JsonKind::Text }),
        (b"42", NotAnObject { found: JsonKind::Number }),
        (b"-1", NotAnObject { found: JsonKind::Number }),
        (b"1.5", NotAnObject { found: JsonKind::Number }),
        (b"true", NotAnObject { found: JsonKind::Boolean }),
        (b"null", NotAnObject { found: JsonKind::Null }),
        (b"{\"a\": 1}", ValueNotText { entry: 1, found: JsonKind::Number, line: 1, column: 7 }),
        (
            b"{\"a\": \"\",\n \"b\": null}",
            ValueNotText { entry: 2, found: JsonKind::Null, line: 2, column: 7 },
        ),
        (b"{\"a\": {}}", ValueNotText { entry: 1, found: JsonKind::Object, line: 1, column: 7 }),
        (
            b"{\"a\": [\"x\"]}",
            ValueNotText { entry: 1, found: JsonKind::Array, line: 1, column: 7 },
        ),
        (
            b"{\"a\": false}",
            ValueNotText { entry: 1, found: JsonKind::Boolean, line: 1, column: 7 },
        ),
        (b"{", CutOff { line: 1, column: 1 }),
        (b"{\"a\"", CutOff { line: 1, column: 4 }),
        (b"{\"a\": \"x", CutOff { line: 1, column: 8 }),
        (b"{\"a\": \"x\"", CutOff { line: 1, column: 9 }),
        (b"{\"a\": \"x\",\n", CutOff { line: 2, column: 0 }),
        (b"certificates", NotJson { line: 1, column: 1 }),
        (b"{'a': 'x'}", NotJson { line: 1, column: 2 }),
        (b"{\"a\": \"x\"} {}", NotJson { line: 1, column: 12 }),
        (b"{\"a\": \"x\",}", NotJson { line: 1, column: 11 }),
        (b"{\"a\": \"line\nbreak\"}", NotJson { line: 1, column: 11 }),
        // The example in the REST reference: a name without a value.
        (
            b"{\n\"api_key\": \"x\"\n\"// additional certificates...\"\n}",
            NotJson { line: 3, column: 1 },
        ),
        // Half a surrogate pair without its other half.
        (b"{\"a\": \"\",\n \"b\": \"x\\ud83d\"}", NotJson { line: 2, column: 15 }),
        (b"{\"a\": \"\\ud83d\\n\"}", NotJson { line: 1, column: 15 }),
    ];
    for (bytes, expected) in cases {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(read(bytes).unwrap_err(), *expected, "{shown}");
    }
}

#[test]
fn an_object_of_texts_is_read() {
    for (bytes, items) in [
        ("{}", 0),
        (" {} \n", 0),
        ("\u{feff}{\"a\": \"\"}", 1),
        (r#"{"a_cert": "", "a_key": "", "b": "\u0041\n\ud83d\ude00"}"#, 2),
    ] {
        assert_eq!(read(bytes).unwrap().items.len(), items, "{bytes}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(read(&deep).unwrap_err(), LoadError::NotAnObject { found: JsonKind::Array });
    let deep = "{\"a\":".repeat(1_000_000);
    assert_eq!(read(&deep).unwrap_err(), LoadError::CutOff { line: 1, column: 5_000_000 });
}

#[test]
fn every_error_is_a_sentence_that_says_what_was_expected() {
    for bytes in ["", "<html>", "[]", "{\"a\": 1}", "{", "{x"] {
        let sentence = read(bytes).unwrap_err().to_string();
        assert!(
            sentence.starts_with("Expected a JSON object that maps entry names to PEM text, but ")
        );
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    assert_eq!(
        read("{\"a\": \"\",\n \"b\": [1]}").unwrap_err().to_string(),
        "Expected a JSON object that maps entry names to PEM text, but the value of entry 2 is an \
         array (line 2, byte 7)."
    );
}

#[test]
fn a_body_that_arrives_in_pieces_is_the_same_body() {
    let whole = br#"{"api_cert": "x", "cm_cert": "y"}"#;
    for size in 1..whole.len() {
        let mut body = Body::new();
        assert!(body.is_empty());
        whole.chunks(size).for_each(|chunk| body.extend(chunk));
        assert_eq!(body.len(), whole.len());
        assert_eq!(Inventory::read(body), read(whole));
    }
}
