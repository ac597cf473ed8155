//! What a list of certificates shows: search, filters, sort order, and the timeline's scale.
//!
//! Here and not in the panel, because a missing row misleads as much as a wrong word, and these
//! rules are easiest to test without a browser.

pub(crate) mod counts;
pub(crate) mod facts;
pub(crate) mod order;
pub(crate) mod search;
pub(crate) mod selection;
pub(crate) mod timeline;
