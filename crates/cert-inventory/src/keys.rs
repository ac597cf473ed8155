//! Private keys, of which only public facts leave.

pub(crate) mod private_key;
