//! Drives the built panel as a person does: a demo cluster, Chromium in front of it, and a page
//! to use. The browser tests, the tests behind real servers, the soak, the bench and the
//! screenshots share it.
//!
//! Nothing here knows how the panel is built: elements are found by the role and the accessible
//! name that Chromium computes for them, as assistive technology finds them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod browser;
mod devtools;
mod language;
mod needles;
mod page;
mod processes;
mod roles;
mod scenario;
mod site;
mod states;

pub use browser::{INSECURE_HOST, Kind};
pub use devtools::DevTools;
pub use needles::Needles;
pub use page::Page;
pub use scenario::{
    scenario, scenario_across_origins, scenario_in, scenario_in_any_browser, scenario_in_browser,
    scenario_with, scenario_with_config,
};
pub use site::{copy_folder, copy_of_dist, dist, dist_with};
pub use states::{VIEWPORTS, Viewport, visit_states};

use demo::faults::{Body, Fault, Rule};

/// A user of the demo cluster.
pub struct User {
    /// What is typed as the user name.
    pub name: &'static str,
    /// What is typed as the password.
    pub password: &'static str,
}

/// May see and delete certificates.
pub const ADMIN: User = User { name: "admin@example.com", password: "demo-admin" };
/// May see certificates.
pub const VIEWER: User = User { name: "viewer@example.com", password: "demo-viewer" };
/// May sign in, and nothing else.
pub const NOBODY: User = User { name: "nobody@example.com", password: "demo-nobody" };

/// The request for the list, as faults match it.
pub const LIST: &str = "GET /v1/cluster/certificates";
/// Every request to delete, as faults match it.
pub const ANY_DELETE: &str = "DELETE /v1/cluster/certificates/*";

/// The next requests that match fail in this way.
pub fn fault(pattern: &str, times: u32, fault: Fault) -> Rule {
    Rule { pattern: Some(pattern.to_owned()), times: times.try_into().ok(), fault }
}

/// An answer with this status, by which nothing is done.
pub fn status(status: u16, body: Body) -> Fault {
    Fault::Status { status: status.try_into().unwrap(), body }
}
