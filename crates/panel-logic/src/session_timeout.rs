//! When a session ends by itself.

/// Seconds before the end at which to warn.
const WARNING: i64 = 60;

/// How long a session may last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Minutes without input.
    pub idle_minutes: u32,
    /// Hours in total, however busy; `None` for no limit.
    pub hours: Option<u32>,
}

/// How close a session is to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// Not close.
    Enough,
    /// It ends in this many seconds without input.
    Idle(i64),
    /// It ends in this many seconds in any case.
    Limit(i64),
    /// It has ended.
    Ended(End),
}

/// What ended a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was idle.
    Idle,
    /// It reached its total length.
    Limit,
}

impl Limits {
    /// The state of a session that began `session_seconds` ago, `idle_seconds` after its last
    /// input.
    #[must_use]
    pub fn remaining(self, session_seconds: i64, idle_seconds: i64) -> Remaining {
        let left = |limit: i64, passed: i64| limit.saturating_sub(passed);
        let until_idle = left(i64::from(self.idle_minutes) * 60, idle_seconds);
        let until_limit =
            self.hours.map_or(i64::MAX, |hours| left(i64::from(hours) * 3600, session_seconds));
        match (until_idle, until_limit) {
            (..=0, _) => Remaining::Ended(End::Idle),
            (_, ..=0) => Remaining::Ended(End::Limit),
            (seconds @ ..=WARNING, _) => Remaining::Idle(seconds),
            (_, seconds @ ..=WARNING) => Remaining::Limit(seconds),
            _ => Remaining::Enough,
        }
    }
}
