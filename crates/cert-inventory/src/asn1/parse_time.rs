//! Parses instants in certificates (RFC 5280 §4.1.2.5) and in RFC 3339.

use crate::asn1::der::{DerError, Element, Part, tag};
use crate::asn1::time::Timestamp;

impl Timestamp {
    /// Parses `2026-11-23T20:00:00Z`. Accepts offsets (`+01:00`) and fractions of a second
    /// (dropped), as RFC 3339 allows.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let mut digits = Digits::new(text.as_bytes());
        let year = i64::from(digits.number(4)?);
        digits.one_of(b"-")?;
        let month = digits.pair()?;
        digits.one_of(b"-")?;
        let day = digits.pair()?;
        digits.one_of(b"Tt ")?;
        let hour = digits.pair()?;
        digits.one_of(b":")?;
        let minute = digits.pair()?;
        digits.one_of(b":")?;
        let second = digits.pair()?;
        digits.fraction()?;
        let local = Self::from_civil(year, month, day, hour, minute, second)?;
        digits.zone(local, b":")
    }

    /// Parses a UTCTime or GeneralizedTime as OpenSSL does: RFC 5280 requires seconds and `Z`, but
    /// certificates without seconds, with fractions, or with an offset exist and are unambiguous.
    pub(crate) fn from_der(element: &Element<'_>) -> Part<Self> {
        let mut digits = Digits::new(element.value);
        let instant = match element.tag {
            tag::UTC_TIME => digits.pair().and_then(|year| {
                let century = if year < 50 { 2000 } else { 1900 };
                digits.after_year(century + i64::from(year))
            }),
            tag::GENERALIZED_TIME => {
                digits.number(4).and_then(|year| digits.after_year(i64::from(year)))
            }
            found => {
                let expected = "UTCTime or GeneralizedTime";
                return Err(element.unreadable(DerError::Unexpected { expected, found }));
            }
        };
        let has_zone = element.value.iter().any(|byte| b"Zz+-".contains(byte));
        let reason = if has_zone { DerError::Time } else { DerError::NoTimeZone };
        instant.ok_or_else(|| element.unreadable(reason))
    }

    /// Whether a readable date has the format RFC 5280 requires: with seconds and `Z`, without a
    /// fraction. OpenSSL refuses to verify certificates where it doesn't.
    pub(crate) fn is_strict(element: &Element<'_>) -> bool {
        let length = if element.tag == tag::UTC_TIME { 13 } else { 15 };
        element.value.len() == length && element.value.last() == Some(&b'Z')
    }
}

/// 0000-01-01T00:00:00Z, the earliest date a certificate can express.
const FIRST: Timestamp = Timestamp(-62_167_219_200);

/// The unread rest of a date.
struct Digits<'a>(&'a [u8]);

impl<'a> Digits<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self(text)
    }

    fn number(&mut self, width: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        digits.iter().try_fold(0u16, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| u16::from(digit - b'0'))?;
            number.checked_mul(10)?.checked_add(digit)
        })
    }

    fn pair(&mut self) -> Option<u8> {
        self.number(2).and_then(|number| u8::try_from(number).ok())
    }

    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        allowed.contains(first).then_some(*first)
    }

    /// Skips a fraction of a second; a point requires a digit after it.
    fn fraction(&mut self) -> Option<()> {
        if self.0.first() == Some(&b'.') {
            self.one_of(b".")?;
            self.one_of(b"0123456789")?;
            while self.0.first().is_some_and(u8::is_ascii_digit) {
                self.one_of(b"0123456789")?;
            }
        }
        Some(())
    }

    /// `MMDDhhmm[ss[.f]]` and the time zone.
    fn after_year(&mut self, year: i64) -> Option<Timestamp> {
        let (month, day) = (self.pair()?, self.pair()?);
        let (hour, minute) = (self.pair()?, self.pair()?);
        let seconds_follow = self.0.first().is_some_and(u8::is_ascii_digit);
        let second = if seconds_follow { self.pair()? } else { 0 };
        if seconds_follow {
            self.fraction()?;
        }
        let local = Timestamp::from_civil(year, month, day, hour, minute, second)?;
        self.zone(local, b"")
    }

    /// `Z`, or a UTC offset to subtract from the local time.
    fn zone(&mut self, local: Timestamp, separator: &[u8]) -> Option<Timestamp> {
        let sign = self.one_of(b"Zz+-")?;
        let mut offset = 0;
        if matches!(sign, b'+' | b'-') {
            // OpenSSL reads no larger offset in a certificate.
            let most = if separator.is_empty() { 12 } else { 23 };
            let hours = self.pair().filter(|hours| *hours <= most)?;
            if !separator.is_empty() {
                self.one_of(separator)?;
            }
            let minutes = self.pair().filter(|minutes| *minutes < 60)?;
            offset = i64::from(hours) * 3600 + i64::from(minutes) * 60;
        }
        let instant = if sign == b'-' { local.0 + offset } else { local.0 - offset };
        let in_range = (FIRST.0..=Timestamp::NEVER_EXPIRES.0).contains(&instant);
        (in_range && self.0.is_empty()).then_some(Timestamp(instant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_3339() {
        let instant = Timestamp::from_civil(2026, 11, 23, 20, 0, 0);
        for text in [
            "2026-11-23T20:00:00Z",
            "2026-11-23t20:00:00z",
            "2026-11-23 20:00:00Z",
            "2026-11-23T20:00:00.999Z",
            "2026-11-23T21:30:00+01:30",
            "2026-11-22T20:00:00-24:00",
            "2026-11-23T15:00:00-05:00",
        ] {
            let expected = if text.contains("-24:00") { None } else { instant };
            assert_eq!(Timestamp::parse_rfc3339(text), expected, "{text}");
        }
        for text in [
            "",
            "2026-11-23",
            "2026-11-23T20:00:00",
            "2026-11-23T20:00Z",
            "2026-11-23T20:00:00.Z",
            "2026-11-23T20:00:00Z ",
            "2026-11-23T20:00:00+0100",
            "2026-02-29T00:00:00Z",
            "+026-11-23T20:00:00Z",
            "2026/11/23T20:00:00Z",
        ] {
            assert_eq!(Timestamp::parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn two_digits_of_a_year_are_from_1950_to_2049() {
        let read = |tag, text: &str| {
            let der = [&[tag, text.len() as u8], text.as_bytes()].concat();
            let element = crate::asn1::der::Reader::new(&der, 0).next("a date").unwrap();
            Timestamp::from_der(&element).map(|instant| instant.to_string()).ok()
        };
        for (tag, text, instant) in [
            (tag::UTC_TIME, "491231235959Z", Some("2049-12-31T23:59:59Z")),
            (tag::UTC_TIME, "500101000000Z", Some("1950-01-01T00:00:00Z")),
            (tag::UTC_TIME, "2601010000Z", Some("2026-01-01T00:00:00Z")),
            (tag::UTC_TIME, "260101003000+0100", Some("2025-12-31T23:30:00Z")),
            (tag::UTC_TIME, "260101000000-1200", Some("2026-01-01T12:00:00Z")),
            (tag::UTC_TIME, "260101000000+1400", None),
            (tag::UTC_TIME, "260101000000", None),
            (tag::UTC_TIME, "20260101000000Z", None),
            (tag::GENERALIZED_TIME, "20500101000000Z", Some("2050-01-01T00:00:00Z")),
            (tag::GENERALIZED_TIME, "20260101000000.25Z", Some("2026-01-01T00:00:00Z")),
            (tag::GENERALIZED_TIME, "99991231235959-0001", None),
            (0x04, "260101000000Z", None),
        ] {
            assert_eq!(read(tag, text).as_deref(), instant, "{text}");
        }
    }
}
