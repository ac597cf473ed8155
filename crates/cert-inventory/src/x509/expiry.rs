//! How long a certificate remains valid, in days as people count them.
//!
//! A day here is a calendar day in UTC, the time zone of certificates: a certificate that expires
//! tomorrow has one day left, whether that is in one hour or in forty-seven. With 24-hour periods,
//! "today" and "tomorrow" could both be zero days; with local calendar days, two administrators
//! would see different counts for one certificate. Validity itself is decided to the second, both
//! ends included (RFC 5280, section 4.1.2.5).

use crate::asn1::time::Timestamp;
use crate::label;
use crate::text::language::Label;
use crate::x509::certificate::Certificate;

/// When an expiry is worth a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// This many days left, or fewer, is a warning.
    pub warning_days: u32,
    /// This many days left, or fewer, is critical.
    pub critical_days: u32,
    /// Replaces `warning_days` for CA certificates, if set.
    pub ca_warning_days: Option<u32>,
    /// The same for the cluster's license.
    pub license_warning_days: u32,
}

impl Default for Thresholds {
    /// 45 days, as the cluster's own alert, and 7 days, as its alert for the license.
    fn default() -> Self {
        Self { warning_days: 45, critical_days: 7, ca_warning_days: None, license_warning_days: 7 }
    }
}

impl Thresholds {
    /// The thresholds for a certificate.
    #[must_use]
    pub fn of(self, certificate: &Certificate) -> Self {
        match self.ca_warning_days {
            Some(warning_days) if certificate.is_ca() => Self { warning_days, ..self },
            _ => self,
        }
    }

    /// Those for the license.
    #[must_use]
    pub(crate) fn of_license(self) -> Self {
        let warning_days = self.license_warning_days;
        Self { warning_days, critical_days: self.critical_days.min(warning_days), ..self }
    }
}

/// A certificate's state at a given time. Ordered by risk, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It ends before it begins, so it's never valid.
    NeverValid,
    /// The last valid second has passed.
    Expired {
        /// Calendar days since; 0 if it expired earlier today.
        days: u32,
    },
    /// The first valid second has not come.
    NotYetValid {
        /// Calendar days until then; 0 if it becomes valid later today.
        days: u32,
    },
    /// Valid now, but expires before midnight UTC.
    ExpiresToday,
    /// Within the critical threshold.
    Critical {
        /// Calendar days left, at least 1.
        days: u32,
    },
    /// Unknown, because a date can't be read.
    Unknown,
    /// Within the warning threshold.
    Soon {
        /// Calendar days left, at least 1.
        days: u32,
    },
    /// Valid for longer than that.
    Healthy {
        /// Calendar days left, at least 1.
        days: u32,
    },
    /// Expires at 9999-12-31T23:59:59Z, which means "no expiration date" (RFC 5280, section
    /// 4.1.2.5).
    NeverExpires,
}

impl Expiry {
    /// The state at `now`.
    pub fn of(
        not_before: Timestamp,
        not_after: Timestamp,
        now: Timestamp,
        thresholds: &Thresholds,
    ) -> Self {
        if not_after < not_before {
            return Self::NeverValid;
        }
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

    /// Whether it is valid now, and ends one day.
    #[must_use]
    pub fn is_valid_now(&self) -> bool {
        use Expiry::{Critical, ExpiresToday, Healthy, Soon};
        matches!(self, ExpiresToday | Critical { .. } | Soon { .. } | Healthy { .. })
    }

    /// What a person reads, before the days.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::NeverValid => label!("Never valid"),
            Self::Expired { .. } => label!("Expired"),
            Self::NotYetValid { .. } => label!("Not yet valid"),
            Self::ExpiresToday | Self::Critical { .. } | Self::Soon { .. } => label!("Expires"),
            Self::Healthy { .. } | Self::NeverExpires => label!("Valid"),
            Self::Unknown => label!("Unknown"),
        }
    }

    /// One word, for machines: `never_valid`, `expired`, `not_yet_valid`, `today`, `critical`, `soon`,
    /// `healthy`, `never` or `unknown`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NeverValid => "never_valid",
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

    /// Never valid first, then the longest expired, then the soonest of each kind.
    fn risk(&self) -> (u8, i64) {
        match *self {
            Self::NeverValid => (0, 0),
            Self::Expired { days } => (1, -i64::from(days)),
            Self::NotYetValid { days } => (2, i64::from(days)),
            Self::ExpiresToday => (3, 0),
            Self::Critical { days } => (4, i64::from(days)),
            Self::Unknown => (5, 0),
            Self::Soon { days } => (6, i64::from(days)),
            Self::Healthy { days } => (7, i64::from(days)),
            Self::NeverExpires => (8, 0),
        }
    }
}

impl Certificate {
    /// The certificate's state at `now`.
    #[must_use]
    pub fn expiry(&self, now: Timestamp, thresholds: &Thresholds) -> Expiry {
        match (self.not_before, self.not_after) {
            (Ok(not_before), Ok(not_after)) => {
                Expiry::of(not_before, not_after, now, &thresholds.of(self))
            }
            _ => Expiry::Unknown,
        }
    }

    /// Percent of the lifetime left; `None` if the dates can't be read or span no time.
    #[must_use]
    pub fn percent_left(&self, now: Timestamp) -> Option<u8> {
        percent_left(self.not_before.ok()?, self.not_after.ok()?, now)
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

/// How much of a span is left, in percent, rounded down: thirty days are a third of ninety and a
/// twelfth of a year. 100 before it begins, 0 once it is over; `None` where it has no end or no
/// length.
pub(crate) fn percent_left(start: Timestamp, end: Timestamp, now: Timestamp) -> Option<u8> {
    if end == Timestamp::NEVER_EXPIRES || end <= start {
        return None;
    }
    let seconds = |from: Timestamp, to: Timestamp| to.0.saturating_sub(from.0) as f64;
    let share = seconds(now, end) / seconds(start, end);
    // Float casts saturate.
    Some((share * 100.0).clamp(0.0, 100.0) as u8)
}

/// Seconds by which the browser's clock is ahead of the cluster's, or behind if negative; `None` up
/// to five minutes, which is negligible.
#[must_use]
pub fn clock_skew(browser: Timestamp, cluster: Timestamp) -> Option<i64> {
    let ahead = browser.0.saturating_sub(cluster.0);
    (ahead.unsigned_abs() > 5 * 60).then_some(ahead)
}

/// Midnights (UTC) between two instants.
fn days(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.day() - from.day()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent() {
        let at = |days: i64| Timestamp(days * 86_400);
        for (start, end, now, left) in [
            (0, 90, 0, Some(100)),
            (0, 90, -5, Some(100)),
            (0, 90, 45, Some(50)),
            (0, 90, 60, Some(33)),
            (0, 365, 335, Some(8)),
            (0, 90, 89, Some(1)),
            (0, 365, 364, Some(0)),
            (0, 90, 90, Some(0)),
            (0, 90, 1000, Some(0)),
            (90, 0, 45, None),
            (5, 5, 5, None),
        ] {
            assert_eq!(percent_left(at(start), at(end), at(now)), left, "{start} {end} {now}");
        }
        assert_eq!(percent_left(at(0), Timestamp::NEVER_EXPIRES, at(1)), None);
        for now in [i64::MIN, 0, i64::MAX] {
            let extremes = (Timestamp(i64::MIN), Timestamp(i64::MAX));
            assert!(percent_left(extremes.0, extremes.1, Timestamp(now)).is_some());
        }
    }
}
