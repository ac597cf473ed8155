//! How long to wait before the list is read again without anybody asking.

/// Seconds until the first retry of a failed read; each further wait is twice as long.
const FIRST_RETRY: f64 = 5.0;

/// Seconds to wait after a read failed, and so many others before it since the last success. The
/// server's `retry_after` wins where it is longer than the back-off.
#[must_use]
pub fn wait_after_failure(
    failures: u32,
    interval: u32,
    retry_after: Option<u32>,
    random: f64,
) -> u32 {
    backoff(failures, interval, random).max(retry_after.unwrap_or_default())
}

/// Exponential, up to the usual interval. The jitter of a quarter either way keeps many pages from
/// asking a recovering cluster all at once; `random` is in 0 to 1.
fn backoff(failures: u32, interval: u32, random: f64) -> u32 {
    let doubled = FIRST_RETRY * f64::from(2_u32.saturating_pow(failures));
    let jittered = doubled.min(f64::from(interval)) * (0.75 + 0.5 * random);
    // At most an hour and a quarter: the cast loses the fraction only.
    jittered as u32
}
