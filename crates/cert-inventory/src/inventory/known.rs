//! The logical names that Redis Enterprise Software defines.
//!
//! The only table of them, from the REST reference of versions 7.4 to 8.2: everything that depends
//! on a name is a field here, so adding a name means adding a row. A cluster may list other names,
//! as older and newer versions do: they are shown, too, without these facts.

use crate::inventory::version::Version;
use crate::label;
use crate::text::language::Label;

/// What is known about a logical name in advance.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// The logical name, as in DELETE, PUT, and rotate requests.
    pub name: &'static str,
    /// A short heading, such as `REST API`.
    pub title: Label,
    /// What the certificate secures, as a phrase.
    pub secures: Label,
    /// Who or what notices where the certificate doesn't work.
    pub users: Users,
    /// Whether the cluster stores a private key with the certificate.
    pub has_key: bool,
    /// Whether the cluster refuses to delete it.
    pub required: bool,
    /// What stops working after deletion, as a phrase to follow a colon; `None` if it can't be
    /// deleted.
    pub deletion_stops: Option<Label>,
    /// The same for the one version where more stops.
    pub deletion_stops_in: Option<(Version, Label)>,
    /// The first version that has it; `None` if all supported versions do.
    pub since: Option<Version>,
    /// How to replace it.
    pub replacement: Replacement,
    /// Who it's presented to.
    pub presented: Presented,
    /// Whether it needs the extended key usage serverAuth in addition to clientAuth.
    pub server_auth: bool,
    /// Whether clients connect by the cluster's names, which must then be among its subject
    /// alternative names.
    pub cluster_names: bool,
    /// Who owns these certificates, if not the cluster.
    pub trust: Option<Trust>,
    /// Where the cluster serves it over TLS from the first byte on, to look at what clients get;
    /// `None` where it does not.
    pub port: Option<Port>,
    /// Whether it is the certificate of the REST API itself.
    pub serves_api: bool,
    /// What has to be done around a replacement.
    pub follow_ups: &'static [FollowUp],
    /// Whether the nodes' control plane uses it, which restarts: in older versions it must be
    /// replaced alone, and the API is unavailable afterward.
    pub restarts_nodes: bool,
}

/// Who or what uses a certificate, as phrases to follow "Affects".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Users {
    /// All of them.
    pub all: Label,
    /// Those that verify certificates.
    pub verifying: Label,
}

/// Something that the cluster doesn't do when a certificate is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// First, what pins the current certificate has to trust the new one.
    PinnedProxies,
    /// First, source databases of Replica Of have to trust the new certificate.
    SourceDatabases,
    /// First, the new CA has to be added beside the old one.
    AddBesideOld,
    /// Active-Active databases have to be updated.
    ActiveActive,
    /// Destination databases of Replica Of have to trust the new certificate.
    ReplicaDestinations,
    /// Connections stay as they are.
    Reconnect,
    /// The identity provider has to know the new certificate.
    IdentityProvider,
}

/// The port of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// The same on every node, with the cluster's name.
    Fixed(u16),
    /// That of a database, with the database's own host name.
    OfDatabase,
}

/// How a certificate is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// `rladmin cluster certificate set` on a node, or the REST API.
    Rladmin,
    /// The cluster generates a new one on rotation; custom ones for both planes are set with one
    /// `rladmin` command, or separately with the REST API.
    Rotation,
    /// Only the REST API.
    RestApi,
}

/// Who a certificate is presented to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented {
    /// Clients that connect to the cluster.
    ToClients,
    /// External servers that the cluster connects to.
    ToServers,
    /// Recipients of SAML messages.
    InSaml,
}

/// Certificates that the cluster uses to verify others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// CAs of client certificates: a set that need not form a chain.
    ClientCas,
    /// The identity provider of single sign-on.
    IdentityProvider,
}

/// The eleven names, in the reference's order.
pub static KNOWN: [Known; 11] = [
    Known {
        port: Some(Port::Fixed(9443)),
        serves_api: true,
        follow_ups: &[FollowUp::PinnedProxies],
        ..server(
            "api",
            label!("REST API"),
            label!("requests to the REST API and their responses"),
            Users {
                all: label!("REST API clients"),
                verifying: label!("REST API clients that verify certificates"),
            },
        )
    },
    Known {
        port: Some(Port::Fixed(8443)),
        ..server(
            "cm",
            label!("Cluster Manager UI"),
            label!("the cluster’s web interface"),
            every(label!("users of the Cluster Manager UI")),
        )
    },
    Known {
        port: Some(Port::OfDatabase),
        follow_ups: &[FollowUp::ActiveActive, FollowUp::ReplicaDestinations, FollowUp::Reconnect],
        ..server(
            "proxy",
            label!("Database endpoints"),
            label!("client connections to databases"),
            Users {
                all: label!("database clients"),
                verifying: label!("database clients that verify certificates"),
            },
        )
    },
    Known {
        follow_ups: &[FollowUp::SourceDatabases, FollowUp::ActiveActive],
        ..server(
            "syncer",
            label!("Syncer"),
            label!("Active-Active and Replica Of synchronization"),
            every(label!("Active-Active and Replica Of")),
        )
    },
    Known {
        port: Some(Port::Fixed(8070)),
        ..server(
            "metrics_exporter",
            label!("Metrics exporter"),
            label!("the metrics endpoint (port 8070)"),
            Users {
                all: label!("metrics collectors"),
                verifying: label!("metrics collectors that verify certificates"),
            },
        )
    },
    Known {
        restarts_nodes: true,
        ..internode(
            "ccs_internode_encryption",
            label!("Internode encryption, control plane"),
            label!("control plane traffic between nodes"),
            every(label!("control plane traffic between nodes")),
        )
    },
    internode(
        "data_internode_encryption",
        label!("Internode encryption, data plane"),
        label!("data plane traffic between nodes"),
        every(label!("data plane traffic between nodes")),
    ),
    Known {
        presented: Presented::ToServers,
        server_auth: false,
        deletion_stops_in: Some((
            Version::AD_SIGN_IN,
            label!(
                "LDAP sign-in with a client certificate and, in 8.0.16-33, all Active Directory \
                 sign-in to the Cluster Manager UI"
            ),
        )),
        ..optional(
            "ldap_client",
            label!("LDAP client"),
            label!("the cluster’s connections to LDAP servers"),
            Users {
                all: label!("LDAP sign-in with a client certificate"),
                verifying: label!("LDAP sign-in, if the server verifies clients"),
            },
            label!("LDAP sign-in with a client certificate"),
        )
    },
    Known {
        has_key: false,
        since: Some(Version::new(7, 8, 4)),
        trust: Some(Trust::ClientCas),
        follow_ups: &[FollowUp::AddBesideOld],
        ..optional(
            "mtls_trusted_ca",
            label!("Trusted client CAs"),
            label!("client certificate sign-in to the REST API"),
            every(label!("client certificate sign-in")),
            label!(
                "certificate sign-in to the REST API and whatever else relies on these CAs, such \
                 as node joins and Active-Active certificate credentials. If password sign-in is \
                 turned off, nobody can sign in until an administrator changes that with rladmin \
                 on a node"
            ),
        )
    },
    Known {
        presented: Presented::InSaml,
        follow_ups: &[FollowUp::IdentityProvider],
        since: Some(Version::new(8, 0, 6)),
        ..optional(
            "sso_service",
            label!("SAML service provider"),
            label!("the cluster’s side of single sign-on"),
            every(label!("single sign-on")),
            label!(
                "single sign-on. Turn it off first: with enforce_control_plane, only \
                 administrators can fall back to a password"
            ),
        )
    },
    Known {
        has_key: false,
        since: Some(Version::new(8, 0, 6)),
        trust: Some(Trust::IdentityProvider),
        ..optional(
            "sso_issuer",
            label!("SAML identity provider"),
            label!("the identity provider’s side of single sign-on"),
            every(label!("single sign-on")),
            label!(
                "single sign-on. Turn it off first: with enforce_control_plane, only \
                 administrators can fall back to a password"
            ),
        )
    },
];

impl Known {
    /// Whether every cluster lists it: it is required, and not one of the internode pairs, which a
    /// list may leave out.
    #[must_use]
    pub fn is_always_listed(&self) -> bool {
        self.required && self.replacement != Replacement::Rotation
    }

    /// What stops working after deletion in these versions, all of them if none is known.
    #[must_use]
    pub fn stops(&self, versions: &[Version]) -> Option<Label> {
        match self.deletion_stops_in {
            Some((version, label)) if versions.is_empty() || versions.contains(&version) => {
                Some(label)
            }
            _ => self.deletion_stops,
        }
    }

    /// Whether this version has the name; true if the version is unknown.
    #[must_use]
    pub fn is_in(&self, version: Option<Version>) -> bool {
        self.since.is_none() || version.is_none() || self.since <= version
    }
}

/// The table entry for `name`; `None` if it's unknown.
pub fn known(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name)
}

/// Users that all verify certificates, or of which no more is known.
const fn every(users: Label) -> Users {
    Users { all: users, verifying: users }
}

/// A required pair that the cluster presents to clients.
const fn server(name: &'static str, title: Label, secures: Label, users: Users) -> Known {
    Known {
        name,
        title,
        secures,
        users,
        has_key: true,
        required: true,
        deletion_stops: None,
        deletion_stops_in: None,
        since: None,
        replacement: Replacement::Rladmin,
        presented: Presented::ToClients,
        server_auth: true,
        cluster_names: true,
        trust: None,
        port: None,
        serves_api: false,
        follow_ups: &[],
        restarts_nodes: false,
    }
}

/// A required pair for traffic between nodes, generated and rotated by the cluster.
const fn internode(name: &'static str, title: Label, secures: Label, users: Users) -> Known {
    Known {
        replacement: Replacement::Rotation,
        cluster_names: false,
        ..server(name, title, secures, users)
    }
}

/// An optional pair.
const fn optional(
    name: &'static str,
    title: Label,
    secures: Label,
    users: Users,
    stops: Label,
) -> Known {
    Known {
        required: false,
        deletion_stops: Some(stops),
        replacement: Replacement::RestApi,
        cluster_names: false,
        ..server(name, title, secures, users)
    }
}
