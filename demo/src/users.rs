//! The demo's users, roles, and permissions.
//!
//! Names and passwords are public on purpose: they are printed at startup and in the README, so
//! that anyone can try every role.

/// All users.
pub const USERS: [User; 5] = [
    User {
        name: "admin@example.com",
        password: "demo-admin",
        role: Role::Admin,
        account: Account::Active,
    },
    User {
        name: "viewer@example.com",
        password: "demo-viewer",
        role: Role::ClusterViewer,
        account: Account::Active,
    },
    User {
        name: "nobody@example.com",
        password: "demo-nobody",
        role: Role::None,
        account: Account::Active,
    },
    User {
        name: "expired@example.com",
        password: "demo-expired",
        role: Role::Admin,
        account: Account::PasswordExpired,
    },
    User {
        name: "locked@example.com",
        password: "demo-locked",
        role: Role::Admin,
        account: Account::Locked,
    },
];

/// A user of the cluster.
#[derive(Debug, PartialEq, Eq)]
pub struct User {
    /// The email address, which the cluster uses as the username.
    pub name: &'static str,
    /// In plaintext: this is a demo.
    pub password: &'static str,
    /// The role, which determines the permissions.
    pub role: Role,
    /// Whether the right password suffices.
    pub account: Account,
}

impl User {
    /// A summary for the list printed at startup.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match (self.account, self.role) {
            (Account::PasswordExpired, _) => "can't sign in: expired password",
            (Account::Locked, _) => "can't sign in: locked out",
            (Account::Active, Role::Admin) => "can view, replace, and delete certificates",
            (Account::Active, Role::ClusterViewer) => "can view certificates, but not change them",
            (Account::Active, Role::None) => "can sign in, but has no permissions",
        }
    }
}

/// Whether a user can sign in with the right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Yes.
    Active,
    /// The password has expired.
    PasswordExpired,
    /// Locked after too many wrong passwords.
    Locked,
}

/// A management role that a demo user has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Every permission.
    Admin,
    /// Can view the cluster, but not change it.
    ClusterViewer,
    /// No permissions.
    None,
}

impl Role {
    /// All roles that a demo user has.
    pub const ALL: [Self; 3] = [Self::Admin, Self::ClusterViewer, Self::None];

    /// Whether the role includes the permission.
    #[must_use]
    pub fn permits(self, permission: Permission) -> bool {
        match self {
            Self::Admin => true,
            Self::ClusterViewer => permission != Permission::UpdateCluster,
            Self::None => false,
        }
    }

    /// The cluster's own name for the role.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::ClusterViewer => "cluster_viewer",
            Self::None => "none",
        }
    }
}

/// A permission that a request requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// View the cluster and its certificates.
    ViewClusterInfo,
    /// Read the nodes.
    ViewAllNodesInfo,
    /// Read the nodes' alerts.
    ViewAllNodesAlerts,
    /// Read the license.
    ViewLicense,
    /// Read how certificates are checked with OCSP.
    ViewOcspConfig,
    /// Change the cluster and its certificates.
    UpdateCluster,
}

impl Permission {
    /// All permissions that the demo checks.
    pub const ALL: [Self; 6] = [
        Self::ViewClusterInfo,
        Self::ViewAllNodesInfo,
        Self::ViewAllNodesAlerts,
        Self::ViewLicense,
        Self::ViewOcspConfig,
        Self::UpdateCluster,
    ];

    /// The cluster's own name for the permission.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ViewClusterInfo => "view_cluster_info",
            Self::ViewAllNodesInfo => "view_all_nodes_info",
            Self::ViewAllNodesAlerts => "view_all_nodes_alerts",
            Self::ViewLicense => "view_license",
            Self::ViewOcspConfig => "view_ocsp_config",
            Self::UpdateCluster => "update_cluster",
        }
    }
}
