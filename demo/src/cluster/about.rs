//! What the cluster says of itself: the versions of its nodes, and its license. The rest of both
//! responses is nobody's business, and is seeded so that a test can look for it.

use time::{Duration, OffsetDateTime};

use super::{
    Cluster, NODES, Refusal, permitted,
    settings::Settings,
    version::{NO_SMTP_PASSWORD, Version},
};
use crate::users::{Permission, Role};

/// The version of every node at the start.
pub const VERSION: &str = "8.2.0-46";

/// What a response has beside the facts that a client needs: nothing of it may stay in one.
pub const SECRETS: [&str; 7] =
    [LICENSE_TEXT, LICENSE_KEY, LICENSE_OWNER, NODE_ADDRESS, NODE_RACK, NODE_PATH, SMTP_PASSWORD];

pub(crate) const LICENSE_TEXT: &str = "bGljZW5zZS10ZXh0LW9mLXRoZS1kZW1vLWNsdXN0ZXI";
pub(crate) const LICENSE_KEY: &str = "license-key-4f1c7a90d2be";
pub(crate) const LICENSE_OWNER: &str = "license-owner-7d20c5e9b1";
pub(crate) const SMTP_PASSWORD: &str = "smtp-password-58c1e0d7";
pub(crate) const NODE_ADDRESS: &str = "10.77.31.109";
pub(crate) const NODE_RACK: &str = "rack-vesper-12";
pub(crate) const NODE_PATH: &str = "/mnt/flash-juniper-7";

/// When the license is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct License {
    /// Its first second.
    pub activation: OffsetDateTime,
    /// Its last second.
    pub expiration: OffsetDateTime,
}

impl License {
    /// One for a year, whose end is so many days away, or over where negative.
    #[must_use]
    pub fn expiring_in(days: i64) -> Self {
        let expiration = OffsetDateTime::now_utc() + Duration::days(days);
        Self { activation: expiration - Duration::days(365), expiration }
    }
}

/// What a cluster says of itself.
#[derive(Clone)]
pub(super) struct About {
    versions: [String; NODES],
    license: Option<License>,
    pub(super) settings: Settings,
}

impl About {
    pub(super) fn new(version: &str) -> Self {
        Self {
            versions: [version; NODES].map(str::to_owned),
            license: Some(License::expiring_in(120)),
            settings: Settings::default(),
        }
    }

    /// The oldest of the nodes' versions: during an upgrade, it decides what the cluster can do.
    pub(super) fn oldest(&self) -> Version {
        let [first, others @ ..] = self.versions.each_ref().map(|version| Version::parse(version));
        others.into_iter().fold(first, Ord::min)
    }
}

impl Cluster {
    /// The version of each node.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] without `view_all_nodes_info`.
    pub fn versions(&self, role: Role) -> Result<&[String; NODES], Refusal> {
        permitted(role, Permission::ViewAllNodesInfo)?;
        Ok(&self.about.versions)
    }

    /// Whether each node is down.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] without `view_all_nodes_info`.
    pub fn down(&self, role: Role) -> Result<Vec<bool>, Refusal> {
        permitted(role, Permission::ViewAllNodesInfo)?;
        Ok(self.nodes.iter().map(|node| node.is_down).collect())
    }

    /// The password of its mail server, which the cluster showed before version 8.2.
    #[must_use]
    pub fn smtp_password(&self) -> Option<&'static str> {
        (self.about.oldest() < NO_SMTP_PASSWORD).then_some(SMTP_PASSWORD)
    }

    /// The license.
    ///
    /// # Errors
    /// [`Refusal::NotPermitted`] without `view_license`, [`Refusal::NoLicense`] where there is
    /// none.
    pub fn license(&self, role: Role) -> Result<License, Refusal> {
        permitted(role, Permission::ViewLicense)?;
        self.about.license.ok_or(Refusal::NoLicense)
    }

    /// Each node has this version from now on: several during an upgrade.
    pub fn set_versions(&mut self, versions: [&str; NODES]) {
        self.about.versions = versions.map(str::to_owned);
    }

    /// This is the license from now on.
    pub fn set_license(&mut self, license: Option<License>) {
        self.about.license = license;
    }
}
