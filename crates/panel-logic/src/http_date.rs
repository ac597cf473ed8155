//! Dates in HTTP headers (RFC 9110, section 5.6.7).

use std::time::UNIX_EPOCH;

use cert_inventory::Timestamp;

/// The instant that a header such as `Date` gives, in any of HTTP's three formats.
#[must_use]
pub fn parse(value: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(value.trim()).ok()?;
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    i64::try_from(seconds).ok().map(Timestamp)
}

/// Seconds that a `Retry-After` header (RFC 9110, section 10.2.3) asks to wait, given as such or
/// as a date. `None` where there is nothing to wait for, or it is neither.
#[must_use]
pub fn retry_after(value: &str, now: Timestamp) -> Option<u32> {
    let seconds = match value.trim().parse() {
        Ok(seconds) => seconds,
        Err(_) => u32::try_from(parse(value)?.0.saturating_sub(now.0)).ok()?,
    };
    (seconds > 0).then_some(seconds)
}
