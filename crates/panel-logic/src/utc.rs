//! Formats instants, for use where the browser's formatter would be too slow for every row.

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
    let text = Timestamp(time.0.saturating_add(ahead.saturating_mul(60))).to_string();
    let sign = if ahead < 0 { '-' } else { '+' };
    let (hours, minutes) = (ahead.unsigned_abs() / 60, ahead.unsigned_abs() % 60);
    format!("{} UTC{sign}{hours:02}:{minutes:02}", text.replace('T', " ").trim_end_matches('Z'))
}
