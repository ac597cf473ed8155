//! Keeping the analysis at what was read last.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser;
use crate::state::analysis::{Inputs, analyze};
use crate::state::inventory::SHORT;

impl Panel {
    /// Analyzes every list that is read, and each again every minute.
    pub(super) fn start_analysis(self) {
        let state = self.inventory;
        let round = StoredValue::new(0_u32);
        Effect::new(move || {
            let Some(inventory) = state.inventory() else { return };
            let inputs = Inputs {
                minute: self.clock.minute.get(),
                cluster_name: state.cluster_name.get(),
                forged: state.forged.get(),
                thresholds: self.thresholds,
            };
            round.update_value(|round| *round += 1);
            let own = round.get_value();
            // A later round counts instead, or nobody waits any more.
            let is_current = move || round.try_get_value() == Some(own);
            spawn_local(async move {
                if inventory.items.len() > SHORT {
                    // Its first rows and this are too much for one turn.
                    browser::next_turn().await;
                }
                let now = inputs.minute;
                let previous = state.analysis.get_untracked();
                let analysis = analyze(inventory, inputs, previous, is_current).await;
                let Some((analysis, expirations)) = analysis else { return };
                state.set_analysis(Arc::new(analysis));
                // Counts and the timeline are too much for one turn.
                browser::next_turn().await;
                if is_current() {
                    state.set_expirations(expirations.build(), now);
                }
            });
        });
    }
}
