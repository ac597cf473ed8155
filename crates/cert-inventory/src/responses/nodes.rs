//! Reading the responses to `GET v1/nodes` and `GET v1/nodes/alerts`.
//!
//! The first describes every node, addresses and disks included: three fields are read, and nothing
//! else is kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::inventory::version::Version;
use crate::text::sorted::sorted;
use crate::text::visible::visible;

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

/// A node that may miss a change, because it isn't active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InactiveNode {
    /// Its number, as in `rladmin status`.
    pub uid: u32,
    /// Its status in the cluster's words, such as `down`, made visible and truncated.
    pub status: String,
}

#[derive(Deserialize)]
struct Status<'a> {
    uid: u32,
    #[serde(borrow)]
    status: Cow<'a, str>,
}

impl InactiveNode {
    /// Those that aren't active; `None` if the response can't be read. The caller wipes the body.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Vec<Self>> {
        const LONGEST: usize = 40;
        let nodes: Vec<Status<'_>> = serde_json::from_slice(body).ok()?;
        let inactive = nodes.iter().filter(|node| node.status != "active");
        let status =
            |text: &str| visible(&text.chars().take(LONGEST).collect::<String>()).into_owned();
        Some(inactive.map(|node| Self { uid: node.uid, status: status(&node.status) }).collect())
    }
}

/// The nodes that report certificates of their own as about to expire, such as one that was down
/// while the others got new ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeAlerts {
    /// Their numbers, in ascending order.
    pub nodes: Vec<u32>,
}

#[derive(Deserialize)]
struct Alerts {
    node_internal_certs_about_to_expire: Option<Alert>,
}

#[derive(Deserialize)]
struct Alert {
    #[serde(default)]
    state: bool,
}

impl NodeAlerts {
    /// `None` if the response can't be read.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let all: BTreeMap<u32, Alerts> = serde_json::from_slice(body).ok()?;
        let is_on = |alerts: &Alerts| {
            alerts.node_internal_certs_about_to_expire.as_ref().is_some_and(|alert| alert.state)
        };
        let nodes = all.iter().filter(|(_, alerts)| is_on(alerts)).map(|(uid, _)| *uid);
        Some(Self { nodes: nodes.collect() })
    }
}
