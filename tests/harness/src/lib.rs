//! Drives the built panel like a user: a demo cluster, Chromium, and a page. Shared by the browser
//! tests, the tests behind real servers, the soak, the bench, and the screenshots.
//!
//! Nothing here depends on the panel's implementation: elements are found by the role and
//! accessible name that Chromium computes, as assistive technology finds them.
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
pub use processes::each_piece;
pub use scenario::{
    scenario, scenario_across_origins, scenario_in, scenario_in_any_browser, scenario_in_browser,
    scenario_with, scenario_with_config,
};
pub use site::{copy_folder, copy_of_dist, dist, dist_with};
pub use states::{VIEWPORTS, Viewport, visit_states};

use demo::faults::{Body, Fault, Rule};

/// A user of the demo cluster.
pub struct User {
    /// The username.
    pub name: &'static str,
    /// The password.
    pub password: &'static str,
}

/// Can view and delete certificates.
pub const ADMIN: User = User { name: "admin@example.com", password: "demo-admin" };
/// Can view certificates.
pub const VIEWER: User = User { name: "viewer@example.com", password: "demo-viewer" };
/// Can only sign in.
pub const NOBODY: User = User { name: "nobody@example.com", password: "demo-nobody" };

/// The list request, as a fault pattern.
pub const LIST: &str = "GET /v1/cluster/certificates";
/// Every delete request, as a fault pattern.
pub const ANY_DELETE: &str = "DELETE /v1/cluster/certificates/*";

/// Makes the next matching requests fail in this way; every one until faults are cleared if `times`
/// is 0.
pub fn fault(pattern: &str, times: u32, fault: Fault) -> Rule {
    Rule { pattern: Some(pattern.to_owned()), times: times.try_into().ok(), fault }
}

/// A response with this status; nothing is carried out.
pub fn status(status: u16, body: Body) -> Fault {
    Fault::Status { status: status.try_into().unwrap(), body }
}
