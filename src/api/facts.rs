//! What is known of a cluster besides its list: decoded here, so that nothing else of a response
//! leaves this module.

use cert_inventory::{Access, AlertDays, License, Version};
use serde::Deserialize;

use super::client::Client;

/// What is known.
pub enum Fact {
    /// The cluster's name, which is its FQDN, and from how many days on it warns.
    Cluster(String, AlertDays),
    /// The versions of its nodes, each once, oldest first; at least one.
    Versions(Vec<Version>),
    /// Its license.
    License(License),
    /// What the signed-in user may do.
    Access(Access),
}

/// What to read.
#[derive(Clone, Copy)]
pub enum FactRequest {
    Cluster,
    Nodes,
    License,
    Access,
}

impl FactRequest {
    pub const ALL: [Self; 4] = [Self::Cluster, Self::Nodes, Self::License, Self::Access];
}

impl Client {
    /// A fact; `None` where it isn't there or can't be read.
    pub async fn fact(&self, request: FactRequest) -> Option<Fact> {
        #[derive(Deserialize)]
        struct Cluster {
            name: String,
        }
        Some(match request {
            FactRequest::Cluster => {
                let body = self.body("v1/cluster").await?;
                let Cluster { name } = serde_json::from_slice(&body).ok()?;
                Fact::Cluster(name, AlertDays::read(&body))
            }
            FactRequest::Nodes => {
                let versions = Version::of_nodes(&self.body("v1/nodes").await?);
                (!versions.is_empty()).then_some(Fact::Versions(versions))?
            }
            FactRequest::License => Fact::License(License::read(&self.body("v1/license").await?)?),
            FactRequest::Access => Fact::Access(self.access().await?),
        })
    }

    /// What the user may do; `None` where the cluster doesn't say.
    pub async fn access(&self) -> Option<Access> {
        let role = Access::role(&self.body("v1/users/role").await?)?;
        let permissions = self.body(&format!("v1/users/permissions/{role}")).await?;
        Access::of(role, &permissions)
    }

    /// The body of a response with status 200.
    pub(super) async fn body(&self, path: &str) -> Option<Vec<u8>> {
        Some(self.get(path).await.ok()?.read().await.ok()?.body)
    }
}
