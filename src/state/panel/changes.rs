//! What changed from one list to the next, if others changed it.

use cert_inventory::Inventory;
use leptos::prelude::*;
use panel_logic::activity::{Action, CAPACITY};

use super::Panel;
use crate::state::inventory::InventoryState;

impl Panel {
    /// Compares each list with the one before it.
    pub(super) fn start_comparisons(self) {
        self.inventory.compare.set_value(Some(compare));
    }
}

fn compare(state: InventoryState, before: &Inventory, after: &Inventory) {
    let changes = state.changes.compare(before, after);
    // The log has room for no more.
    let last = changes.len().saturating_sub(CAPACITY);
    for change in changes.into_iter().skip(last) {
        let what = change.kind.label().into();
        state.activity.add(Action::ChangedExternally, &change.name, Some(what));
    }
}
