//! What speaks against sending a certificate, before it's sent.

pub(crate) mod case;
mod chain;
pub(crate) mod checks;
mod cipher_list;
mod cluster;
mod current;
mod key;
