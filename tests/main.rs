//! The panel from a user's perspective: the built panel in real Chromium, with the demo cluster.
//! `cargo xtask test` builds the panel, finds Chromium, and runs this.
//!
//! Nothing is intercepted: failures are faults in the demo cluster that anyone can trigger by hand.
//! Elements are found by role and accessible name, as Chromium computes them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod about_cluster;
mod accessibility;
mod arrival;
mod at_a_glance;
mod clipboard;
mod compare;
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
mod preferences;
mod print;
mod read;
mod replace;
mod role;
mod secrecy;
mod selection;
mod session;
mod sign_in;
mod where_it_runs;
