//! The panel's use of the cluster's REST API, and the only module that sends requests, apart from
//! boot.js, which fetches this program, `config.json`, and the list for the first time.
//!
//! Only decoded data leaves this module: neither a body, which may contain private keys, nor the
//! token is visible outside.

mod changes;
mod chosen_file;
mod client;
mod facts;
mod fetch;
mod policy;
mod secret_stream;
mod site;
mod token;

pub use chosen_file::ChosenFile;
pub use client::{Client, Renewal};
pub use facts::{Fact, FactRequest};
pub use policy::confine_requests;
pub use site::{config, leave_list, translations};
