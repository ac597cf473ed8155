//! When an unused session ends.

/// Seconds before the end from which the user is warned.
const WARNING: i64 = 60;

/// How close an unused session is to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idleness {
    /// There is time.
    Active,
    /// It ends in so many seconds unless somebody uses the page.
    Ending(i64),
    /// It is over.
    Ended,
}

/// Where a session stands that ends after `idle_minutes` without input, `idle_seconds` after the
/// last input.
#[must_use]
pub fn idleness(idle_minutes: u32, idle_seconds: i64) -> Idleness {
    match (i64::from(idle_minutes) * 60).saturating_sub(idle_seconds) {
        ..=0 => Idleness::Ended,
        left @ 1..=WARNING => Idleness::Ending(left),
        _ => Idleness::Active,
    }
}
