//! Back-off, and waits requested by the server.

use panel_logic::polling::wait_after_failure;

/// The waits after one failure, two, and so on.
fn waits<const N: usize>(interval: u32, random: f64) -> [u32; N] {
    let mut failures = 0..;
    [(); N].map(|()| wait_after_failure(failures.next().unwrap(), interval, None, random))
}

#[test]
fn waits_double_up_to_the_interval() {
    assert_eq!(waits(60, 0.5), [5, 10, 20, 40, 60, 60, 60]);
    assert_eq!(waits(3600, 0.5), [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
    // However long the cluster is unreachable.
    for failures in [31, 32, 33, u32::MAX] {
        assert_eq!(wait_after_failure(failures, 3600, None, 0.5), 3600, "{failures}");
    }
}

#[test]
fn jitter_is_up_to_a_quarter() {
    // Fractions of a second are truncated.
    assert_eq!(waits(60, 0.0), [3, 7, 15, 30, 45, 45]);
    assert_eq!(waits(60, 1.0), [6, 12, 25, 50, 75, 75]);
}

#[test]
fn a_short_interval_limits_the_first_wait() {
    assert_eq!(waits(5, 0.5), [5, 5, 5]);
    assert_eq!(waits(5, 0.0), [3, 3, 3]);
    assert_eq!(waits(0, 1.0), [0, 0, 0]);
}

#[test]
fn the_longer_of_both_waits_counts() {
    for (failures, retry_after, expected) in [
        (0, None, 5),
        (0, Some(0), 5),
        (0, Some(4), 5),
        (0, Some(120), 120),
        (0, Some(u32::MAX), u32::MAX),
        (3, Some(39), 40),
        (3, Some(41), 41),
    ] {
        let wait = wait_after_failure(failures, 60, retry_after, 0.5);
        assert_eq!(wait, expected, "{failures}, {retry_after:?}");
    }
}
