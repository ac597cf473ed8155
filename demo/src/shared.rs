//! The simulation's state, shared by all requests and tests.

use std::time::Duration;

use parking_lot::Mutex;

use crate::{cluster::Cluster, faults::Faults, session::Sessions};

pub struct Shared {
    pub cluster: Mutex<Cluster>,
    pub sessions: Mutex<Sessions>,
    pub faults: Faults,
    pub created_time: String,
    pub scheme: &'static str,
    pub no_sign_in: bool,
    pub no_basic: bool,
    pub longest_token: Option<Duration>,
}
