//! Changes made elsewhere while the page is open, as a signal.

use cert_inventory::{Change, Inventory, changes};
use leptos::prelude::*;
use panel_logic::external_changes::ExternalChanges;

use crate::browser::now;

/// The unacknowledged changes.
#[derive(Clone, Copy)]
pub struct ChangeTracker {
    pub changes: RwSignal<ExternalChanges>,
}

impl ChangeTracker {
    pub fn new() -> Self {
        Self { changes: RwSignal::new(ExternalChanges::default()) }
    }

    /// Clears the changes once a user has seen them.
    pub fn acknowledge(self) {
        self.changes.update(ExternalChanges::acknowledge);
    }

    /// Sets or clears the name being deleted on this page.
    pub fn expect_deletion(self, name: Option<String>) {
        self.changes.update_untracked(|changes| changes.expect_deletion(name));
    }

    /// Sets the names being replaced on this page.
    pub fn expect_replacements(self, names: Vec<String>) {
        self.changes.update_untracked(|changes| changes.expect_replacements(names));
    }

    /// Compares two reads, and returns the changes made by others.
    pub fn compare(self, before: &Inventory, after: &Inventory) -> Vec<Change> {
        let mut found = changes(before.iter(), after.iter());
        self.changes.maybe_update(|changes| {
            found = changes.add(std::mem::take(&mut found), now());
            !found.is_empty()
        });
        found
    }
}
