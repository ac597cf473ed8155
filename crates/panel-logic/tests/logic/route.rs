//! The route in the fragment: read, written, and both in turn.

use cert_inventory::{Column, KeyClass, Order, Selection, StatusClass};
use panel_logic::route::{Route, TABLE, address, certificate};

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
        ("search=%ff", search("\u{fffd}")),
        ("se%61rch=x", search("x")),
        // The first one counts.
        ("search=a&search=b", search("a")),
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
