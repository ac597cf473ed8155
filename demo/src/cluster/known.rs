//! The logical names that a request can replace.

use super::version::Version;

/// A logical name.
pub(super) struct Known {
    pub name: &'static str,
    /// The first version that has it.
    pub since: Version,
    pub use_: Use,
}

/// What its certificate is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A server of the control plane, with a private key.
    Control,
    /// A server of the data plane, with a private key.
    Data,
    /// Traffic between nodes, both sides, with a private key.
    Internode,
    /// A client, with a private key.
    Client,
    /// Signing messages, with a private key.
    Signing,
    /// Certificates of others, without a private key.
    Trust,
}

pub(super) const CCS_INTERNODE: &str = "ccs_internode_encryption";

const ALWAYS: Version = Version::new(0, 0, 0, 0);

const KNOWN: [Known; 11] = [
    Known { name: "api", since: ALWAYS, use_: Use::Control },
    Known { name: "cm", since: ALWAYS, use_: Use::Control },
    Known { name: "proxy", since: ALWAYS, use_: Use::Data },
    Known { name: "syncer", since: ALWAYS, use_: Use::Data },
    Known { name: "metrics_exporter", since: ALWAYS, use_: Use::Control },
    Known { name: CCS_INTERNODE, since: ALWAYS, use_: Use::Internode },
    Known { name: "data_internode_encryption", since: ALWAYS, use_: Use::Internode },
    Known { name: "ldap_client", since: ALWAYS, use_: Use::Client },
    Known { name: "mtls_trusted_ca", since: Version::new(7, 8, 4, 0), use_: Use::Trust },
    Known { name: "sso_service", since: Version::new(8, 0, 6, 0), use_: Use::Signing },
    Known { name: "sso_issuer", since: Version::new(8, 0, 6, 0), use_: Use::Trust },
];

/// The name, if this version has it.
pub(super) fn known(name: &str, version: Version) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name && known.since <= version)
}

/// Whether a later version has the name first.
pub(super) fn comes_after(name: &str, version: Version) -> bool {
    KNOWN.iter().any(|known| known.name == name && known.since > version)
}

/// The names whose certificates the cluster made itself and can make again.
pub(super) fn rotatable() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().filter(|known| known.use_ == Use::Internode).map(|known| known.name)
}

impl Known {
    /// Own certificates for traffic between nodes came later than the names.
    pub(super) fn can_be_replaced(&self, version: Version) -> bool {
        self.use_ != Use::Internode || version >= Version::new(7, 22, 2, 0)
    }

    pub(super) fn has_key(&self) -> bool {
        self.use_ != Use::Trust
    }
}
