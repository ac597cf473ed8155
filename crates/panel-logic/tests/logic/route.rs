//! The route in the fragment: read, written, and both in turn.

use cert_inventory::{Column, KeyClass, Order, Selection, StatusClass};
use panel_logic::route::{Route, TABLE, address, certificate, is_step};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What `encodeURIComponent` escapes.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

fn search(text: &str) -> Selection {
    Selection { search: text.to_owned(), ..Selection::default() }
}

#[test]
fn a_fragment_names_a_certificate() {
    for (fragment, name) in [
        ("", None),
        ("#", None),
        ("#/", None),
        ("#/certificates", None),
        ("#/certificates/", None),
        ("#/certificates/api", Some("api")),
        ("#/certificates/api?search=x", Some("api")),
        ("#/certificates/a%2Fb", Some("a/b")),
        ("#/certificates/a/b", Some("a/b")),
        ("#/certificates/a+b", Some("a+b")),
        ("#/certificates/a%3Fb%23c%25", Some("a?b#c%")),
        ("#/certificates/%E2%82%AC", Some("€")),
        ("#/certificates/%20", Some(" ")),
        // Broken escapes, and bytes that are no text.
        ("#/certificates/%", None),
        ("#/certificates/%4", None),
        ("#/certificates/%zz", None),
        ("#/certificates/a%41%", None),
        ("#/certificates/%ff", None),
        ("#/certificates/%€", None),
        ("#certificates/api", None),
        ("#/Certificates/api", None),
    ] {
        assert_eq!(Route::parse(fragment).certificate.as_deref(), name, "{fragment}");
    }
}

#[test]
fn a_link_to_a_certificate_leaves_the_selection_alone() {
    for (fragment, selection) in [
        ("#/certificates/api", None),
        ("#/certificates/", None),
        ("#/certificates/api?", Some(Selection::default())),
        ("#/certificates/api?search=x", Some(search("x"))),
        ("", Some(Selection::default())),
        ("#/", Some(Selection::default())),
        ("#/unknown", Some(Selection::default())),
    ] {
        assert_eq!(Route::parse(fragment).selection, selection, "{fragment}");
    }
}

#[test]
fn a_query_selects_rows() {
    for (query, selection) in [
        ("search=ldap", search("ldap")),
        ("search=a+b", search("a b")),
        ("search=a%20b", search("a b")),
        ("search=%2B%26%3D", search("+&=")),
        ("search=a=b", search("a=b")),
        ("search=a?b", search("a?b")),
        ("search=%", search("%")),
        // No text: as if it were not there.
        ("search=%ff", Selection::default()),
        ("search=%ff&search=a", search("a")),
        // Nobody escapes a name.
        ("se%61rch=x", Selection::default()),
        // The first one counts.
        ("search=a&search=b", search("a")),
        ("search=&search=b", Selection::default()),
        ("search=", Selection::default()),
        ("search", Selection::default()),
        ("&&", Selection::default()),
        ("unknown=1", Selection::default()),
        ("status=no-such", Selection::default()),
        ("deletable=no", Selection::default()),
        ("order=no-such", Selection::default()),
    ] {
        assert_eq!(Route::parse(&format!("#/?{query}")).selection, Some(selection), "{query}");
    }
}

#[test]
fn an_address_is_written_as_a_browser_writes_it() {
    // What encodeURIComponent gives.
    for (name, written) in [
        ("api", "#/certificates/api"),
        ("a/b", "#/certificates/a%2Fb"),
        ("a b?c#d%", "#/certificates/a%20b%3Fc%23d%25"),
        ("€", "#/certificates/%E2%82%AC"),
        ("-_.!~*'()", "#/certificates/-_.!~*'()"),
        (
            "\"<>\\^`{|}+,;=@:&$[]",
            "#/certificates/%22%3C%3E%5C%5E%60%7B%7C%7D%2B%2C%3B%3D%40%3A%26%24%5B%5D",
        ),
        ("\0\n", "#/certificates/%00%0A"),
    ] {
        assert_eq!(certificate(name), written);
        assert_eq!(address(Some(name), &Selection::default()), written);
    }
    // What URLSearchParams gives.
    for (text, written) in [
        ("", "#/"),
        ("ldap", "#/?search=ldap"),
        ("a b", "#/?search=a+b"),
        ("+&=%#?", "#/?search=%2B%26%3D%25%23%3F"),
        ("*-._~'()!", "#/?search=*-._%7E%27%28%29%21"),
        ("€", "#/?search=%E2%82%AC"),
    ] {
        assert_eq!(address(None, &search(text)), written);
    }
    assert_eq!(address(None, &Selection::default()), TABLE);
    let all = Selection {
        search: "x".to_owned(),
        status: Some(StatusClass::Expired),
        deletable: true,
        findings: true,
        key: Some(KeyClass::Rsa),
        order: Order { column: Column::Name, descending: true },
    };
    let expected = "#/certificates/api?search=x&status=expired&deletable=yes&findings=yes&key=rsa\
                    &order=-name";
    assert_eq!(address(Some("api"), &all), expected);
}

#[test]
fn what_is_written_is_read() {
    let names = [None, Some("api"), Some("a/b?c=d&e#f%20g h"), Some("%"), Some("日本\u{202e}\0")];
    let searches = ["", "x", " a  b ", "+&=?#%", "日本 € \u{0}", "search=y&status=expired"];
    for name in names {
        for text in searches {
            for status in [None, Some(StatusClass::Expiring)] {
                for descending in [false, true] {
                    let selection = Selection {
                        status,
                        findings: descending,
                        order: Order { column: Column::Issuer, descending },
                        ..search(text)
                    };
                    let written = address(name, &selection);
                    let read = Route::parse(&written);
                    assert_eq!(read.certificate.as_deref(), name, "{written}");
                    assert_eq!(read.selection, Some(selection), "{written}");
                }
            }
        }
    }
}

/// The WHATWG's algorithm, which browsers have as `URLSearchParams`.
#[test]
fn a_query_is_what_url_search_params_make_of_it() {
    for code in (0..0x250).chain(0x1f5fe..0x1f602) {
        let text = format!("a{}b", char::from_u32(code).unwrap());
        let written = address(None, &search(&text));
        let query = written.strip_prefix("#/?").unwrap();
        let mut serializer = form_urlencoded::Serializer::new(String::new());
        assert_eq!(query, serializer.append_pair("search", &text).finish());
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(pairs, [("search".to_owned(), text.clone())]);
        assert_eq!(Route::parse(&written).selection, Some(search(&text)));
    }
}

/// The same of names, and of every pair of characters after a percent sign.
#[test]
fn a_name_is_what_encode_uri_component_makes_of_it() {
    for code in (0..0x250).chain(0x1f5fe..0x1f602) {
        let name = format!("a{}b", char::from_u32(code).unwrap());
        let written = format!("#/certificates/{}", utf8_percent_encode(&name, COMPONENT));
        assert_eq!(certificate(&name), written);
        assert_eq!(Route::parse(&written).certificate, Some(name));
    }
    for first in 0..128_u8 {
        for second in 0..128_u8 {
            let pair = [first, second].map(char::from);
            if pair.contains(&'?') {
                continue;
            }
            let text = format!("%{}{}", pair[0], pair[1]);
            let is_escape = pair.iter().all(char::is_ascii_hexdigit);
            let decoded = percent_decode_str(&text).decode_utf8().ok().map(Into::into);
            let expected = if is_escape { decoded } else { None };
            let route = Route::parse(&format!("#/certificates/{text}"));
            assert_eq!(route.certificate, expected, "{text:?}");
        }
    }
}

#[test]
fn what_back_undoes_is_a_step() {
    let asked = |query: &str| Route::parse(&format!("#/?{query}")).selection.unwrap();
    for (from, opened, query, expected) in [
        ("#/", None, "", false),
        ("#/", None, "search=l", true),
        ("#/?search=l", None, "search=ldap", false),
        ("#/?search=l", None, "search=sso", false),
        ("#/?search=ldap", None, "", true),
        ("#/", None, "deletable=yes", true),
        ("#/?deletable=yes", None, "deletable=yes&key=rsa", true),
        ("#/?search=l", None, "search=ldap&order=-name", true),
        ("#/", Some("api"), "", true),
        ("#/certificates/api", None, "", true),
        ("#/certificates/api", Some("proxy"), "", false),
        ("#/certificates/api", Some("api"), "search=ldap", false),
        ("#/certificates/api?search=l", Some("proxy"), "search=l", false),
    ] {
        assert_eq!(is_step(from, opened, &asked(query)), expected, "{from} {opened:?} {query}");
    }
}
