//! Panel logic that needs no browser: reading `config.json`, when to refresh, when a session ends,
//! how to read the URL.
//!
//! A separate crate, so that native tests cover it in milliseconds. It has no clock, random
//! numbers, or DOM: all three are arguments. If the browser already has a parser that would be
//! large to ship again (`URL`, `Date.parse`, `atob`), the parser is an argument, too.

#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing)]

pub mod activity;
pub mod config;
pub mod deletion;
pub mod external_changes;
pub mod file_name;
pub mod locale;
pub mod no_response;
pub mod notices;
pub mod path_segment;
pub mod polling;
pub mod replacing;
pub mod requests;
pub mod retry_after;
pub mod route;
pub mod session_timeout;
pub mod sign_in_form;
pub mod token;
pub mod utc;
