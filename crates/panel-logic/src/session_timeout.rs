//! When an idle session ends.

/// Seconds before the end at which to warn.
const WARNING: i64 = 60;

/// How close an idle session is to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idleness {
    /// Not close.
    Active,
    /// It ends in this many seconds without input.
    Ending(i64),
    /// It has ended.
    Ended,
}

/// The state of a session that ends after `idle_minutes` without input, `idle_seconds` after the
/// last input.
#[must_use]
pub fn idleness(idle_minutes: u32, idle_seconds: i64) -> Idleness {
    match (i64::from(idle_minutes) * 60).saturating_sub(idle_seconds) {
        ..=0 => Idleness::Ended,
        left @ 1..=WARNING => Idleness::Ending(left),
        _ => Idleness::Active,
    }
}
