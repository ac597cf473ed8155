//! What speaks against sending a certificate, before it's sent.

pub(crate) mod case;
mod chain;
pub(crate) mod checks;
pub(crate) mod cipher_list;
pub(crate) mod cluster;
mod current;
mod key;
