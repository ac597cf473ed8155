//! The groups of a list of certificates: what needs attention, then by what the cluster lets one do
//! with them.

use crate::inventory::known::Known;

/// Rows that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Something is wrong with them, whatever may be done with them.
    NeedsAttention,
    /// May be deleted.
    Optional,
    /// The cluster refuses to delete them.
    Required,
    /// Names that aren't in the reference: the cluster decides.
    Other,
}

impl Group {
    /// From top to bottom.
    pub const ALL: [Self; 4] = [Self::NeedsAttention, Self::Optional, Self::Required, Self::Other];

    /// The group of a name by its purpose: by what is known of it.
    #[must_use]
    pub fn of(known: Option<&Known>) -> Self {
        match known {
            Some(known) if known.required => Self::Required,
            Some(_) => Self::Optional,
            None => Self::Other,
        }
    }
}
