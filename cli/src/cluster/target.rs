//! A cluster to read, and how to connect to it.

use super::address::Address;
use super::identity::Identity;
use super::trust::Trust;

/// A cluster, and how to connect to it. Copies are cheap.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is.
    pub address: Address,
    /// Which server certificates are trusted.
    pub trust: Trust,
    /// The client certificate to present.
    pub identity: Option<Identity>,
}
