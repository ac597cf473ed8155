//! What the panel decides without a browser, in tables.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

mod activity;
mod config;
mod deletion;
mod external_changes;
mod file_name;
mod http_date;
mod locale;
mod no_answer;
mod notices;
mod polling;
mod route;
mod session_timeout;
mod sign_in_form;
mod token;
mod utc;
