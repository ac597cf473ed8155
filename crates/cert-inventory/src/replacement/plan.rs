//! Which requests replace a number of certificates, and what follows each response.
//!
//! A request that may have had an effect is never followed by another way to do the same: only a
//! cluster that doesn't have a request has certainly ignored it.

use std::collections::VecDeque;

use crate::inventory::known::{Known, known};
use crate::inventory::version::Version;

/// A request of the REST API that replaces certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `PUT v1/cluster/certificates`: several, which are all checked before any is changed.
    Certificates,
    /// `PUT v1/cluster/update_cert`: one.
    UpdateCert,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRequest {
    /// Which.
    pub endpoint: Endpoint,
    /// The logical names in it.
    pub names: Vec<String>,
}

/// What follows a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The request did what it's for: the next one.
    Continue,
    /// The cluster doesn't have the request.
    OtherWay,
    /// Anything else: nothing more is sent.
    Stop,
}

/// The requests for a number of names, as far as they have been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    version: Option<Version>,
    pending: VecDeque<PlannedRequest>,
    done: Vec<String>,
    not_sent: Vec<String>,
}

impl Plan {
    /// Plans the requests for these names in a cluster whose oldest node has this version.
    ///
    /// What restarts the nodes' control plane is last, because the API may be unavailable after it,
    /// and before that the API's own certificate, which may cut off whoever sends it.
    #[must_use]
    pub fn new(names: &[&str], version: Option<Version>) -> Self {
        let is_old = version.is_some_and(|version| version < Version::PUT_CERTIFICATES);
        let endpoint = if is_old { Endpoint::UpdateCert } else { Endpoint::Certificates };
        let pending = requests(names, endpoint, version);
        Self { version, pending, done: Vec::new(), not_sent: Vec::new() }
    }

    /// The request to send next, or being sent.
    #[must_use]
    pub fn next(&self) -> Option<&PlannedRequest> {
        self.pending.front()
    }

    /// All that are still to be sent.
    pub fn pending(&self) -> impl Iterator<Item = &PlannedRequest> {
        self.pending.iter()
    }

    /// Records what follows the response to the [next](Self::next) request.
    pub fn record(&mut self, then: Then) {
        let Some(request) = self.pending.pop_front() else { return };
        let is_unknown = self.version.is_none() && request.endpoint == Endpoint::Certificates;
        match then {
            Then::Continue => self.done.extend(request.names),
            Then::OtherWay if is_unknown && self.done.is_empty() => {
                let rest = self.pending.drain(..).flat_map(|request| request.names);
                let names: Vec<String> = request.names.into_iter().chain(rest).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                self.pending = requests(&names, Endpoint::UpdateCert, self.version);
            }
            Then::OtherWay | Then::Stop => {
                let rest = self.pending.drain(..).flat_map(|request| request.names);
                self.not_sent.extend(rest);
            }
        }
    }

    /// The names that the cluster has confirmed.
    #[must_use]
    pub fn done(&self) -> &[String] {
        &self.done
    }

    /// The names that weren't sent, because a request before them failed.
    #[must_use]
    pub fn not_sent(&self) -> &[String] {
        &self.not_sent
    }
}

fn requests(
    names: &[&str],
    endpoint: Endpoint,
    version: Option<Version>,
) -> VecDeque<PlannedRequest> {
    let is = |name: &str, holds: fn(&Known) -> bool| known(name).is_some_and(holds);
    let restarts = |name: &str| is(name, |known| known.restarts_nodes);
    let serves_api = |name: &str| is(name, |known| known.serves_api);
    let of_rank = |rank: usize| {
        let rank_of =
            move |name: &str| 2 * usize::from(restarts(name)) + usize::from(serves_api(name));
        names.iter().copied().filter(move |name| rank_of(name) == rank).map(str::to_owned)
    };
    let ordered: Vec<String> = (0..3).flat_map(of_rank).collect();
    let together = version >= Some(Version::INTERNODE_TOGETHER);
    let mut requests: VecDeque<PlannedRequest> = VecDeque::new();
    for name in ordered {
        let is_alone = endpoint == Endpoint::UpdateCert || restarts(&name) && !together;
        match requests.back_mut() {
            Some(request) if !is_alone => request.names.push(name),
            _ => requests.push_back(PlannedRequest { endpoint, names: vec![name] }),
        }
    }
    requests
}
