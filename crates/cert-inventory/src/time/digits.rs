//! Reads written dates digit by digit.

use super::Timestamp;

/// 0000-01-01T00:00:00Z: certificates can't write an earlier date.
const FIRST: Timestamp = Timestamp(-62_167_219_200);

/// What is left of a written date.
pub(super) struct Digits<'a>(&'a [u8]);

impl<'a> Digits<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self(text)
    }

    pub(super) fn number(&mut self, width: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        digits.iter().try_fold(0u16, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| u16::from(digit - b'0'))?;
            number.checked_mul(10)?.checked_add(digit)
        })
    }

    pub(super) fn pair(&mut self) -> Option<u8> {
        self.number(2).and_then(|number| u8::try_from(number).ok())
    }

    pub(super) fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        allowed.contains(first).then_some(*first)
    }

    /// Steps over a fraction of a second; a point needs a digit after it.
    pub(super) fn fraction(&mut self) -> Option<()> {
        if self.0.first() == Some(&b'.') {
            self.one_of(b".")?;
            self.one_of(b"0123456789")?;
            while self.0.first().is_some_and(u8::is_ascii_digit) {
                self.one_of(b"0123456789")?;
            }
        }
        Some(())
    }

    /// `MMDDhhmm[ss[.f]]` and the zone.
    pub(super) fn after_year(&mut self, year: i64) -> Option<Timestamp> {
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

    /// `Z`, or an offset from UTC which is taken from the local time.
    pub(super) fn zone(&mut self, local: Timestamp, separator: &[u8]) -> Option<Timestamp> {
        let sign = self.one_of(b"Zz+-")?;
        let mut offset = 0;
        if matches!(sign, b'+' | b'-') {
            let hours = self.pair().filter(|hours| *hours < 24)?;
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
