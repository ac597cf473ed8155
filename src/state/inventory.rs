//! What was read last, how old it is, and why it is not newer.

use std::sync::Arc;

use cert_inventory::{
    AlertDays, Expirations, Inventory, Item, Known, License, ReadFailure, Timestamp, Verdicts,
    Version, clock_skew,
};
use futures_util::future::AbortHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;

use super::activity::Activity;
use super::analysis::Analysis;
use super::clock::Clock;
use super::external_changes::ChangeTracker;
use crate::api::Fact;
use crate::browser::{self, Slice, now};
use crate::webcrypto;

/// A list of so many names is short: it is drawn whole, with the page, and analyzed at once,
/// because several turns would take longer than one.
pub const SHORT: usize = 50;

/// An inventory, and the known names that it does not have.
#[derive(Clone)]
pub struct Loaded {
    pub inventory: Arc<Inventory>,
    empty_slots: Vec<&'static Known>,
}

impl Loaded {
    pub fn items(&self) -> &[Arc<Item>] {
        &self.inventory.items
    }
}

/// The inventory of one cluster. A failure never takes away what was read before.
#[derive(Clone, Copy)]
pub struct InventoryState {
    pub loaded: RwSignal<Option<Loaded>>,
    /// Whether a list was read.
    pub is_listed: Memo<bool>,
    /// It follows `loaded`, later where the items are many.
    pub analysis: RwSignal<Option<Arc<Analysis>>>,
    /// Whether there is an analysis.
    pub is_analyzed: Memo<bool>,
    /// When its certificates expire, as seen at an instant; they follow the analysis.
    pub expirations: RwSignal<Option<(Expirations, Timestamp)>>,
    /// When it was read last, changed or not.
    pub read_at: RwSignal<Option<Timestamp>>,
    /// Why the last read failed; `None` after one that did not.
    pub failure: RwSignal<Option<ReadFailure>>,
    pub loading: RwSignal<bool>,
    pub cluster_name: RwSignal<Option<String>>,
    /// Those of its nodes, each once, oldest first; empty where they are not known.
    pub versions: RwSignal<Vec<Version>>,
    /// Its license, where that is known.
    pub license: RwSignal<Option<License>>,
    /// From how many days on the cluster itself warns.
    pub alert_days: RwSignal<AlertDays>,
    /// Seconds by which this browser's clock is ahead of the cluster's, if that matters.
    pub clock_skew: RwSignal<Option<i64>>,
    /// What the browser found of the certificates' signatures.
    pub verdicts: RwSignal<Arc<Verdicts>>,
    pub changes: ChangeTracker,
    activity: Activity,
    clock: Clock,
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
    pub fn new(activity: Activity, clock: Clock) -> Self {
        let loaded = RwSignal::new(None::<Loaded>);
        let analysis = RwSignal::new(None::<Arc<Analysis>>);
        Self {
            loaded,
            is_listed: Memo::new(move |_| loaded.with(Option::is_some)),
            analysis,
            is_analyzed: Memo::new(move |_| analysis.with(Option::is_some)),
            expirations: RwSignal::new(None),
            read_at: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(false),
            cluster_name: RwSignal::new(None),
            versions: RwSignal::default(),
            license: RwSignal::new(None),
            alert_days: RwSignal::default(),
            clock_skew: RwSignal::new(None),
            verdicts: RwSignal::default(),
            changes: ChangeTracker::new(),
            activity,
            clock,
            reading: StoredValue::new(None),
            closed: StoredValue::new(false),
        }
    }

    /// What was read last.
    pub fn inventory(self) -> Option<Arc<Inventory>> {
        self.loaded.with(|loaded| loaded.as_ref().map(|loaded| Arc::clone(&loaded.inventory)))
    }

    /// The items of the list that was read last, in the cluster's order.
    pub fn items(self) -> Vec<Arc<Item>> {
        self.loaded.with(|loaded| {
            loaded.as_ref().map(|loaded| loaded.items().to_vec()).unwrap_or_default()
        })
    }

    /// The item of this name.
    pub fn item(self, name: &str) -> Option<Arc<Item>> {
        self.loaded
            .with(|loaded| loaded.as_ref()?.items().iter().find(|item| item.name == name).cloned())
    }

    /// The name whose entry has the certificate that signed an item's at this index, where the item
    /// itself does not have it.
    pub async fn issuer_elsewhere(self, item: Arc<Item>, index: usize) -> Option<String> {
        let inventory = untrack(|| self.inventory())?;
        for (name, issuer) in inventory.issuers_elsewhere(&item, index) {
            let check = item.certificates.get(index)?.signature_check(issuer);
            if let Some(check) = check
                && webcrypto::verify(&check).await == Some(true)
            {
                return Some(name.to_owned());
            }
        }
        None
    }

    /// Forgets all that was read, and ends a read that is on its way.
    pub(super) fn close(self) {
        self.closed.set_value(true);
        self.read_next(None);
        self.changes.acknowledge();
        self.loaded.set(None);
        self.analysis.set(None);
        self.expirations.set(None);
        self.cluster_name.set(None);
        self.versions.set(Vec::new());
        self.license.set(None);
        self.verdicts.set(Arc::default());
    }

    /// The known names that the list does not have, as far as the cluster's version has them.
    pub fn empty_slots(self) -> Vec<&'static Known> {
        let version = self.version();
        self.loaded.with(|loaded| {
            let slots = loaded.iter().flat_map(|loaded| &loaded.empty_slots).copied();
            slots.filter(|slot| slot.is_in(version)).collect()
        })
    }

    /// Shows what is known of the cluster besides its list.
    pub(super) fn show_fact(self, fact: Fact) {
        match fact {
            Fact::Cluster(name, alert_days) => {
                self.cluster_name.set(Some(name));
                self.alert_days.set(alert_days);
            }
            Fact::Versions(versions) => self.versions.set(versions),
            Fact::License(license) => self.license.set(Some(license)),
        }
    }

    /// The oldest version of the cluster's nodes, which decides what the cluster has.
    pub fn version(self) -> Option<Version> {
        self.versions.with(|versions| versions.first().copied())
    }

    /// Whether nobody waits for anything any more.
    pub(super) fn is_closed(self) -> bool {
        self.closed.get_value()
    }

    /// Sets the analysis, unless the panel is closed.
    pub(super) fn set_analysis(self, analysis: Arc<Analysis>) {
        if !self.is_closed() {
            self.analysis.set(Some(analysis));
        }
    }

    /// Sets when its certificates expire, unless the panel is closed.
    pub(super) fn set_expirations(self, expirations: Expirations, now: Timestamp) {
        if !self.is_closed() {
            self.expirations.set(Some((expirations, now)));
        }
    }

    /// What was read last, to compare the next read with; empty where nothing was.
    pub(super) fn previous(self) -> Arc<Inventory> {
        untrack(|| self.inventory()).unwrap_or_default()
    }

    /// Shows what was read just now. What is as it was is not looked at again: its rows are not
    /// drawn anew and do not lose the focus.
    pub fn show(self, (inventory, date): (Arc<Inventory>, Option<Timestamp>)) {
        self.clock_skew.set(date.and_then(|date| clock_skew(now(), date)));
        let is_first = self.loaded.with_untracked(Option::is_none);
        let before = self.previous();
        if is_first || !Arc::ptr_eq(&before, &inventory) {
            if !is_first {
                for change in self.changes.compare(&before, &inventory) {
                    let what = change.kind.label().into();
                    self.activity.add(Action::ChangedExternally, &change.name, Some(what));
                }
            }
            self.check_signatures(&before, &inventory);
            self.clock.judge_anew();
            self.set_loaded(inventory);
        }
        // Not every minute's read is news.
        let had_failed = self.failure.with_untracked(Option::is_some);
        if is_first || had_failed {
            self.activity.add(Action::Read, "", None);
        }
        self.read_at.set(Some(now()));
        if had_failed {
            self.failure.set(None);
        }
    }

    fn set_loaded(self, inventory: Arc<Inventory>) {
        let empty_slots = inventory.empty_slots().collect();
        self.loaded.set(Some(Loaded { inventory, empty_slots }));
    }

    /// Ends the read that is on its way, for this one.
    pub(super) fn read_next(self, next: Option<AbortHandle>) {
        let mut last = next;
        self.reading.update_value(|reading| std::mem::swap(reading, &mut last));
        if let Some(last) = last {
            last.abort();
        }
    }

    /// Has the browser check the signatures of what is new, and settles by them who issued which
    /// certificate. The list is seen before. All verdicts come at once, because each makes every
    /// finding anew.
    fn check_signatures(self, before: &Inventory, after: &Inventory) {
        let new = after.items.iter().filter(|item| before.index_of(item).is_none());
        let new: Vec<_> = new.cloned().collect();
        if new.is_empty() {
            return;
        }
        spawn_local(async move {
            browser::next_frame().await;
            let (mut new_verdicts, mut slice) = (Verdicts::default(), Slice::begin());
            for check in new.iter().flat_map(|item| item.signature_checks()) {
                let verdict = webcrypto::verify(&check).await;
                if self.is_closed() {
                    return;
                }
                if let Some(is_valid) = verdict {
                    new_verdicts.insert(&check, is_valid);
                }
                slice.rest().await;
            }
            self.verdicts.update(|known| Arc::make_mut(known).append(new_verdicts));
            let verdicts = self.verdicts.get_untracked();
            if let Some(settled) = self.previous().settled(&verdicts) {
                self.set_loaded(Arc::new(settled));
            }
        });
    }
}
