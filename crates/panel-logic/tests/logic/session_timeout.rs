//! The last minute of an idle session.

use panel_logic::session_timeout::{Idleness, idleness};

#[test]
fn the_last_minute_warns() {
    for (minutes, seconds, expected) in [
        (15, 0, Idleness::Active),
        (15, 839, Idleness::Active),
        (15, 840, Idleness::Ending(60)),
        (15, 899, Idleness::Ending(1)),
        (15, 900, Idleness::Ended),
        (15, 90_000, Idleness::Ended),
        (2, 59, Idleness::Active),
        (2, 60, Idleness::Ending(60)),
        (1440, 86_339, Idleness::Active),
        (1440, 86_400, Idleness::Ended),
        // A clock that was set back.
        (15, -5, Idleness::Active),
        (15, i64::MIN, Idleness::Active),
        (15, i64::MAX, Idleness::Ended),
        (u32::MAX, 0, Idleness::Active),
    ] {
        assert_eq!(idleness(minutes, seconds), expected, "{minutes} min, {seconds} s");
    }
}
