//! From a response body to items, findings, and the JSON of `inspect`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod advice;
mod any_input;
mod arbitrary;
mod body;
mod change;
mod checks;
mod commands;
mod compare;
#[path = "../common/der.rs"]
mod der;
mod expiry;
mod export;
mod findings;
mod health;
mod inspect;
mod known;
mod pairing;
mod reach;
mod reading;
mod search;
mod secrecy;
mod selection;
mod signatures;
mod support;
mod timeline;
mod verdict;
