//! The cluster's REST API as the panel uses it: the only place of the program that sends a request.
//! Before it is there, boot.js asks for it and for `config.json`.
//!
//! What leaves this room is decoded: a body may hold private keys, so neither it nor the token
//! can be had from outside.

mod client;
mod fetch;
mod policy;
mod secret_stream;
mod token;

pub use client::{Client, Renewal};
pub use fetch::{config, language};
pub use policy::confine_requests;
