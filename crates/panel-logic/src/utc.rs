//! Formats instants: ISO 8601 dates everywhere, which sort and can't be misread, and times with
//! their zone.

use cert_inventory::Timestamp;

/// The UTC date: `2027-01-31`.
#[must_use]
pub fn day(time: Timestamp) -> String {
    let mut instant = time.to_string();
    if let Some(end) = instant.find('T') {
        instant.truncate(end);
    }
    instant
}

/// `2027-01-31 08:00:00 UTC`.
#[must_use]
pub fn instant(time: Timestamp) -> String {
    time.to_string().replace('T', " ").replace('Z', " UTC")
}

/// In a time zone this many minutes ahead of UTC: `2027-01-31 09:00:00 UTC+01:00`.
#[must_use]
pub fn with_offset(time: Timestamp, ahead: i64) -> String {
    let time = instant(Timestamp(time.0.saturating_add(ahead.saturating_mul(60))));
    if ahead == 0 {
        return time;
    }
    let sign = if ahead < 0 { '-' } else { '+' };
    let (hours, minutes) = (ahead.unsigned_abs() / 60, ahead.unsigned_abs() % 60);
    format!("{time}{sign}{hours:02}:{minutes:02}")
}

/// The hour and minute of a formatted instant, with its zone: `09:00 UTC+01:00`.
#[must_use]
pub fn minute_of(instant: &str) -> String {
    let mut parts = instant.split(' ').skip(1);
    let (time, zone) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{} {zone}", time.get(..5).unwrap_or(time))
}
