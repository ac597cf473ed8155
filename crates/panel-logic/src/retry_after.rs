//! The header `Retry-After` (RFC 9110, section 10.2.3).

use cert_inventory::Timestamp;

/// Seconds to wait before the next request, given as such or as a date, which `parse_date` reads.
/// `None` where there is nothing to wait for, or the value is neither.
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
    (seconds > 0).then_some(seconds)
}
