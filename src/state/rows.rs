//! Which rows are shown, and in which order.

use std::sync::Arc;

use cert_inventory::{Group, Item, Known, Needle, Order, Selection, Thresholds, Timestamp};
use leptos::prelude::*;

use super::InventoryState;
use super::inventory::Loaded;
use crate::language;

/// The rows of one group: items in the order that was asked for, then empty slots.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    pub items: Vec<Arc<Item>>,
    pub empty: Vec<&'static Known>,
}

/// What decides which rows there are.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub inventory: InventoryState,
    pub selection: RwSignal<Selection>,
    pub needle: Memo<Option<Needle>>,
    pub minute: Memo<Timestamp>,
    pub thresholds: Memo<Thresholds>,
}

/// The rows of each group, in the order of [`Group::ALL`].
pub(super) type Groups = [Rows; Group::ALL.len()];

/// All items of each group, likewise, in the order that was asked for: a search does not sort them
/// again.
pub(super) type Ordered = [Vec<Numbered>; Group::ALL.len()];

/// An item, and its position in the inventory.
#[derive(Clone)]
pub(super) struct Numbered {
    position: usize,
    item: Arc<Item>,
}

impl AsRef<Item> for Numbered {
    fn as_ref(&self) -> &Item {
        &self.item
    }
}

impl PartialEq for Numbered {
    fn eq(&self, other: &Self) -> bool {
        self.position == other.position && Arc::ptr_eq(&self.item, &other.item)
    }
}

pub(super) fn index_of(group: Group) -> usize {
    Group::ALL.iter().position(|other| *other == group).unwrap_or_default()
}

impl Listing {
    pub fn ordered(self, order: Order) -> Ordered {
        let mut ordered = Ordered::default();
        self.inventory.loaded.with(|loaded| {
            let items = loaded.iter().flat_map(Loaded::items).enumerate();
            for (position, item) in items {
                if let Some(group) = ordered.get_mut(index_of(Group::of(item.known()))) {
                    group.push(Numbered { position, item: Arc::clone(item) });
                }
            }
        });
        for group in &mut ordered {
            order.sort(group, self.minute.get(), &self.thresholds.get());
        }
        ordered
    }

    pub fn groups(self, ordered: &Ordered) -> Groups {
        let (now, selection) = (self.minute.get(), self.selection.get());
        let (needle, thresholds) = (self.needle.get(), self.thresholds.get());
        let (needle, language) = (needle.as_ref(), language::translations());
        let analysis = self.inventory.analysis.get();
        let analysis = analysis.as_deref();
        let matches = needle.zip(analysis).map(|(needle, analysis)| analysis.matches(needle));
        let mut groups = Groups::default();
        for (rows, ordered) in groups.iter_mut().zip(ordered) {
            for Numbered { position, item } in ordered {
                let analyzed = || Some((analysis?, analysis?.position(item, *position)?));
                let expiry = || item.expiry(now, &thresholds);
                let has = |needle: &Needle| match (analyzed(), &matches) {
                    (Some((_, position)), Some(matches)) => {
                        matches.get(position) == Some(&true)
                            || needle.is_in_words(item, expiry(), language)
                    }
                    // What is new has to be searched the long way.
                    _ => needle.find(item, expiry(), language).is_some(),
                };
                let is_found = || needle.is_none_or(has);
                let has_findings = || {
                    analyzed().is_some_and(|(analysis, position)| analysis.has_findings(position))
                };
                if selection.shows(item, expiry, is_found, has_findings) {
                    rows.items.push(Arc::clone(item));
                }
            }
        }
        for slot in self.inventory.empty_slots() {
            if selection.shows_empty(slot, needle, language)
                && let Some(rows) = groups.get_mut(index_of(Group::of(Some(slot))))
            {
                rows.empty.push(slot);
            }
        }
        groups
    }
}
