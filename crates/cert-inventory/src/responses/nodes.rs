//! Reading the response to `GET v1/nodes`.
//!
//! It describes every node, addresses and disks included: one field is read, and nothing else is
//! kept.

use std::borrow::Cow;

use serde::Deserialize;

use crate::inventory::version::Version;
use crate::text::sorted::sorted;

#[derive(Deserialize)]
struct Node<'a> {
    #[serde(borrow)]
    software_version: Cow<'a, str>,
}

impl Version {
    /// The versions of all nodes, each once, oldest first: several during an upgrade. Empty where
    /// one can't be read, because it may be the oldest. The caller wipes the body.
    #[must_use]
    pub fn of_nodes(body: &[u8]) -> Vec<Self> {
        let nodes: Vec<Node<'_>> = serde_json::from_slice(body).unwrap_or_default();
        let versions = nodes.iter().map(|node| Self::parse(&node.software_version));
        let mut versions = sorted(versions.collect::<Option<_>>().unwrap_or_default(), Self::cmp);
        versions.dedup();
        versions
    }
}
