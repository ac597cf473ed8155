//! Text that a person reads, and the plain helpers that every other layer uses.

pub(crate) mod hex;
pub(crate) mod language;
pub(crate) mod message;
pub(crate) mod sorted;
pub(crate) mod visible;
