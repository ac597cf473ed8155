//! The logical names that Redis Enterprise Software defines.
//!
//! The only table of them, from the REST reference of versions 7.4 to 8.2: everything that depends
//! on a name is a field here, so adding a name means adding a row. A cluster may list other names,
//! as older and newer versions do: they are shown, too, without these facts.

use crate::inventory::version::Version;
use crate::label;
use crate::message;
use crate::text::language::Label;
use crate::text::message::Message;

/// What is known about a logical name in advance.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// The logical name, as in DELETE, PUT, and rotate requests.
    pub name: &'static str,
    /// A short heading, such as `REST API`.
    pub title: Label,
    /// What the certificate secures, as a phrase.
    pub secures: Label,
    /// Who notices where the certificate doesn't work.
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
    /// Whether it's for databases' traffic, not for that of the cluster's administration: each has
    /// cipher suites of its own.
    pub is_data_plane: bool,
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

/// Who notices that a certificate doesn't work, and what happens to them. Whole sentences, because
/// who rejects what differs with every name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Users {
    /// Who they are, as a phrase to follow "Affects".
    pub whom: Label,
    /// What happens if those that verify certificates reject it.
    pub rejected: Label,
    /// What happens if nobody can use it.
    pub unusable: Label,
    /// What happens if it's rejected only where a node presents it as a client, for certificates
    /// that are presented to clients in the first place.
    pub as_client: Option<AsClient>,
}

/// Something that the cluster doesn't do when a certificate is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// First, what pins the current certificate has to trust the new one.
    PinnedProxies,
    /// First, the users have to trust the new certificate, if the current one is self-signed.
    VerifyingUsers,
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

/// Who notices that a node's certificate is rejected as a client certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsClient {
    /// Who they are, as a phrase to follow "Affects".
    pub whom: Label,
    /// What happens to them, and to whom nothing happens.
    pub rejected: Label,
}

impl Known {
    /// What it's for, in a few words.
    #[must_use]
    pub fn purpose(&self) -> Message {
        message!("Secures {0}", self.secures)
    }
}

impl Users {
    /// Those of a certificate of which nothing is known.
    pub const UNKNOWN: Self = Self {
        whom: label!("clients"),
        rejected: label!("Clients that verify certificates can’t connect."),
        unusable: label!("Clients can’t connect."),
        as_client: Some(AsClient {
            whom: SERVERS,
            rejected: label!(
                "Clients can still connect. Servers that check client certificates reject a node \
                 that presents this one."
            ),
        }),
    };
}

const SERVERS: Label = label!("servers that check client certificates");

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

const TRUSTED_CA_FAILS: Label = label!(
    "The REST API rejects client certificates issued by this CA, so users with one can’t sign in. \
     Applications can still connect."
);

const SSO_USERS: Label = label!("users who sign in with SSO");

const SSO_ISSUER_FAILS: Label = label!(
    "The cluster can reject the identity provider’s SAML responses, so users can’t sign in with \
     SSO. TLS connections don’t use it."
);

const SSO_STOPS: Label = label!(
    "single sign-on. Turn it off first. If the cluster setting enforce_control_plane is on, only \
     administrators can still sign in with a password"
);

/// The eleven names, in the reference's order.
pub static KNOWN: [Known; 11] = [
    Known {
        port: Some(Port::Fixed(9443)),
        serves_api: true,
        follow_ups: &[FollowUp::PinnedProxies],
        ..server(
            "api",
            label!("REST API"),
            label!("REST API traffic"),
            Users {
                whom: label!("browsers and REST clients"),
                rejected: label!(
                    "REST clients that verify certificates can’t connect. Browsers show a warning."
                ),
                unusable: label!("Browsers and REST clients can’t connect to the REST API."),
                as_client: Some(AsClient {
                    whom: SERVERS,
                    rejected: label!(
                        "Browsers and REST clients can still connect. Servers that check client \
                         certificates reject a node that presents this one."
                    ),
                }),
            },
        )
    },
    Known {
        port: Some(Port::Fixed(8443)),
        follow_ups: &[FollowUp::VerifyingUsers],
        ..server(
            "cm",
            label!("Cluster Manager UI"),
            label!("the cluster’s web interface"),
            Users {
                whom: label!("browsers"),
                rejected: label!(
                    "Browsers show a warning or refuse to open the Cluster Manager UI. \
                     Applications can still connect."
                ),
                unusable: label!(
                    "Browsers can’t open the Cluster Manager UI. Applications can still connect."
                ),
                as_client: Some(AsClient {
                    whom: SERVERS,
                    rejected: label!(
                        "Browsers can still connect. Servers that check client certificates \
                         reject a node that presents this one."
                    ),
                }),
            },
        )
    },
    Known {
        port: Some(Port::OfDatabase),
        is_data_plane: true,
        follow_ups: &[
            FollowUp::VerifyingUsers,
            FollowUp::ActiveActive,
            FollowUp::ReplicaDestinations,
            FollowUp::Reconnect,
        ],
        ..server(
            "proxy",
            label!("Database endpoints"),
            label!("client connections to databases"),
            Users {
                whom: label!("applications"),
                rejected: label!(
                    "Applications that verify certificates can’t connect to databases; those that \
                     don’t still can. Replica Of and Active-Active peers can reject it, too."
                ),
                unusable: label!("Applications can’t connect to databases over TLS."),
                as_client: Some(AsClient {
                    whom: label!("Replica Of and Active-Active peers"),
                    rejected: label!(
                        "Applications can still connect. Replica Of and Active-Active peers \
                         reject a node that presents this certificate as a client."
                    ),
                }),
            },
        )
    },
    Known {
        is_data_plane: true,
        follow_ups: &[FollowUp::SourceDatabases, FollowUp::ActiveActive],
        ..server(
            "syncer",
            label!("Database synchronization"),
            label!("Active-Active and Replica Of synchronization"),
            users(
                label!("Replica Of and Active-Active peers"),
                label!(
                    "Replica Of and Active-Active peers that verify certificates reject it, so \
                 synchronization with them stops. Applications can still connect."
                ),
                label!(
                    "Replica Of and Active-Active synchronization over TLS stops. Applications can \
                 still connect."
                ),
            ),
        )
    },
    Known {
        port: Some(Port::Fixed(8070)),
        follow_ups: &[FollowUp::VerifyingUsers],
        ..server(
            "metrics_exporter",
            label!("Metrics exporter"),
            label!("the metrics endpoint (port 8070)"),
            Users {
                whom: label!("metrics collectors"),
                rejected: label!(
                    "Prometheus and other collectors that verify certificates can’t read metrics. \
                     Applications can still connect."
                ),
                unusable: label!(
                    "Prometheus and other collectors can’t read metrics. Applications can still \
                     connect."
                ),
                as_client: Some(AsClient {
                    whom: SERVERS,
                    rejected: label!(
                        "Prometheus and other collectors can still connect. Servers that check \
                         client certificates reject a node that presents this one."
                    ),
                }),
            },
        )
    },
    Known {
        restarts_nodes: true,
        ..internode(
            "ccs_internode_encryption",
            label!("Internode encryption, control plane"),
            label!("control plane traffic between nodes"),
            users(
                label!("nodes"),
                label!("Encrypted control plane connections between nodes can fail."),
                label!("Encrypted control plane connections between nodes fail."),
            ),
        )
    },
    internode(
        "data_internode_encryption",
        label!("Internode encryption, data plane"),
        label!("data plane traffic between nodes"),
        users(
            label!("nodes"),
            label!("Encrypted data plane connections between nodes can fail."),
            label!("Encrypted data plane connections between nodes fail."),
        ),
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
            users(
                label!("LDAP users"),
                label!(
                    "LDAP servers that check client certificates reject it, so LDAP users can’t \
                     sign in. Local users still can."
                ),
                label!(
                    "Nodes can’t present it to LDAP servers. If a server requires a client \
                     certificate, LDAP users can’t sign in. Local users still can."
                ),
            ),
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
            users(
                label!("users who sign in with a client certificate"),
                TRUSTED_CA_FAILS,
                TRUSTED_CA_FAILS,
            ),
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
            label!("the SAML messages that the cluster sends for single sign-on"),
            users(
                SSO_USERS,
                label!(
                    "The identity provider can reject SAML messages signed with it, so users \
                     can’t sign in with SSO. TLS connections don’t use it."
                ),
                label!(
                    "The identity provider rejects SAML messages signed with this key, so users \
                     can’t sign in with SSO. TLS connections don’t use it."
                ),
            ),
            SSO_STOPS,
        )
    },
    Known {
        has_key: false,
        since: Some(Version::new(8, 0, 6)),
        trust: Some(Trust::IdentityProvider),
        ..optional(
            "sso_issuer",
            label!("SAML identity provider"),
            label!("the SAML responses of the identity provider for single sign-on"),
            users(SSO_USERS, SSO_ISSUER_FAILS, SSO_ISSUER_FAILS),
            SSO_STOPS,
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

/// Users of a certificate that's no server certificate in the first place.
const fn users(whom: Label, rejected: Label, unusable: Label) -> Users {
    Users { whom, rejected, unusable, as_client: None }
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
        is_data_plane: false,
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
