//! Private keys: only public facts leave this module.

pub(crate) mod private_key;
