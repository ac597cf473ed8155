//! Explains a cluster's responses.

pub(crate) mod access;
pub(crate) mod alerts;
pub(crate) mod delete;
pub(crate) mod error_body;
pub(crate) mod health;
pub(crate) mod license;
pub(crate) mod nodes;
pub(crate) mod read;
pub(crate) mod replace;
pub(crate) mod rotate;
mod settings;
pub(crate) mod sign_in;
