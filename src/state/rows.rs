//! What is shown of the list: the rows that were asked for, and how many there are of each kind.

use std::sync::Arc;

use cert_inventory::inventory::Item;
use cert_inventory::known::Known;
use cert_inventory::{Group, Needle, Order, Selection, StatusClass, Thresholds, Timestamp};
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

/// How many names there are of each kind, whatever is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    by_status: [usize; StatusClass::ALL.len()],
    /// Items with a finding that is an error or a warning.
    pub findings: usize,
}

impl Counts {
    pub fn of(&self, class: StatusClass) -> usize {
        let at = StatusClass::ALL.iter().position(|other| *other == class);
        at.and_then(|at| self.by_status.get(at)).copied().unwrap_or_default()
    }

    pub(super) fn count(&mut self, class: StatusClass) {
        let at = StatusClass::ALL.iter().position(|other| *other == class);
        if let Some(count) = at.and_then(|at| self.by_status.get_mut(at)) {
            *count += 1;
        }
    }
}

/// What decides which rows there are.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub inventory: InventoryState,
    pub selection: RwSignal<Selection>,
    pub needle: Memo<Option<Needle>>,
    pub minute: Memo<Timestamp>,
    pub thresholds: Thresholds,
}

/// The rows of each group, in the order of [`Group::ALL`].
pub(super) type Groups = [Rows; Group::ALL.len()];

/// All items of each group, likewise, in the order that was asked for. To look for something does not
/// sort them anew.
pub(super) type Ordered = [Vec<Placed>; Group::ALL.len()];

/// An item, and its place in the inventory.
#[derive(Clone)]
pub(super) struct Placed {
    place: usize,
    item: Arc<Item>,
}

impl AsRef<Item> for Placed {
    fn as_ref(&self) -> &Item {
        &self.item
    }
}

impl PartialEq for Placed {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place && Arc::ptr_eq(&self.item, &other.item)
    }
}

pub(super) fn place_of(group: Group) -> usize {
    Group::ALL.iter().position(|other| *other == group).unwrap_or_default()
}

impl Listing {
    pub fn ordered(self, order: Order) -> Ordered {
        let mut ordered = Ordered::default();
        self.inventory.loaded.with(|loaded| {
            let items = loaded.iter().flat_map(Loaded::items).enumerate();
            for (place, item) in items {
                if let Some(group) = ordered.get_mut(place_of(Group::of(item.known()))) {
                    group.push(Placed { place, item: Arc::clone(item) });
                }
            }
        });
        for group in &mut ordered {
            order.sort(group, self.minute.get(), &self.thresholds);
        }
        ordered
    }

    pub fn groups(self, ordered: &Ordered) -> Groups {
        let (now, selection) = (self.minute.get(), self.selection.get());
        let needle = self.needle.get();
        let (needle, words) = (needle.as_ref(), language::words());
        let survey = self.inventory.survey.get();
        let survey = survey.as_deref();
        let found = needle.zip(survey).map(|(needle, survey)| survey.places_with(needle));
        let mut groups = Groups::default();
        for (rows, ordered) in groups.iter_mut().zip(ordered) {
            for Placed { place, item } in ordered {
                let surveyed = || Some((survey?, survey?.place_of(item, *place)?));
                let has = |needle: &Needle| match (surveyed(), &found) {
                    (Some((_, place)), Some(found)) => {
                        found.get(place) == Some(&true) || needle.is_in_title(item, words)
                    }
                    // What is new has to be searched the long way.
                    _ => needle.find(item, words).is_some(),
                };
                let is_found = || needle.is_none_or(has);
                let is_troubled =
                    || surveyed().is_some_and(|(survey, place)| survey.is_troubled(place));
                let expiry = || item.expiry(now, &self.thresholds);
                if selection.shows(item, expiry, is_found, is_troubled) {
                    rows.items.push(Arc::clone(item));
                }
            }
        }
        self.inventory.loaded.with(|loaded| {
            let Some(loaded) = loaded else { return };
            for slot in loaded.empty_slots.iter().copied() {
                if selection.shows_empty(slot, needle, words)
                    && let Some(rows) = groups.get_mut(place_of(Group::of(Some(slot))))
                {
                    rows.empty.push(slot);
                }
            }
        });
        groups
    }
}
