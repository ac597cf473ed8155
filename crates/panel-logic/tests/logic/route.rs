//! The route in the fragment: parsing, formatting, and round trips.

use cert_inventory::{Column, Day, KeyClass, Order, Selection, Verdict};
use panel_logic::route::{PROBLEMS, Route, TABLE, address, certificate, is_step, section};
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

fn only(verdicts: &[Verdict]) -> Selection {
    Selection { verdicts: verdicts.iter().copied().collect(), ..Selection::default() }
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
        ("#/certificates/a/b", Some("a")),
        ("#/certificates//b", None),
        ("#/certificates/a+b", Some("a+b")),
        ("#/certificates/a%3Fb%23c%25", Some("a?b#c%")),
        ("#/certificates/%E2%82%AC", Some("€")),
        ("#/certificates/%20", Some(" ")),
        // Broken escapes, and invalid UTF-8.
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
        // Invalid text is ignored.
        ("search=%ff", Selection::default()),
        ("search=%ff&search=a", search("a")),
        // Parameter names are never escaped.
        ("se%61rch=x", Selection::default()),
        // The first one wins.
        ("search=a&search=b", search("a")),
        ("search=&search=b", Selection::default()),
        ("search=", Selection::default()),
        ("search", Selection::default()),
        ("&&", Selection::default()),
        ("unknown=1", Selection::default()),
        ("verdict=no-such", Selection::default()),
        ("verdict=broken", only(&[Verdict::Broken])),
        ("verdict=ok,no-such,broken", only(&[Verdict::Broken, Verdict::Ok])),
        ("before=2027-02-30", Selection::default()),
        ("deletable=no", Selection::default()),
        ("order=no-such", Selection::default()),
    ] {
        assert_eq!(Route::parse(&format!("#/?{query}")).selection, Some(selection), "{query}");
    }
}

#[test]
fn an_address_is_written_as_a_browser_writes_it() {
    // Output of encodeURIComponent.
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
        assert_eq!(address(Some(name), None, &Selection::default()), written);
    }
    // Output of URLSearchParams.
    for (text, written) in [
        ("", "#/"),
        ("ldap", "#/?search=ldap"),
        ("a b", "#/?search=a+b"),
        ("+&=%#?", "#/?search=%2B%26%3D%25%23%3F"),
        ("*-._~'()!", "#/?search=*-._%7E%27%28%29%21"),
        ("€", "#/?search=%E2%82%AC"),
    ] {
        assert_eq!(address(None, None, &search(text)), written);
    }
    assert_eq!(address(None, None, &Selection::default()), TABLE);
    let all = Selection {
        search: "x".to_owned(),
        verdicts: only(&[Verdict::Expired, Verdict::Broken]).verdicts,
        deletable: true,
        key: Some(KeyClass::Rsa),
        reused: true,
        before: Day::parse("2027-03-01"),
        issuer: "CN=A, B".to_owned(),
        signature: "ecdsa-with-SHA256".to_owned(),
        order: Order { column: Column::Name, descending: true },
        by_purpose: true,
    };
    let expected = "#/certificates/api/key-mismatch?search=x&verdict=broken%2Cexpired\
                    &deletable=yes&key=rsa&reused=yes&before=2027-03-01&issuer=CN%3DA%2C+B\
                    &signature=ecdsa-with-SHA256&order=-name&group=purpose";
    assert_eq!(address(Some("api"), Some("key-mismatch"), &all), expected);
    assert_eq!(address(None, Some("key-mismatch"), &Selection::default()), TABLE);
    assert_eq!(section("a/b", PROBLEMS), "#/certificates/a%2Fb/problems");
}

#[test]
fn what_is_written_is_read_back() {
    let names = [None, Some("api"), Some("a/b?c=d&e#f%20g h"), Some("%"), Some("日本\u{202e}\0")];
    let searches = ["", "x", " a  b ", "+&=?#%", "日本 € \u{0}", "search=y&status=expired"];
    let sections = [None, Some("key-mismatch"), Some("a/b?c")];
    for name in names {
        for at in sections.into_iter().filter(|at| at.is_none() || name.is_some()) {
            for text in searches {
                for descending in [false, true] {
                    let selection = Selection {
                        verdicts: Verdict::ALL.into_iter().filter(|_| descending).collect(),
                        issuer: text.to_owned(),
                        order: Order { column: Column::Issuer, descending },
                        by_purpose: descending,
                        ..search(text)
                    };
                    let written = address(name, at, &selection);
                    let read = Route::parse(&written);
                    assert_eq!(read.certificate.as_deref(), name, "{written}");
                    assert_eq!(read.section.as_deref(), at, "{written}");
                    assert_eq!(read.selection, is_told(&written).then_some(selection), "{written}");
                }
            }
        }
    }
}

/// An address of a certificate without a query leaves the selection alone.
fn is_told(address: &str) -> bool {
    address.contains('?') || !address.contains("certificates/")
}

/// The WHATWG's algorithm, which browsers have as `URLSearchParams`.
#[test]
fn queries_are_encoded_like_url_search_params() {
    for code in (0..0x250).chain(0x1f5fe..0x1f602) {
        let text = format!("a{}b", char::from_u32(code).unwrap());
        let written = address(None, None, &search(&text));
        let query = written.strip_prefix("#/?").unwrap();
        let mut serializer = form_urlencoded::Serializer::new(String::new());
        assert_eq!(query, serializer.append_pair("search", &text).finish());
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(pairs, [("search".to_owned(), text.clone())]);
        assert_eq!(Route::parse(&written).selection, Some(search(&text)));
    }
}

/// The same for names, with every pair of characters after a percent sign.
#[test]
fn names_are_encoded_like_encode_uri_component() {
    for code in (0..0x250).chain(0x1f5fe..0x1f602) {
        let name = format!("a{}b", char::from_u32(code).unwrap());
        let written = format!("#/certificates/{}", utf8_percent_encode(&name, COMPONENT));
        assert_eq!(certificate(&name), written);
        assert_eq!(Route::parse(&written).certificate, Some(name));
    }
    for first in 0..128_u8 {
        for second in 0..128_u8 {
            let pair = [first, second].map(char::from);
            if pair.contains(&'?') || pair.contains(&'/') {
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
fn what_back_undoes_is_a_history_entry() {
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
