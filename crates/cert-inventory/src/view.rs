//! What a list of certificates shows: searching, filtering, sorting and the timeline's scale.
//!
//! Here and not in the panel, because a row that is missing misleads as a wrong word does, and
//! these rules are tested best without a browser.

pub(crate) mod counts;
pub(crate) mod search;
pub(crate) mod selection;
pub(crate) mod timeline;
