//! What is known of a cluster besides its list: decoded here, so that nothing else of a response
//! leaves this module.

use cert_inventory::{AlertDays, License, Version};
use serde::Deserialize;

/// A request that gives one.
#[derive(Clone, Copy)]
pub enum FactRequest {
    Cluster,
    Nodes,
    License,
}

/// What it gives.
pub enum Fact {
    /// The cluster's name, which is its FQDN, and from how many days on it warns.
    Cluster(String, AlertDays),
    /// The versions of its nodes, each once, oldest first; at least one.
    Versions(Vec<Version>),
    /// Its license.
    License(License),
}

impl FactRequest {
    pub const ALL: [Self; 3] = [Self::Cluster, Self::Nodes, Self::License];

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Cluster => "v1/cluster",
            Self::Nodes => "v1/nodes",
            Self::License => "v1/license",
        }
    }

    /// The fact in a body; `None` where it isn't there or can't be read.
    pub(super) fn decode(self, body: &[u8]) -> Option<Fact> {
        #[derive(Deserialize)]
        struct Cluster {
            name: String,
        }
        match self {
            Self::Cluster => {
                let Cluster { name } = serde_json::from_slice(body).ok()?;
                Some(Fact::Cluster(name, AlertDays::read(body)))
            }
            Self::Nodes => {
                let versions = Version::of_nodes(body);
                (!versions.is_empty()).then_some(Fact::Versions(versions))
            }
            Self::License => License::read(body).map(Fact::License),
        }
    }
}
