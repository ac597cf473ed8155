//! Alerts per node, from the certificates on its own disk.

use time::{Duration, OffsetDateTime};

use super::{
    Cluster, Refusal, entries_of, known::rotatable, permitted, validation::first_not_after,
};
use crate::users::{Permission, Role};

/// Days before expiration.
pub(crate) const INTERNAL_CERTIFICATE_DAYS: i64 = 45;

impl Cluster {
    /// For each node, whether one of its internal certificates expires soon.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] without `view_all_nodes_alerts`.
    pub fn internal_certificates_expire_soon(
        &self,
        role: Role,
        now: OffsetDateTime,
    ) -> Result<Vec<bool>, Refusal> {
        permitted(role, Permission::ViewAllNodesAlerts)?;
        let soon = now + Duration::days(INTERNAL_CERTIFICATE_DAYS);
        let expires_soon =
            |file: String| first_not_after(&file).is_some_and(|not_after| not_after < soon);
        let nodes = self.nodes.iter().map(|node| {
            let files = rotatable().map(|name| node.read(&entries_of(name)[0]));
            files.flatten().any(expires_soon)
        });
        Ok(nodes.collect())
    }
}
