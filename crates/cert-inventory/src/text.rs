//! Displayed text, and small helpers for all other layers.

pub(crate) mod hex;
pub(crate) mod language;
pub(crate) mod message;
pub(crate) mod sorted;
pub(crate) mod visible;
