//! What others changed in the cluster while the page was open.

use cert_inventory::inventory::Inventory;
use cert_inventory::time::Timestamp;
use cert_inventory::{Change, ChangeKind, changes};
use leptos::prelude::*;

use super::clock::now;

/// A change that this page did not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub change: Change,
    /// When a read first showed it.
    pub seen: Timestamp,
}

/// All that nobody has acknowledged, at most one a name.
#[derive(Clone, Copy)]
pub struct Changes {
    pub list: RwSignal<Vec<Elsewhere>>,
    /// The name that this page has had deleted and that a read may still show.
    deleted: StoredValue<Option<String>>,
}

impl Changes {
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), deleted: StoredValue::new(None) }
    }

    /// What was seen last of a name.
    pub fn of(self, name: &str) -> Option<Elsewhere> {
        self.list.with(|list| list.iter().find(|seen| seen.change.name == name).cloned())
    }

    /// Somebody has seen them.
    pub fn forget(self) {
        self.list.set(Vec::new());
    }

    /// The page asks the cluster to delete this name, or knows that it is still there.
    pub(super) fn expect_deleted(self, name: Option<String>) {
        self.deleted.set_value(name);
    }

    /// Compares two reads that follow each other, and gives what others did in between.
    pub(super) fn compare(self, before: &Inventory, after: &Inventory) -> Vec<Change> {
        let mut found = changes(before.iter(), after.iter());
        found.retain(|change| {
            let ours = change.kind == ChangeKind::Removed
                && self.deleted.with_value(|name| name.as_ref() == Some(&change.name));
            if ours {
                self.deleted.set_value(None);
            }
            !ours
        });
        if found.is_empty() {
            return found;
        }
        let seen = now();
        self.list.update(|list| {
            list.retain(|old| !found.iter().any(|change| change.name == old.change.name));
            list.extend(found.iter().cloned().map(|change| Elsewhere { change, seen }));
        });
        found
    }
}
