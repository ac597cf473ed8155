//! What a person sees. Views read `state` and call it; none of them sends a request.
//!
//! Every text stands in a block (`{words::X}`), never as a literal inside an element: Leptos
//! makes a fully static element through `innerHTML`, which Trusted Types forbid.

mod audit;
mod dialogs;
mod drawer;
mod kit;
mod lazy;
mod route;
mod shell;
mod status;
mod table;
mod time;
mod timeline;
pub mod words;

pub use shell::{App, report_panics};
