//! A cluster's responses over HTTP.

pub mod address;
pub mod client;
pub mod connection;
pub mod credentials;
pub mod failure;
pub mod identity;
pub mod target;
pub mod trust;
