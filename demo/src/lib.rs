//! A simulated Redis Enterprise Software cluster: its REST API for certificates and sign-in, three
//! nodes with real folders of PEM files, and faults on demand. It also serves the built panel.
//!
//! A library as well as a binary, so that tests can start it in their own process and inspect its
//! store and disks. It must never use the panel's core: tests would miss an error made by both.
//!
//! The modules in layers, each importing only from those above it:
//!
//! | Layer | Modules |
//! |---|---|
//! | basics | `error`, `users` |
//! | certificates | `certificates` (templates and key formats) |
//! | rules, without HTTP | `cluster` with `cluster::about`, `cluster::update`, and `cluster::out_of_band`, `session`, `faults` (the queue) |
//! | entries | `seed`, `bulk_entries`, `hostile_entries`, `unknown_entries` |
//! | state | `shared` |
//! | HTTP | `problem` (error bodies), `server` (connections, with `server::tls`), `cors`, `pages` |
//! | fault injection | `inject` with `inject::bodies` |
//! | requests | `routes` (the cluster's API) with `routes::changes`, `demo_api` (the controls of the demo) |
//! | everything | `running` |
#![forbid(unsafe_code)]

mod bulk_entries;
mod certificates;
pub mod cluster;
mod cors;
mod demo_api;
mod error;
pub mod faults;
mod hostile_entries;
mod inject;
pub mod pages;
mod problem;
mod routes;
mod running;
mod seed;
mod server;
pub mod session;
mod shared;
mod unknown_entries;
pub mod users;

pub use error::Error;
pub use running::{FOLDER, Options, Running, start};
pub use seed::{Seed, seed};
pub use server::Identity;
