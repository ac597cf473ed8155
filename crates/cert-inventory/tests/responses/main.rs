//! What a cluster's responses mean, held against tables of statuses and bodies.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod access;
mod alerts;
mod delete;
mod health;
mod license;
mod nodes;
mod read;
mod replace;
mod rotate;
mod settings;
