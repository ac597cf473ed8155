//! The panel as a person uses it: the built panel in real Chromium, in front of the demo
//! cluster. `cargo xtask test` builds the panel, finds Chromium and runs this.
//!
//! Nothing is intercepted: what goes wrong is a fault of the demo cluster, which anyone can
//! trigger by hand. Elements are found by role and accessible name, as Chromium computes them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod about_cluster;
mod accessibility;
mod clipboard;
mod config;
mod delete;
mod drawer;
mod external_changes;
mod faults;
mod freshness;
mod history;
mod hostile;
mod language;
mod lazy;
mod long_list;
mod origins;
mod overview;
mod page;
mod phone;
mod plain_http;
mod preferences;
mod read;
mod secrecy;
mod selection;
mod session;
mod sign_in;
