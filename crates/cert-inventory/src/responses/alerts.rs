//! The cluster's own warning thresholds: `alert_settings` in `GET v1/cluster`.
//!
//! That body contains secrets, such as a mail server's password: these numbers are located without
//! copying, and nothing else is kept.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::x509::expiry::Thresholds;

/// Days before expiration; `None` if the cluster doesn't specify them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlertDays {
    /// For certificates.
    pub certificates: Option<u32>,
    /// For CA certificates.
    pub cas: Option<u32>,
    /// For the license.
    pub license: Option<u32>,
}

#[derive(Deserialize)]
struct Cluster<'a> {
    #[serde(borrow)]
    alert_settings: Option<Settings<'a>>,
}

#[derive(Deserialize)]
struct Settings<'a> {
    #[serde(borrow, rename = "cluster_certs_about_to_expire")]
    certificates: Option<&'a RawValue>,
    #[serde(borrow, rename = "cluster_ca_cert_about_to_expire")]
    cas: Option<&'a RawValue>,
    #[serde(borrow, rename = "cluster_license_about_to_expire")]
    license: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Alert<'a> {
    #[serde(borrow)]
    threshold: &'a RawValue,
}

impl AlertDays {
    /// Reads the response to `GET v1/cluster`. The caller must wipe it.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let cluster: Option<Cluster<'_>> = serde_json::from_slice(body).ok();
        match cluster.and_then(|cluster| cluster.alert_settings) {
            None => Self::default(),
            Some(Settings { certificates, cas, license }) => Self {
                certificates: certificates.and_then(days),
                cas: cas.and_then(days),
                license: license.and_then(days),
            },
        }
    }

    /// Replaces the others' values where set.
    #[must_use]
    pub fn over(self, others: Thresholds) -> Thresholds {
        let warning_days = self.certificates.unwrap_or(others.warning_days);
        Thresholds {
            warning_days,
            critical_days: others.critical_days.min(warning_days),
            ca_warning_days: self.cas.or(others.ca_warning_days),
            license_warning_days: self.license.unwrap_or(others.license_warning_days),
        }
    }
}

/// The cluster sends numbers as text.
fn days(alert: &RawValue) -> Option<u32> {
    let alert: Alert<'_> = serde_json::from_str(alert.get()).ok()?;
    alert.threshold.get().trim_matches('"').parse().ok()
}
