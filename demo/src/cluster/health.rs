//! The health report: what the cluster says of its certificates without their keys.

use time::OffsetDateTime;
use x509_cert::{Certificate, der::Decode};

use super::{Cluster, Refusal, permitted, version::HEALTH_REPORT};
use crate::users::{Permission, Role};

/// A certificate in the report.
pub struct Reported {
    /// Its logical name.
    pub name: String,
    /// Its last second.
    pub valid_until: OffsetDateTime,
}

impl Cluster {
    /// Each name's first certificate; without those that can't be read.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] without `view_cluster_info`; [`Refusal::NoSuchRequest`] while a
    /// node is older than 8.0.16.
    pub fn health(&self, role: Role) -> Result<Vec<Reported>, Refusal> {
        permitted(role, Permission::ViewClusterInfo)?;
        if self.about.oldest() < HEALTH_REPORT {
            return Err(Refusal::NoSuchRequest);
        }
        let reported = self.store.iter().filter_map(|(entry, text)| {
            let name = entry.strip_suffix("_cert")?.to_owned();
            let block = pem::parse_many(text).ok()?.into_iter().next()?;
            let certificate = Certificate::from_der(block.contents()).ok()?;
            let end = certificate.tbs_certificate.validity.not_after.to_unix_duration().as_secs();
            let end = OffsetDateTime::from_unix_timestamp(i64::try_from(end).ok()?).ok()?;
            Some(Reported { name, valid_until: end })
        });
        Ok(reported.collect())
    }
}
