//! X.509 certificates, RFC 5280, and the relationships between them.

pub(crate) mod algorithm;
pub(crate) mod candidates;
pub(crate) mod certificate;
pub(crate) mod chain;
pub(crate) mod expiry;
pub(crate) mod extension;
pub(crate) mod general_name;
pub(crate) mod name;
pub(crate) mod serial;
pub(crate) mod signature_check;
pub(crate) mod signature_results;
