//! Who may do what: the demo's users, their roles and what each role permits.
//!
//! Names and passwords are public on purpose: they are printed at start and
//! stand in the README, so that anyone can try every role.

/// Everyone who can try to sign in.
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
    /// The e-mail address that the cluster uses as a user name.
    pub name: &'static str,
    /// In clear: this is a demo.
    pub password: &'static str,
    /// The role, which decides the permissions.
    pub role: Role,
    /// Whether the right password is enough.
    pub account: Account,
}

impl User {
    /// One sentence for the list of users printed at start.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match (self.account, self.role) {
            (Account::PasswordExpired, _) => "can't sign in: expired password",
            (Account::Locked, _) => "can't sign in: locked out",
            (Account::Active, Role::Admin) => "can view and delete certificates",
            (Account::Active, Role::ClusterViewer) => "can view certificates, but not delete them",
            (Account::Active, Role::None) => "can sign in, but has no permissions",
        }
    }
}

/// Whether a user can sign in with the right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Yes.
    Active,
    /// The password is too old.
    PasswordExpired,
    /// Too many wrong passwords came before.
    Locked,
}

/// A management role, as far as the demo has users for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Every permission.
    Admin,
    /// Sees the cluster and changes nothing.
    ClusterViewer,
    /// No permission on the cluster.
    None,
}

impl Role {
    /// Whether the role includes the permission.
    #[must_use]
    pub fn permits(self, permission: Permission) -> bool {
        match self {
            Self::Admin => true,
            Self::ClusterViewer => permission != Permission::UpdateCluster,
            Self::None => false,
        }
    }

    /// The cluster's own word for the role.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::ClusterViewer => "cluster_viewer",
            Self::None => "none",
        }
    }
}

/// What a request on the cluster asks of the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Read the cluster and its certificates.
    ViewClusterInfo,
    /// Read the nodes.
    ViewAllNodesInfo,
    /// Read the license.
    ViewLicense,
    /// Change the cluster and its certificates.
    UpdateCluster,
}

impl Permission {
    /// The cluster's own word for the permission.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ViewClusterInfo => "view_cluster_info",
            Self::ViewAllNodesInfo => "view_all_nodes_info",
            Self::ViewLicense => "view_license",
            Self::UpdateCluster => "update_cluster",
        }
    }
}
