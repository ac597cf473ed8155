//! The time, which the core takes as an argument.

use std::time::{SystemTime, UNIX_EPOCH};

use cert_inventory::Timestamp;

/// Now.
pub fn now() -> Timestamp {
    let seconds = |span: std::time::Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    Timestamp(match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => seconds(since),
        Err(before) => -seconds(before.duration()),
    })
}

/// Parses an argument.
pub fn parse(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse_rfc3339(text)
        .ok_or_else(|| "not a time in RFC 3339, such as 2027-01-01T00:00:00Z".to_owned())
}
