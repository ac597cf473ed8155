//! Private keys: their bytes stay in this module, apart from one that is written into a request.

pub(crate) mod held_key;
pub(crate) mod private_key;
