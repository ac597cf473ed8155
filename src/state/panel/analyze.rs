//! Keeps the analysis up to date with the latest list.

use std::sync::Arc;

use cert_inventory::Inventory;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser::{Slice, next_turn};
use crate::language;
use crate::state::analysis::{Builder, Inputs};
use crate::state::inventory::{InventoryState, SHORT};

impl Panel {
    /// Analyzes every new list, and again every minute.
    pub(super) fn start_analysis(self) {
        let state = self.inventory;
        let round = StoredValue::new(0_u32);
        Effect::new(move || {
            let Some(inventory) = state.inventory() else { return };
            let inputs = Inputs {
                minute: self.clock.minute.get(),
                cluster_name: state.cluster_name.get(),
                signatures: state.signatures.get(),
                thresholds: self.thresholds.get(),
                versions: state.versions.get(),
                language: language::current().tag,
                license: None,
            };
            round.update_value(|round| *round += 1);
            let own = round.get_value();
            // A later round has started, or the panel was closed.
            let is_current = move || round.try_get_value() == Some(own);
            spawn_local(analyze(state, inventory, inputs, is_current));
        });
    }
}

/// Analyzes an inventory; stops as soon as it's outdated.
async fn analyze(
    state: InventoryState,
    inventory: Arc<Inventory>,
    inputs: Inputs,
    is_current: impl Fn() -> bool,
) {
    if inventory.items.len() > SHORT {
        // Rendering the first rows and this take too long for one task.
        next_turn().await;
        if !is_current() {
            return;
        }
    }
    let now = inputs.minute;
    let mut builder = Builder::new(inventory, inputs, state.analysis.get_untracked());
    let mut slice = Slice::begin();
    while builder.step() {
        slice.rest().await;
        if !is_current() {
            return;
        }
    }
    let (analysis, expirations) = builder.finish();
    state.set_analysis(analysis);
    // Counts and the timeline take too long for one task.
    next_turn().await;
    if is_current() {
        state.set_expirations(expirations.build(), now);
    }
}
