//! What was read last, how old it is, and why it is not newer.

use std::collections::BTreeMap;
use std::sync::Arc;

use cert_inventory::expiry::clock_skew;
use cert_inventory::failure::ReadFailure;
use cert_inventory::inventory::{Inventory, Item};
use cert_inventory::known::Known;
use cert_inventory::time::Timestamp;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::activity::{Action, Activity};
use super::changes::Changes;
use super::clock::now;
use super::{Panel, Why};
use crate::webcrypto;

/// An inventory and the instant at which it was read.
#[derive(Clone)]
pub struct Loaded {
    pub items: Vec<Arc<Item>>,
    pub empty_slots: Vec<&'static Known>,
    pub at: Timestamp,
}

/// The inventory of one cluster. A failure never takes away what was read before.
#[derive(Clone, Copy)]
pub struct InventoryState {
    pub loaded: RwSignal<Option<Loaded>>,
    /// Why the last read failed; `None` after one that did not.
    pub failure: RwSignal<Option<ReadFailure>>,
    pub loading: RwSignal<bool>,
    pub cluster_name: RwSignal<Option<String>>,
    /// Seconds by which this browser's clock is ahead of the cluster's, if that matters.
    pub clock_skew: RwSignal<Option<i64>>,
    /// SHA-256 of each certificate whose signature was checked, and whether it is its issuer's.
    pub signatures: RwSignal<Vec<([u8; 32], bool)>>,
    pub changes: Changes,
    activity: Activity,
    reading: StoredValue<Option<AbortHandle>>,
    closed: StoredValue<bool>,
}

/// What became of a read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// What it gave is shown.
    Shown,
    /// It gave nothing.
    Failed,
    /// A later read began before it ended, and counts instead; or nobody waits any more.
    Overtaken,
}

impl InventoryState {
    pub fn new(activity: Activity) -> Self {
        Self {
            loaded: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(false),
            cluster_name: RwSignal::new(None),
            clock_skew: RwSignal::new(None),
            signatures: RwSignal::new(Vec::new()),
            changes: Changes::new(),
            activity,
            reading: StoredValue::new(None),
            closed: StoredValue::new(false),
        }
    }

    /// Whether the last inventory has an item of this name.
    pub fn holds(self, name: &str) -> bool {
        self.loaded.with_untracked(|loaded| {
            loaded.as_ref().is_some_and(|loaded| loaded.items.iter().any(|item| item.name == name))
        })
    }

    /// Forgets all that was read, and ends a read that is on its way.
    pub(super) fn close(self) {
        self.closed.set_value(true);
        self.read_next(None);
        self.changes.forget();
        self.loaded.set(None);
        self.cluster_name.set(None);
        self.signatures.set(Vec::new());
    }

    /// Shows what was read just now. An item that is as it was keeps its identity, so that its
    /// row is not drawn again and does not lose the focus.
    pub fn show(self, (inventory, date): (Inventory, Option<Timestamp>)) {
        self.clock_skew.set(date.and_then(|date| clock_skew(now(), date)));
        let before = self.loaded.with_untracked(|loaded| loaded.as_ref().map(|l| l.items.clone()));
        if let Some(before) = &before {
            for change in self.changes.compare(before, &inventory.items) {
                let what = change.kind.word().into();
                self.activity.note(Action::Elsewhere, &change.name, Some(what));
            }
        }
        let before = before.unwrap_or_default();
        let empty_slots = inventory.empty_slots().collect();
        let known: BTreeMap<_, _> = before.iter().map(|item| (item.name.as_str(), item)).collect();
        let mut is_new = false;
        let items: Vec<_> = inventory
            .items
            .into_iter()
            .map(|item| match known.get(item.name.as_str()) {
                Some(known) if ***known == item => Arc::clone(known),
                _ => {
                    is_new = true;
                    Arc::new(item)
                }
            })
            .collect();
        if is_new {
            self.check_signatures(items.clone());
        }
        // Not every minute's read is news.
        if before.is_empty() || self.failure.with_untracked(Option::is_some) {
            self.activity.note(Action::Read, "", None);
        }
        self.loaded.set(Some(Loaded { items, empty_slots, at: now() }));
        self.failure.set(None);
    }

    /// Whether a certificate's signature is its issuer's; `None` when it could not be checked.
    pub fn signature(self, certificate: &[u8; 32]) -> Option<bool> {
        self.signatures.with(|known| {
            known.iter().find(|(known, _)| known == certificate).map(|(_, valid)| *valid)
        })
    }

    /// Ends the read that is on its way, for this one.
    fn read_next(self, next: Option<AbortHandle>) {
        let mut last = next;
        self.reading.update_value(|reading| std::mem::swap(reading, &mut last));
        if let Some(last) = last {
            last.abort();
        }
    }

    /// Has the browser check the signatures, all of them where anything is new: another issuer
    /// makes another verdict of the same certificate. It does so off the main thread, so
    /// the list is shown meanwhile.
    fn check_signatures(self, items: Vec<Arc<Item>>) {
        self.signatures.set(Vec::new());
        spawn_local(async move {
            for check in items.iter().flat_map(|item| item.signature_checks()) {
                let Some(valid) = webcrypto::verify(&check).await else { continue };
                if self.closed.get_value() {
                    return;
                }
                self.signatures.update(|known| known.push((check.certificate, valid)));
            }
        });
    }
}

impl Panel {
    /// Reads the list. A read that is on its way is ended: the later one counts.
    pub async fn refresh(self) -> Refreshed {
        let state = self.inventory;
        if state.closed.get_value() {
            return Refreshed::Failed;
        }
        let client = self.client();
        let (reading, handle) = abortable(async move { client.certificates().await });
        state.read_next(Some(handle));
        state.loading.set(true);
        let Ok(result) = reading.await else { return Refreshed::Overtaken };
        if state.closed.get_value() {
            return Refreshed::Failed;
        }
        state.loading.set(false);
        match result {
            Ok(read) => {
                self.schedule.succeeded();
                state.show(read);
                return Refreshed::Shown;
            }
            Err(failure) if failure.is_session_end() => self.forget(Why::Ended),
            Err(failure) => {
                self.schedule.failed(&failure);
                // The same failure again is no news.
                let failure = Some(failure);
                if state.failure.with_untracked(|before| *before != failure) {
                    let told = failure.as_ref().map(ReadFailure::told);
                    state.activity.note(Action::ReadFailed, "", told);
                    state.failure.set(failure);
                }
            }
        }
        Refreshed::Failed
    }

    /// Asks for the cluster's name, without which the panel works too.
    pub(super) fn read_cluster_name(self) {
        spawn_local(async move {
            let name = self.client().cluster_name().await;
            if !self.inventory.closed.get_value() {
                self.inventory.cluster_name.set(name);
            }
        });
    }
}
