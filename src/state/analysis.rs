//! What takes too long to find out about thousands of items at once: it is found a slice at a time,
//! and kept.

use std::sync::Arc;

use cert_inventory::findings::{Context, Severity, findings};
use cert_inventory::inventory::{Inventory, Item};
use cert_inventory::timeline::Gathered;
use cert_inventory::{Index, Needle, StatusClass, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Counts, Panel, SHORT};
use crate::browser::{self, Slice};

/// What was found out about an inventory.
pub struct Survey {
    pub inventory: Arc<Inventory>,
    /// How many names there are of each kind.
    pub counts: Counts,
    /// What its items were judged by.
    circumstances: Circumstances,
    /// What can be searched of each item, in the inventory's order.
    index: Index,
    /// Whether a finding of each is an error or a warning, likewise.
    troubled: Vec<bool>,
}

/// What a verdict depends on besides the item: the minute, the cluster's name, the certificates
/// whose signature is wrong.
type Circumstances = (Timestamp, Option<String>, Vec<[u8; 32]>);

impl Survey {
    /// An item's place in the survey, if it was there. `place` is its place in the inventory that was
    /// read last, which saves looking for it where that is the one of the survey.
    pub fn place_of(&self, item: &Arc<Item>, place: usize) -> Option<usize> {
        let is_there = self.inventory.items.get(place).is_some_and(|own| Arc::ptr_eq(own, item));
        if is_there { Some(place) } else { self.inventory.place_of(item) }
    }

    /// Of each place whether the item there has a piece, but for its title.
    pub fn places_with(&self, needle: &Needle) -> Vec<bool> {
        needle.items_of(&self.index)
    }

    /// Whether a finding of the item at a place is an error or a warning.
    pub fn is_troubled(&self, place: usize) -> bool {
        self.troubled.get(place).is_some_and(|troubled| *troubled)
    }
}

impl Panel {
    /// Keeps the survey at what was read last, at this minute. To be called where the panel is
    /// shown, so that it stops with it.
    pub fn keep_surveyed(self) {
        let state = self.inventory;
        let round = StoredValue::new(0_u32);
        Effect::new(move || {
            let inventory = state
                .loaded
                .with(|loaded| loaded.as_ref().map(|loaded| Arc::clone(&loaded.inventory)));
            let Some(inventory) = inventory else { return };
            let circumstances =
                (self.clock.minute.get(), state.cluster_name.get(), state.forged.get());
            round.update_value(|round| *round += 1);
            let own = round.get_value();
            spawn_local(async move {
                if inventory.items.len() > SHORT {
                    // Its first rows and this are too much for one turn.
                    browser::next_turn().await;
                }
                let (now, fqdn, forged) = &circumstances;
                let (now, thresholds) = (*now, self.thresholds);
                let context = Context { now, fqdn: fqdn.as_deref(), thresholds, forged };
                let before = state.survey.get_untracked();
                let as_before =
                    before.as_ref().is_some_and(|known| known.circumstances == circumstances);
                let (mut index, mut troubled) = (Index::default(), Vec::new());
                let mut slice = Slice::begin();
                let (mut counts, mut ends) = (Counts::default(), Gathered::default());
                for (place, item) in inventory.items.iter().enumerate() {
                    let known = before.as_ref().and_then(|before| {
                        let old_place = before.place_of(item, place)?;
                        Some((before, old_place))
                    });
                    match known {
                        Some((before, old_place)) => index.push_from(&before.index, old_place),
                        None => index.push(item),
                    }
                    let is_troubled = match known {
                        Some((before, old_place)) if as_before => before.is_troubled(old_place),
                        _ => is_troubled(item, &context),
                    };
                    counts.count(StatusClass::of(item.expiry(now, &self.thresholds)));
                    counts.findings += usize::from(is_troubled);
                    ends.add(item, now, &self.thresholds);
                    troubled.push(is_troubled);
                    slice.rest().await;
                    // A later round counts instead, or nobody waits any more.
                    if round.try_get_value() != Some(own) {
                        return;
                    }
                }
                for _ in inventory.empty_slots() {
                    counts.count(StatusClass::Empty);
                }
                state.keep_survey(Survey { inventory, counts, circumstances, index, troubled });
                // Counts and the line of time are too much for one turn.
                browser::next_turn().await;
                if round.try_get_value() == Some(own) {
                    state.keep_ends(ends.in_order(), now);
                }
            });
        });
    }
}

/// Whether an item has a finding that is an error or a warning.
fn is_troubled(item: &Item, context: &Context<'_>) -> bool {
    findings(item, context).iter().any(|finding| finding.severity != Severity::Note)
}
