//! The logical names that Redis Enterprise Software gives a meaning.
//!
//! The one table of them, from the REST reference of versions 7.4 to 8.2: whatever depends on a
//! name is a field here, so that a new name is a new row and nothing else. A cluster may list
//! other names, as an older or a newer version does: they are shown too, without these facts.

use crate::inventory::version::Version;
use crate::label;
use crate::text::language::Label;

/// What is known of a logical name before anything is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// The logical name: what DELETE, PUT and rotate take.
    pub name: &'static str,
    /// A heading of a few words, such as `REST API`.
    pub title: Label,
    /// What the certificate secures, as a phrase.
    pub secures: Label,
    /// Whether the cluster keeps a private key with the certificate.
    pub has_key: bool,
    /// Whether the cluster refuses to delete it.
    pub required: bool,
    /// What stops working once it is deleted, to follow a colon, without a full stop; `None` where
    /// it can't be deleted.
    pub deletion_stops: Option<Label>,
    /// The first version that has it; `None` where all do that are supported.
    pub since: Option<Version>,
    /// How another certificate takes its place.
    pub replacement: Replacement,
    /// Who gets to see it.
    pub presented: Presented,
    /// Whether it needs the extended key usage serverAuth, besides clientAuth.
    pub server_auth: bool,
    /// Whether clients reach its server by the cluster's names, so that these have to be among
    /// its subject alternative names.
    pub cluster_names: bool,
    /// Whose certificates these are, where they are not the cluster's own.
    pub trust: Option<Trust>,
    /// Where the cluster serves it over TLS from the first byte on, to look at what clients get;
    /// `None` where it does not.
    pub port: Option<Port>,
    /// Whether it is the certificate of the REST API itself.
    pub serves_api: bool,
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
    /// The cluster makes a new one when it is asked to rotate; of one's own, both planes' are set
    /// with one `rladmin` command, or each with the REST API.
    Rotation,
    /// The REST API alone.
    RestApi,
}

/// Who gets to see a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented {
    /// Those who connect to the cluster's servers.
    ToClients,
    /// Servers elsewhere, to which the cluster connects.
    ToServers,
    /// Readers of SAML messages.
    InSaml,
}

/// Certificates by which the cluster knows others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// CAs of client certificates: a set, whose members need not form a chain.
    ClientCas,
    /// The identity provider of single sign-on.
    IdentityProvider,
}

/// The eleven names, in the order of the reference.
pub static KNOWN: [Known; 11] = [
    Known {
        port: Some(Port::Fixed(9443)),
        serves_api: true,
        ..server("api", label!("REST API"), label!("requests to the REST API and their responses"))
    },
    Known {
        port: Some(Port::Fixed(8443)),
        ..server("cm", label!("Cluster Manager UI"), label!("the cluster’s web interface"))
    },
    Known {
        port: Some(Port::OfDatabase),
        ..server("proxy", label!("Database endpoints"), label!("client connections to databases"))
    },
    server("syncer", label!("Syncer"), label!("Active-Active and Replica Of synchronization")),
    Known {
        port: Some(Port::Fixed(8070)),
        ..server(
            "metrics_exporter",
            label!("Metrics exporter"),
            label!("the metrics endpoint (port 8070)"),
        )
    },
    internode(
        "ccs_internode_encryption",
        label!("Internode encryption, control plane"),
        label!("control plane traffic between nodes"),
    ),
    internode(
        "data_internode_encryption",
        label!("Internode encryption, data plane"),
        label!("data plane traffic between nodes"),
    ),
    Known {
        presented: Presented::ToServers,
        server_auth: false,
        ..optional(
            "ldap_client",
            label!("LDAP client"),
            label!("the cluster’s connections to LDAP servers"),
            label!(
                "LDAP sign-in with a client certificate and, in 8.0.16-33, all Active Directory \
                 sign-in to the Cluster Manager UI"
            ),
        )
    },
    Known {
        has_key: false,
        since: Some(Version::new(7, 8, 4)),
        trust: Some(Trust::ClientCas),
        ..optional(
            "mtls_trusted_ca",
            label!("Trusted client CAs"),
            label!("client certificate sign-in to the REST API"),
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
        since: Some(Version::new(8, 0, 6)),
        ..optional(
            "sso_service",
            label!("SAML service provider"),
            label!("the cluster’s side of single sign-on"),
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
            label!(
                "single sign-on. Turn it off first: with enforce_control_plane, only \
                 administrators can fall back to a password"
            ),
        )
    },
];

impl Known {
    /// Whether a cluster of this version has the name; so it is where the version is not known.
    #[must_use]
    pub fn is_in(&self, version: Option<Version>) -> bool {
        self.since.is_none() || version.is_none() || self.since <= version
    }
}

/// What is known of `name`; `None` for a name that the table lacks.
pub fn known(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name)
}

/// A required pair with which the cluster serves clients.
const fn server(name: &'static str, title: Label, secures: Label) -> Known {
    Known {
        name,
        title,
        secures,
        has_key: true,
        required: true,
        deletion_stops: None,
        since: None,
        replacement: Replacement::Rladmin,
        presented: Presented::ToClients,
        server_auth: true,
        cluster_names: true,
        trust: None,
        port: None,
        serves_api: false,
    }
}

/// A required pair for traffic between nodes, which the cluster makes and rotates itself.
const fn internode(name: &'static str, title: Label, secures: Label) -> Known {
    Known {
        replacement: Replacement::Rotation,
        cluster_names: false,
        ..server(name, title, secures)
    }
}

/// A pair that the cluster can do without.
const fn optional(name: &'static str, title: Label, secures: Label, stops: Label) -> Known {
    Known {
        required: false,
        deletion_stops: Some(stops),
        replacement: Replacement::RestApi,
        cluster_names: false,
        ..server(name, title, secures)
    }
}
