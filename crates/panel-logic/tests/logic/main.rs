//! Table-driven tests of the panel's logic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod activity;
mod config;
mod deletion;
mod external_changes;
mod file_name;
mod locale;
mod no_response;
mod notices;
mod path_segment;
mod polling;
mod replacing;
mod requests;
mod retry_after;
mod route;
mod session_timeout;
mod sign_in_form;
mod token;
mod utc;
