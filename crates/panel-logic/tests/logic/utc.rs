//! Formatted instants.

use cert_inventory::Timestamp;
use panel_logic::utc::{day, instant, minute_of, with_offset};

/// 2027-01-31T23:30:00Z.
const LATE: Timestamp = Timestamp(1_801_438_200);

#[test]
fn an_instant_is_written_in_utc() {
    assert_eq!(instant(LATE), "2027-01-31 23:30:00 UTC");
    assert_eq!(day(LATE), "2027-01-31");
    assert_eq!(day(Timestamp::NEVER_EXPIRES), "9999-12-31");
    assert_eq!(instant(Timestamp(-1)), "1969-12-31 23:59:59 UTC");
}

#[test]
fn an_offset_is_written_with_its_sign() {
    for (ahead, expected) in [
        (0, "2027-01-31 23:30:00 UTC"),
        (60, "2027-02-01 00:30:00 UTC+01:00"),
        (345, "2027-02-01 05:15:00 UTC+05:45"),
        (-210, "2027-01-31 20:00:00 UTC-03:30"),
        (-30, "2027-01-31 23:00:00 UTC-00:30"),
    ] {
        assert_eq!(with_offset(LATE, ahead), expected);
    }
}

#[test]
fn minutes() {
    assert_eq!(minute_of(&instant(LATE)), "23:30 UTC");
    assert_eq!(minute_of(&with_offset(LATE, -210)), "20:00 UTC-03:30");
}
