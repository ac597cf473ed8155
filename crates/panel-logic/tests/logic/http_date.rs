//! Dates in headers, and `Retry-After` in both of its forms.

use cert_inventory::Timestamp;
use panel_logic::http_date::{parse, retry_after};

/// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
const EXAMPLE: Timestamp = Timestamp(784_111_777);

#[test]
fn all_three_formats_are_read() {
    for (value, expected) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(EXAMPLE)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(EXAMPLE)),
        ("Sun Nov  6 08:49:37 1994", Some(EXAMPLE)),
        (" Sun, 06 Nov 1994 08:49:37 GMT ", Some(EXAMPLE)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(Timestamp(0))),
        ("Thu, 29 Feb 2024 23:59:59 GMT", Some(Timestamp(1_709_251_199))),
        ("Tue, 19 Jan 2038 03:14:08 GMT", Some(Timestamp(2_147_483_648))),
        ("Wed, 31 Dec 1969 23:59:59 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37", None),
        ("Sun, 32 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 24:00:00 GMT", None),
        ("1994-11-06T08:49:37Z", None),
        ("120", None),
        ("", None),
        ("soon", None),
    ] {
        assert_eq!(parse(value), expected, "{value:?}");
    }
}

#[test]
fn a_wait_is_seconds_or_a_date() {
    for (value, expected) in [
        ("120", Some(120)),
        (" 120 ", Some(120)),
        ("1", Some(1)),
        ("0", None),
        ("4294967295", Some(u32::MAX)),
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
        ("Mon, 07 Nov 1994 08:49:37 GMT", Some(86_400)),
        // Now, and past.
        ("Sun, 06 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:36 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        // Further away than a number of seconds tells.
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
    ] {
        assert_eq!(retry_after(value, EXAMPLE), expected, "{value:?}");
    }
}
