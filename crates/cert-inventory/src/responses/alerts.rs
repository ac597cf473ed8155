//! From how many days on the cluster itself warns: `alert_settings` of `GET v1/cluster`.
//!
//! That body holds secrets, a mail server's password among them: these numbers are found in it
//! without anything being copied, and nothing else is kept.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::x509::expiry::Thresholds;

/// Days before an end; `None` where the cluster does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlertDays {
    /// For certificates.
    pub certificates: Option<u32>,
    /// For certificates of CAs.
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
    /// Reads the answer to `GET v1/cluster`. The caller wipes it.
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

    /// These in place of others.
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

/// The cluster writes numbers as texts.
fn days(alert: &RawValue) -> Option<u32> {
    let alert: Alert<'_> = serde_json::from_str(alert.get()).ok()?;
    alert.threshold.get().trim_matches('"').parse().ok()
}
