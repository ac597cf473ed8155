//! Both forms of `Retry-After`.

use std::time::UNIX_EPOCH;

use cert_inventory::Timestamp;
use panel_logic::retry_after::retry_after;

/// Sun, 06 Nov 1994 08:49:37 GMT, the example in RFC 9110.
const EXAMPLE: Timestamp = Timestamp(784_111_777);

/// hyper's date parser, instead of the browser's `Date.parse`.
fn parse_date(value: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(value.trim()).ok()?;
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    i64::try_from(seconds).ok().map(Timestamp)
}

#[test]
fn a_wait_is_seconds_or_a_date() {
    for (value, expected) in [
        ("120", Some(120)),
        (" 120 ", Some(120)),
        ("1", Some(1)),
        ("0", None),
        ("900", Some(900)),
        ("901", Some(900)),
        ("4294967295", Some(900)),
        ("4294967296", None),
        ("-5", None),
        ("1.5", None),
        ("5 s", None),
        ("", None),
        ("soon", None),
        // Half a minute later, in each format.
        ("Sun, 06 Nov 1994 08:50:07 GMT", Some(30)),
        ("Sunday, 06-Nov-94 08:50:07 GMT", Some(30)),
        ("Sun Nov  6 08:50:07 1994", Some(30)),
        ("Mon, 07 Nov 1994 08:49:37 GMT", Some(900)),
        // Now, and past.
        ("Sun, 06 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:36 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        // Too many seconds to represent.
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
    ] {
        assert_eq!(retry_after(value, EXAMPLE, parse_date), expected, "{value:?}");
    }
}

#[test]
fn a_date_is_read_only_where_there_is_no_number() {
    let past = |_: &str| Some(Timestamp(0));
    let far = |_: &str| Some(Timestamp(i64::MAX));
    assert_eq!(retry_after("5", EXAMPLE, past), Some(5));
    // `Date.parse` reads "-5" as a month.
    assert_eq!(retry_after("-5", EXAMPLE, past), None);
    assert_eq!(retry_after("soon", EXAMPLE, far), None);
    assert_eq!(retry_after("soon", Timestamp(i64::MIN), far), None);
}
