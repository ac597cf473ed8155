//! The cluster's REST API as the panel uses it, and the only module that sends a request. boot.js
//! alone asks for something else: for this program and `config.json`.
//!
//! What leaves this module is decoded. A body may hold private keys, so neither it nor the token
//! is visible from outside.

mod client;
mod facts;
mod fetch;
mod policy;
mod secret_stream;
mod site;
mod token;

pub use client::{Client, Renewal};
pub use facts::{Fact, FactRequest};
pub use policy::confine_requests;
pub use site::{config, translations};
