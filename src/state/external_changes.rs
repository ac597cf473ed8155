//! What others changed in the cluster while the page was open, as a signal.

use cert_inventory::{Change, Inventory, changes};
use leptos::prelude::*;
use panel_logic::external_changes::ExternalChanges;

use crate::browser::now;

/// The changes that nobody has acknowledged.
#[derive(Clone, Copy)]
pub struct ChangeTracker {
    pub changes: RwSignal<ExternalChanges>,
}

impl ChangeTracker {
    pub fn new() -> Self {
        Self { changes: RwSignal::new(ExternalChanges::default()) }
    }

    /// Somebody has seen them.
    pub fn acknowledge(self) {
        self.changes.update(ExternalChanges::acknowledge);
    }

    /// This page deletes a name, or knows that it is still there.
    pub fn expect_deletion(self, name: Option<String>) {
        self.changes.update_untracked(|changes| changes.expect_deletion(name));
    }

    /// Compares two successive reads, and gives what others did in between.
    pub fn compare(self, before: &Inventory, after: &Inventory) -> Vec<Change> {
        let mut found = changes(before.iter(), after.iter());
        self.changes.maybe_update(|changes| {
            found = changes.add(std::mem::take(&mut found), now());
            !found.is_empty()
        });
        found
    }
}
