//! When the list is read without anybody asking: at a fixed interval, sooner after a failure.

use cert_inventory::Timestamp;

/// Seconds until the first retry of a failed read; each further wait is twice as long.
const FIRST_RETRY: f64 = 5.0;

/// When to read next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    interval: u32,
    due: Timestamp,
    failures: u32,
}

impl Schedule {
    /// Reads every `interval` seconds, starting one interval from now.
    #[must_use]
    pub fn new(interval: u32, now: Timestamp) -> Self {
        Self { interval, due: after(now, interval), failures: 0 }
    }

    /// Whether it is time to read.
    #[must_use]
    pub fn is_due(self, now: Timestamp) -> bool {
        now >= self.due
    }

    /// After a read that succeeded.
    #[must_use]
    pub fn succeeded(self, now: Timestamp) -> Self {
        Self::new(self.interval, now)
    }

    /// After a read that failed. The server's `retry_after` wins where it is longer than the
    /// back-off; `random` is in 0 to 1.
    #[must_use]
    pub fn failed(self, now: Timestamp, retry_after: Option<u32>, random: f64) -> Self {
        let wait = backoff(self.failures, self.interval, random);
        let due = after(now, wait.max(retry_after.unwrap_or_default()));
        Self { due, failures: self.failures.saturating_add(1), ..self }
    }
}

fn after(now: Timestamp, seconds: u32) -> Timestamp {
    Timestamp(now.0.saturating_add(i64::from(seconds)))
}

/// Seconds to wait after so many earlier failures: exponential, up to the usual interval. The
/// jitter of a quarter either way keeps many pages from asking a recovering cluster all at once.
fn backoff(failures: u32, interval: u32, random: f64) -> u32 {
    let doubled = FIRST_RETRY * f64::from(2_u32.saturating_pow(failures));
    let jittered = doubled.min(f64::from(interval)) * (0.75 + 0.5 * random);
    // At most an hour and a quarter: the cast loses the fraction only.
    jittered as u32
}
