//! The command as a person or another program runs it: arguments, output, exit codes; against files
//! and the demo cluster.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod client_certificate;
mod clusters;
mod config;
mod diff;
mod files;
mod monitoring;
mod output;
mod packaged;
mod secrets;
mod support;
mod tls;
