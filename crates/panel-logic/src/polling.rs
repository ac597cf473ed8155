//! When to refresh the list automatically.

/// Seconds before the first retry of a failed read; the wait then doubles each time.
const FIRST_RETRY: f64 = 5.0;

/// Seconds to wait after a failed read, given the number of failures since the last success. A
/// longer `retry_after` from the server takes precedence.
#[must_use]
pub fn wait_after_failure(
    failures: u32,
    interval: u32,
    retry_after: Option<u32>,
    random: f64,
) -> u32 {
    backoff(failures, interval, random).max(retry_after.unwrap_or_default())
}

/// Exponential, up to the usual interval. Jitter of 25% either way keeps many pages from
/// overloading a recovering cluster; `random` is in 0 to 1.
fn backoff(failures: u32, interval: u32, random: f64) -> u32 {
    let doubled = FIRST_RETRY * f64::from(2_u32.saturating_pow(failures));
    let jittered = doubled.min(f64::from(interval)) * (0.75 + 0.5 * random);
    // At most an hour and a quarter, so the cast only drops the fraction.
    jittered as u32
}
