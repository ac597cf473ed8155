//! Language tags and translation files.

use cert_inventory::message;
use panel_logic::locale::{is_of_language, read_translations};

#[test]
fn a_tag_begins_with_its_language() {
    for (tag, language, expected) in [
        ("de", "de", true),
        ("de-CH", "de", true),
        ("DE-at", "de", true),
        ("en-US", "de", false),
        ("deu", "de", false),
        ("x-de", "de", false),
        ("", "de", false),
    ] {
        assert_eq!(is_of_language(tag, language), expected, "{tag}");
    }
}

#[test]
fn a_file_is_an_object_of_texts() {
    let german = read_translations(br#"{"Close": "Schlie\u00dfen", "Name": 7}"#).unwrap();
    assert_eq!(message!("Close").localized(&german), "Schließen");
    assert_eq!(message!("Name").localized(&german), "Name");
    for file in ["", "[]", "\"text\"", "{\"a\": }", "<html>"] {
        assert!(read_translations(file.as_bytes()).is_none(), "{file}");
    }
}
