//! The `Retry-After` header (RFC 9110, section 10.2.3).

use cert_inventory::Timestamp;

/// The longest wait, in seconds: a page that waits for hours only looks broken.
const LONGEST: u32 = 15 * 60;

/// Seconds to wait before the next request, from a number or a date, which `parse_date` parses;
/// at most 15 minutes. `None` if there is no wait or the value is invalid.
#[must_use]
pub fn retry_after(
    value: &str,
    now: Timestamp,
    parse_date: fn(&str) -> Option<Timestamp>,
) -> Option<u32> {
    let seconds = match value.trim().parse() {
        Ok(seconds) => seconds,
        Err(_) => u32::try_from(parse_date(value)?.0.saturating_sub(now.0)).ok()?,
    };
    (seconds > 0).then_some(seconds.min(LONGEST))
}
