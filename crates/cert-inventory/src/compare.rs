//! Compares two lists of the same cluster, at least one of them read from a JSON export.
//!
//! A file may be of any age and from anywhere, so nothing in it is trusted: each list is reduced to
//! a [`Snapshot`], and only snapshots are compared. The present list becomes one, too.

mod differences;
mod error;
mod snapshot;

pub use differences::{Comparison, Difference, DifferenceKind, compare};
pub use error::CompareError;
pub use snapshot::{Saved, SavedCertificate, SavedItem, SavedKey, SavedLists, Snapshot};
