//! Reading the responses to `GET v1/users/role` and `GET v1/users/permissions/{role}`.
//!
//! The reference names both requests but not the shapes of their responses, so every plausible one
//! is read, and anything else means "unknown": a panel that guesses a permission would hide what a
//! user may do, or promise what the cluster then refuses.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// An object's fields, unread.
type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// What deleting or replacing a certificate requires.
const UPDATE: &str = "update_cluster";

/// No role of a cluster has a longer name.
const LONGEST_NAME: usize = 64;

/// What the signed-in user may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The cluster's name for the user's role, such as `cluster_viewer`.
    pub role: String,
    /// Whether the role has the `update_cluster` permission.
    pub may_update: bool,
}

impl Access {
    /// The role in a response to `GET v1/users/role`: a string, or an object with it as `role`,
    /// `management`, or `name`. `None` if there is none, or if its name can't be part of a URL
    /// as it is.
    #[must_use]
    pub fn role(body: &[u8]) -> Option<String> {
        let role = match serde_json::from_slice::<String>(body) {
            Ok(role) => role,
            Err(_) => {
                let fields: Fields<'_> = serde_json::from_slice(body).ok()?;
                let names = ["role", "management", "name"];
                let role = names.iter().find_map(|name| fields.get(*name))?;
                serde_json::from_str(role.get()).ok()?
            }
        };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let is_name = (1..=LONGEST_NAME).contains(&role.len()) && role.bytes().all(is_plain);
        is_name.then_some(role)
    }

    /// The access that a response to `GET v1/users/permissions/{role}` grants: an array of
    /// permissions, or an object with it as `permissions` or under the role's name. `None` if
    /// there is no such array of strings.
    #[must_use]
    pub fn of(role: String, body: &[u8]) -> Option<Self> {
        let permissions: Vec<String> = match serde_json::from_slice(body) {
            Ok(permissions) => permissions,
            Err(_) => {
                let fields: Fields<'_> = serde_json::from_slice(body).ok()?;
                let permissions = fields.get("permissions").or_else(|| fields.get(&*role))?;
                serde_json::from_str(permissions.get()).ok()?
            }
        };
        let may_update = permissions.iter().any(|permission| permission == UPDATE);
        Some(Self { role, may_update })
    }
}
