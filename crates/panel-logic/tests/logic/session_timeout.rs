//! The last minute of an idle session, and the end of a busy one.

use panel_logic::session_timeout::{End, Limits, Remaining};

#[test]
fn the_last_idle_minute_warns() {
    use Remaining::{Ended, Enough, Idle};
    for (minutes, seconds, expected) in [
        (15, 0, Enough),
        (15, 839, Enough),
        (15, 840, Idle(60)),
        (15, 899, Idle(1)),
        (15, 900, Ended(End::Idle)),
        (15, 90_000, Ended(End::Idle)),
        (2, 59, Enough),
        (2, 60, Idle(60)),
        (1440, 86_339, Enough),
        (1440, 86_400, Ended(End::Idle)),
        // A clock that was set back.
        (15, -5, Enough),
        (15, i64::MIN, Enough),
        (15, i64::MAX, Ended(End::Idle)),
        (u32::MAX, 0, Enough),
    ] {
        let limits = Limits { idle_minutes: minutes, hours: None };
        assert_eq!(limits.remaining(seconds, seconds), expected, "{minutes} min, {seconds} s");
    }
}

#[test]
fn an_active_session_ends_after_its_maximum_hours() {
    for (hours, session, idle, expected) in [
        (Some(8), 28_739, 0, Remaining::Enough),
        (Some(8), 28_740, 0, Remaining::Limit(60)),
        (Some(8), 28_799, 0, Remaining::Limit(1)),
        (Some(8), 28_799, 850, Remaining::Idle(50)),
        (Some(8), 28_800, 0, Remaining::Ended(End::Limit)),
        (Some(8), 28_800, 850, Remaining::Ended(End::Limit)),
        (Some(8), 28_800, 900, Remaining::Ended(End::Idle)),
        (Some(1), i64::MAX, 0, Remaining::Ended(End::Limit)),
        (Some(8), -5, 0, Remaining::Enough),
        (None, i64::MAX, 0, Remaining::Enough),
    ] {
        let limits = Limits { idle_minutes: 15, hours };
        assert_eq!(limits.remaining(session, idle), expected, "{hours:?} h, {session} s");
    }
}
