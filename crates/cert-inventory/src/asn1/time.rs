//! Instants in certificates, on the proleptic Gregorian calendar in UTC. A few lines of arithmetic,
//! because a calendar library would be larger than the rest of this crate.

use std::fmt;

use serde::{Serialize, Serializer};

/// Seconds since 1970-01-01T00:00:00Z; negative before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A date and time of day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// The year, 0 to 9999 in certificates.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

pub(crate) const DAY: i64 = 86_400;

impl Timestamp {
    /// 9999-12-31T23:59:59Z: "has no well-defined expiration date", RFC 5280
    /// §4.1.2.5.
    pub const NEVER_EXPIRES: Self = Self(253_402_300_799);

    /// Converts a UTC date and time; `None` if it doesn't exist or its year isn't 0 to 9999. Leap
    /// seconds aren't supported.
    #[must_use]
    pub fn from_civil(
        year: i64,
        month: u8,
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
    ) -> Option<Self> {
        let in_range = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !in_range {
            return None;
        }
        let in_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Some(Self(days_before(year, month, day) * DAY + in_day))
    }

    /// The date and time of day in UTC.
    #[must_use]
    pub fn civil(self) -> Civil {
        let (year, month, day) = date(self.day());
        let in_day = self.0.rem_euclid(DAY);
        Civil {
            year,
            month,
            day,
            hour: (in_day / 3600) as u8,
            minute: (in_day / 60 % 60) as u8,
            second: (in_day % 60) as u8,
        }
    }

    /// The UTC calendar day's number; 1970-01-01 is 0.
    #[must_use]
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date. Years start in March, which makes the leap day the last day of
/// its year; every 400 years have 146,097 days.
fn days_before(year: i64, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = if month > 2 { year } else { year - 1 };
    let months_since_march = (month + 9) % 12;
    let day_of_year = (153 * months_since_march + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + day_of_year - 719_468
}

/// The inverse of [`days_before`].
fn date(day: i64) -> (i64, u8, u8) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let in_era = day.rem_euclid(146_097);
    let year_of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (year_of_era * 365 + year_of_era / 4 - year_of_era / 100);
    let months_since_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * months_since_march + 2) / 5 + 1;
    let month = (months_since_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month as u8, day as u8)
}

impl fmt::Display for Timestamp {
    /// RFC 3339: `2026-11-23T20:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, hour, minute, second } = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl Serialize for Timestamp {
    /// Serializes as RFC 3339.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from `date -u -d DATE +%s`.
    #[test]
    fn known_instants() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (-86_401, "1969-12-30T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_709_164_800, "2024-02-29T00:00:00Z"),
            (1_795_464_000, "2026-11-23T20:00:00Z"),
            (2_147_483_648, "2038-01-19T03:14:08Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-2_208_988_800, "1900-01-01T00:00:00Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), text);
            assert_eq!(Timestamp::parse_rfc3339(text), Some(Timestamp(seconds)), "{text}");
        }
        assert_eq!(
            Timestamp::parse_rfc3339("9999-12-31T23:59:59Z"),
            Some(Timestamp::NEVER_EXPIRES)
        );
    }

    #[test]
    fn every_day_of_ten_thousand_years_follows_the_one_before() {
        let first = Timestamp::from_civil(0, 1, 1, 0, 0, 0).unwrap().day();
        let last = Timestamp::NEVER_EXPIRES.day();
        let (mut year, mut month, mut day) = (0, 1, 1);
        for number in first..=last {
            let civil = Timestamp(number * DAY).civil();
            assert_eq!((civil.year, civil.month, civil.day), (year, month, day));
            assert_eq!(days_before(year, month, day), number);
            day += 1;
            if day > days_in_month(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!((year, month, day), (10_000, 1, 1));
    }

    #[test]
    fn not_in_the_calendar() {
        for (year, month, day, hour, minute, second) in [
            (2026, 0, 1, 0, 0, 0),
            (2026, 13, 1, 0, 0, 0),
            (2026, 1, 0, 0, 0, 0),
            (2026, 1, 32, 0, 0, 0),
            (2026, 2, 29, 0, 0, 0),
            (1900, 2, 29, 0, 0, 0),
            (2026, 4, 31, 0, 0, 0),
            (2026, 1, 1, 24, 0, 0),
            (2026, 1, 1, 0, 60, 0),
            (2026, 1, 1, 0, 0, 60),
            (10_000, 1, 1, 0, 0, 0),
            (-1, 12, 31, 0, 0, 0),
        ] {
            assert_eq!(Timestamp::from_civil(year, month, day, hour, minute, second), None);
        }
        assert!(Timestamp::from_civil(2000, 2, 29, 23, 59, 59).is_some());
    }

    #[test]
    fn any_number_is_an_instant() {
        for seconds in [i64::MIN, i64::MIN + 1, i64::MAX] {
            assert!(!Timestamp(seconds).to_string().is_empty());
        }
    }

    #[test]
    fn serializes_as_text() {
        let json = serde_json::to_string(&Timestamp(0)).unwrap();
        assert_eq!(json, "\"1970-01-01T00:00:00Z\"");
    }
}
