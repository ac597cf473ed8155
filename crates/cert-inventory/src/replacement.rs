//! Replacing certificates: what an administrator's files contain, what would be sent, what speaks
//! against it, and what follows.
//!
//! The cluster checks little and changes every node at once. So everything that can be known
//! before is decided here, where tables and an independent validator can test it.

pub(crate) mod left_out;
pub(crate) mod material;
pub(crate) mod plan;
pub(crate) mod preflight;
pub(crate) mod requesting;
pub(crate) mod side_by_side;
pub(crate) mod submission;
