use cert_inventory::{Field, Index, Language, Needle, hex, hex_colons};

use crate::support::{fixture, item};

fn hit(search: &str) -> Option<(Field, String)> {
    let api =
        item(&[("api_cert", &fixture("rsa.cert.pem")), ("api_key", &fixture("rsa.pkcs1.pem"))]);
    let (needle, english) = (Needle::new(search)?, Language::english());
    let hit = needle.find(&api, &english);
    let mut index = Index::default();
    index.push(&api);
    let is_there = needle.items_of(&index) == [true] || needle.is_in_title(&api, &english);
    assert_eq!(is_there, hit.is_some(), "the index differs: {search}");
    hit.map(|hit| (hit.field, hit.text))
}

#[test]
fn a_piece_is_found_in_whatever_an_item_says() {
    let api = item(&[("api_cert", &fixture("rsa.cert.pem"))]);
    let leaf = api.leaf().unwrap();
    let subject = leaf.subject.as_ref().unwrap().to_string();
    let serial = leaf.serial.as_ref().unwrap().to_string();
    let sha256 = hex(&leaf.sha256);
    let rows = [
        ("api", Field::Name, "api"),
        (" API ", Field::Name, "api"),
        ("rest api", Field::Title, "REST API"),
        (&subject.to_uppercase(), Field::Subject, &subject),
        (&serial, Field::Serial, &serial),
        (&sha256[5..15], Field::Fingerprint, &sha256),
        (&hex_colons(&leaf.sha256).to_uppercase()[3..20], Field::Fingerprint, &sha256),
        (&hex_colons(&leaf.sha1()), Field::Fingerprint, &hex(&leaf.sha1())),
    ];
    for (search, field, text) in rows {
        assert_eq!(hit(search), Some((field, text.to_owned())), "{search}");
    }
    for absent in ["apis", "BEGIN", "MII", "ffffffffffffffffffff", "matches"] {
        assert_eq!(hit(absent), None, "{absent}");
    }
}

#[test]
fn an_index_tells_items_apart() {
    let mut index = Index::default();
    let named = |name: &str| item(&[(name, &fixture("rsa.cert.pem"))]);
    for name in ["north_cert", "other_cert", "south_cert"] {
        index.push(&named(name));
    }
    // Another's items, in another order and with one between them that is new.
    let mut next = Index::default();
    next.push_from(&index, 2);
    next.push(&named("west_cert"));
    next.push_from(&index, 0);
    let rows: [(&str, [bool; 3], [bool; 3]); 7] = [
        ("th", [true, true, true], [true, false, true]),
        ("north", [true, false, false], [false, false, true]),
        ("other", [false, true, false], [false, false, false]),
        ("South", [false, false, true], [true, false, false]),
        ("west", [false, false, false], [false, true, false]),
        // All have the same certificate.
        ("cn=", [true, true, true], [true, true, true]),
        // The end of one line and the begin of the next.
        ("north\ncn=", [false, false, false], [false, false, false]),
    ];
    for (search, in_index, in_next) in rows {
        let needle = Needle::new(search).unwrap();
        assert_eq!(needle.items_of(&index), in_index, "{search}");
        assert_eq!(needle.items_of(&next), in_next, "{search}, next");
    }
}

#[test]
fn no_search_is_none() {
    for nothing in ["", " ", "\t"] {
        assert_eq!(Needle::new(nothing), None);
    }
}

#[test]
fn a_text_is_cut_where_it_matches() {
    type Pieces<'a> = &'a [(&'a str, bool)];
    let rows: [(&str, &str, Pieces); 8] = [
        ("api", "api", &[("api", true)]),
        (
            "a",
            "banana",
            &[("b", false), ("a", true), ("n", false), ("a", true), ("n", false), ("a", true)],
        ),
        ("KÖLN", "Anmeldung für Köln", &[("Anmeldung für ", false), ("Köln", true)]),
        ("x", "api", &[("api", false)]),
        ("x", "", &[]),
        // Of two letters in lower case: what it is must stay whole.
        (
            "i\u{307}stanbul",
            "CN=İstanbul.example",
            &[("CN=", false), ("İstanbul", true), (".example", false)],
        ),
        ("i", "İ", &[("İ", false)]),
        ("aa", "aaa", &[("aa", true), ("a", false)]),
    ];
    for (search, text, expected) in rows {
        assert_eq!(Needle::new(search).unwrap().split(text), expected, "{search} in {text}");
    }
}
