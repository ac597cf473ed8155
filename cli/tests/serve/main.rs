//! `certdeck serve` as a person, a browser, and an attacker meet it. It needs the built panel
//! (`cargo xtask build`), which the command embeds, so `cargo xtask test` runs it after building.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod panel;
mod raw;
mod secrets;
mod support;
mod trust;
