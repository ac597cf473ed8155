//! The cluster's license: it expires beside the certificates, and is what else stops a cluster on
//! a date.

use crate::asn1::time::Timestamp;
use crate::x509::expiry::{Expiry, Thresholds, percent_left};

/// When the license is valid; nothing else of it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct License {
    /// Its first second, where the cluster says so.
    pub activation: Option<Timestamp>,
    /// Its last second.
    pub expiration: Timestamp,
    /// Whether the cluster counts it as expired.
    pub is_expired: bool,
}

impl License {
    /// Where `now` lies in its validity. What the cluster counts as expired is: its clock decides.
    #[must_use]
    pub fn expiry(&self, now: Timestamp, thresholds: &Thresholds) -> Expiry {
        let start = self.activation.unwrap_or(Timestamp(i64::MIN)).min(self.expiration);
        match Expiry::of(start, self.expiration, now, &thresholds.of_license()) {
            expired @ Expiry::Expired { .. } => expired,
            _ if self.is_expired => Expiry::Expired { days: 0 },
            expiry => expiry,
        }
    }

    /// How much of its lifetime is left, in percent; `None` where no beginning is known.
    #[must_use]
    pub fn percent_left(&self, now: Timestamp) -> Option<u8> {
        percent_left(self.activation?, self.expiration, now)
    }
}
