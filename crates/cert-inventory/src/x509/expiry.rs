//! How long a certificate is still valid, in the days that a person counts.
//!
//! A day here is a calendar day in UTC, the time zone that certificates are written in: a
//! certificate that ends tomorrow has one day, whether that is in one hour or in forty-seven.
//! Periods of 24 hours would call both "today" and "tomorrow" zero days, and local calendar days
//! would give two administrators different answers for one certificate. Whether a certificate is
//! valid at all is decided to the second, with both ends included (RFC 5280, section 4.1.2.5).

use crate::asn1::time::Timestamp;
use crate::x509::certificate::Certificate;

/// From how many days on an expiry is worth a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Days left, and fewer, that are a warning.
    pub warning_days: u32,
    /// Days left, and fewer, that are critical.
    pub critical_days: u32,
}

impl Default for Thresholds {
    /// 45 days, as the cluster's own alert, and 7 days.
    fn default() -> Self {
        Self { warning_days: 45, critical_days: 7 }
    }
}

/// Where an instant lies in a certificate's validity. The order is that of risk: the least is
/// what needs attention first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// The last valid second is over.
    Expired {
        /// Calendar days since; 0 when it ended earlier today.
        days: u32,
    },
    /// The first valid second has not come.
    NotYetValid {
        /// Calendar days until then; 0 when it begins later today.
        days: u32,
    },
    /// Valid now, and ends before midnight UTC.
    ExpiresToday,
    /// Valid for no more days than the critical threshold.
    Critical {
        /// Calendar days left, at least 1.
        days: u32,
    },
    /// A date that can't be read, so nobody can tell.
    Unknown,
    /// Valid for no more days than the warning threshold.
    Soon {
        /// Calendar days left, at least 1.
        days: u32,
    },
    /// Valid for longer than that.
    Healthy {
        /// Calendar days left, at least 1.
        days: u32,
    },
    /// The end is 9999-12-31T23:59:59Z, which stands for "no end" (RFC 5280, section 4.1.2.5).
    NeverExpires,
}

impl Expiry {
    /// Where `now` lies between the two ends.
    pub fn of(
        not_before: Timestamp,
        not_after: Timestamp,
        now: Timestamp,
        thresholds: &Thresholds,
    ) -> Self {
        // First, so that dates in the wrong order are not called valid some day.
        if now > not_after {
            return Self::Expired { days: days(not_after, now) };
        }
        if now < not_before {
            return Self::NotYetValid { days: days(now, not_before) };
        }
        if not_after == Timestamp::NEVER_EXPIRES {
            return Self::NeverExpires;
        }
        match days(now, not_after) {
            0 => Self::ExpiresToday,
            days if days <= thresholds.critical_days => Self::Critical { days },
            days if days <= thresholds.warning_days => Self::Soon { days },
            days => Self::Healthy { days },
        }
    }

    /// One word, for machines: `expired`, `not_yet_valid`, `today`, `critical`, `soon`,
    /// `healthy`, `never` or `unknown`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Expired { .. } => "expired",
            Self::NotYetValid { .. } => "not_yet_valid",
            Self::ExpiresToday => "today",
            Self::Critical { .. } => "critical",
            Self::Unknown => "unknown",
            Self::Soon { .. } => "soon",
            Self::Healthy { .. } => "healthy",
            Self::NeverExpires => "never",
        }
    }

    /// The longest expired first, then the soonest of every kind.
    fn risk(&self) -> (u8, i64) {
        match *self {
            Self::Expired { days } => (0, -i64::from(days)),
            Self::NotYetValid { days } => (1, i64::from(days)),
            Self::ExpiresToday => (2, 0),
            Self::Critical { days } => (3, i64::from(days)),
            Self::Unknown => (4, 0),
            Self::Soon { days } => (5, i64::from(days)),
            Self::Healthy { days } => (6, i64::from(days)),
            Self::NeverExpires => (7, 0),
        }
    }
}

impl Certificate {
    /// Where `now` lies in its validity.
    #[must_use]
    pub fn expiry(&self, now: Timestamp, thresholds: &Thresholds) -> Expiry {
        match (self.not_before, self.not_after) {
            (Ok(not_before), Ok(not_after)) => Expiry::of(not_before, not_after, now, thresholds),
            _ => Expiry::Unknown,
        }
    }
}

impl Ord for Expiry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.risk().cmp(&other.risk())
    }
}

impl PartialOrd for Expiry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Seconds by which a browser's clock is ahead of the cluster's, or behind where negative; `None`
/// up to five minutes, which change no day that anybody counts.
#[must_use]
pub fn clock_skew(browser: Timestamp, cluster: Timestamp) -> Option<i64> {
    let ahead = browser.0.saturating_sub(cluster.0);
    (ahead.unsigned_abs() > 5 * 60).then_some(ahead)
}

/// Midnights (UTC) between two instants.
fn days(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.day() - from.day()).unwrap_or(0)
}
