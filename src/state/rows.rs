//! The order of the table: by purpose, and by risk inside a purpose.

use std::sync::Arc;

use cert_inventory::expiry::Thresholds;
use cert_inventory::inventory::Item;
use cert_inventory::known::Known;
use cert_inventory::time::Timestamp;

use super::Loaded;

/// Rows that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// May be deleted.
    Optional,
    /// The cluster refuses to delete them.
    Required,
    /// Names that the reference does not have.
    Other,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Optional, Self::Required, Self::Other];

    fn of(known: Option<&Known>) -> Self {
        match known {
            Some(known) if known.required => Self::Required,
            Some(_) => Self::Optional,
            None => Self::Other,
        }
    }
}

/// The items and the empty slots of a group. Items come first, the one at the greatest risk on
/// top.
pub fn rows(
    loaded: &Loaded,
    group: Group,
    now: Timestamp,
    thresholds: &Thresholds,
) -> (Vec<Arc<Item>>, Vec<&'static Known>) {
    let mut items: Vec<_> =
        loaded.items.iter().filter(|item| Group::of(item.known()) == group).cloned().collect();
    items.sort_by_cached_key(|item| {
        let end = item.leaf().and_then(|leaf| leaf.not_after.ok());
        (item.expiry(now, thresholds), end, item.name.clone())
    });
    let empty = loaded.empty_slots.iter().filter(|slot| Group::of(Some(slot)) == group);
    (items, empty.copied().collect())
}
