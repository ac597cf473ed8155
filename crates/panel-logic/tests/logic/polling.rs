//! The interval, the back-off, and waits that the server asks for.

use cert_inventory::Timestamp;
use panel_logic::polling::Schedule;

const NOW: Timestamp = Timestamp(1_000_000);

/// Seconds from `NOW` until the schedule is due.
fn wait(schedule: Schedule) -> i64 {
    (0..10_000).find(|wait| schedule.is_due(Timestamp(NOW.0 + wait))).unwrap()
}

#[test]
fn the_first_read_is_one_interval_away() {
    let schedule = Schedule::new(60, NOW);
    assert!(!schedule.is_due(Timestamp(NOW.0 + 59)));
    assert!(schedule.is_due(Timestamp(NOW.0 + 60)));
    // A computer that slept wakes up long after.
    assert!(schedule.is_due(Timestamp(NOW.0 + 60_000)));
    assert!(Schedule::new(0, NOW).is_due(NOW));
}

#[test]
fn waits_double_up_to_the_interval() {
    let mut schedule = Schedule::new(60, NOW);
    for expected in [5, 10, 20, 40, 60, 60] {
        schedule = schedule.failed(NOW, None, 0.5);
        assert_eq!(wait(schedule), expected);
    }
    for _ in 0..40 {
        schedule = schedule.failed(NOW, None, 0.5);
    }
    assert_eq!(wait(schedule), 60);
}

#[test]
fn a_success_begins_anew() {
    let mut schedule = Schedule::new(60, NOW);
    schedule = schedule.failed(NOW, None, 0.5);
    schedule = schedule.failed(NOW, None, 0.5);
    schedule = schedule.succeeded(NOW);
    assert_eq!(wait(schedule), 60);
    schedule = schedule.failed(NOW, None, 0.5);
    assert_eq!(wait(schedule), 5);
}

#[test]
fn jitter_is_a_quarter_either_way() {
    // Fractions of a second are cut off.
    for (random, expected) in [(0.0, [3, 7, 15, 30, 45]), (1.0, [6, 12, 25, 50, 75])] {
        let mut schedule = Schedule::new(60, NOW);
        for expected in expected {
            schedule = schedule.failed(NOW, None, random);
            assert_eq!(wait(schedule), expected);
        }
    }
}

#[test]
fn a_short_interval_limits_the_first_wait() {
    let mut schedule = Schedule::new(5, NOW);
    for _ in 0..3 {
        schedule = schedule.failed(NOW, None, 0.5);
        assert_eq!(wait(schedule), 5);
    }
}

#[test]
fn the_longer_of_both_waits_counts() {
    for (retry_after, expected) in [(Some(0), 5), (Some(4), 5), (Some(120), 120), (None, 5)] {
        let mut schedule = Schedule::new(60, NOW);
        schedule = schedule.failed(NOW, retry_after, 0.5);
        assert_eq!(wait(schedule), expected, "{retry_after:?}");
    }
    let mut schedule = Schedule::new(60, NOW);
    schedule = schedule.failed(NOW, Some(u32::MAX), 0.5);
    assert!(!schedule.is_due(Timestamp(NOW.0 + i64::from(u32::MAX) - 1)));
    assert!(schedule.is_due(Timestamp(NOW.0 + i64::from(u32::MAX))));
}
