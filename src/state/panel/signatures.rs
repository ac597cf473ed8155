//! Has the browser verify the signatures of each list. Apart from the list, because it is shown
//! before.

use std::borrow::Cow;
use std::sync::Arc;

use cert_inventory::{Inventory, Item, SignatureResults};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser::{self, Slice};
use crate::state::inventory::InventoryState;
use crate::webcrypto;

/// Certificates whose signatures aren't verified within this number are shown as not checked. A
/// certificate takes a fraction of a millisecond.
const MOST_SIGNATURES: usize = 20_000;

impl Panel {
    /// Verifies the new signatures of each list, then updates its chains with the results.
    pub(super) fn start_signature_checks(self) {
        let state = self.inventory;
        // The last list whose signatures were looked at, with its results.
        let checked = StoredValue::new(Arc::<Inventory>::default());
        Effect::new(move || {
            let after = state.inventory().unwrap_or_default();
            let before = checked.get_value();
            let new = after.items.iter().filter(|item| before.index_of(item).is_none());
            let new: Vec<_> = new.cloned().collect();
            checked.set_value(after);
            if !new.is_empty() {
                spawn_local(check(state, new, checked));
            }
        });
    }
}

/// All results are set at once, because each update recomputes every finding.
async fn check(state: InventoryState, new: Vec<Arc<Item>>, checked: StoredValue<Arc<Inventory>>) {
    browser::next_frame().await;
    let (mut new_results, mut slice) = (SignatureResults::default(), Slice::begin());
    let checks = new.iter().flat_map(|item| item.signature_checks());
    for check in checks.take(MOST_SIGNATURES) {
        let verdict = webcrypto::verify(&check).await;
        if state.is_closed() {
            return;
        }
        if let Some(is_valid) = verdict {
            new_results.insert(&check, is_valid);
        }
        slice.rest().await;
    }
    while !state.is_closed() {
        let (list, known) = (state.previous(), state.signatures.get_untracked());
        let mut signatures = SignatureResults::clone(&known);
        signatures.append(new_results.clone());
        let mut changed = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            if let Cow::Owned(item) = item.with_signatures(&signatures) {
                changed.push((index, item));
            }
            slice.rest().await;
            if state.is_closed() {
                return;
            }
        }
        // Another list may have come meanwhile, or its results.
        if !Arc::ptr_eq(&list, &state.previous())
            || !Arc::ptr_eq(&known, &state.signatures.get_untracked())
        {
            continue;
        }
        // Together with the items, so that no row has to follow the results by itself.
        state.signatures.set(Arc::new(signatures));
        if !changed.is_empty() {
            let updated = Arc::new(list.with_items(changed));
            checked.try_set_value(Arc::clone(&updated));
            state.set_loaded(updated);
        }
        return;
    }
}
