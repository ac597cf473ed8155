//! Replacing certificates: from files to a request, with files that OpenSSL makes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod body;
mod chains;
mod checks;
mod cluster;
mod files;
mod generated;
mod openssl;
mod plan;
mod requesting;
mod side_by_side;
mod tasks;
