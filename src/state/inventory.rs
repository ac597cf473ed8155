//! The latest list, its age, and why it isn't newer.

use std::sync::Arc;

use cert_inventory::{
    Access, AlertDays, Expirations, Inventory, Item, Known, License, ReadFailure, SignatureResults,
    Timestamp, Version, clock_skew,
};
use futures_util::future::AbortHandle;
use leptos::prelude::*;
use panel_logic::activity::Action;

use super::activity::Activity;
use super::analysis::Analysis;
use super::clock::Clock;
use super::external_changes::ChangeTracker;
use crate::api::Fact;
use crate::browser::now;
use crate::webcrypto;

/// Lists up to this length are rendered whole, with the page, and analyzed immediately: several
/// tasks would take longer than one.
pub const SHORT: usize = 50;

/// An inventory and its empty slots.
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

/// The inventory of one cluster. A failed read never discards the previous one.
#[derive(Clone, Copy)]
pub struct InventoryState {
    pub loaded: RwSignal<Option<Loaded>>,
    /// Whether a list was read.
    pub is_listed: Memo<bool>,
    /// Follows `loaded`, with a delay for long lists.
    pub analysis: RwSignal<Option<Arc<Analysis>>>,
    /// Whether there is an analysis.
    pub is_analyzed: Memo<bool>,
    /// The certificates' expirations as of an instant; follows the analysis.
    pub expirations: RwSignal<Option<(Expirations, Timestamp)>>,
    /// When the list was last read, changed or not. All views show [`InventoryState::as_of`].
    read_at: RwSignal<Option<Timestamp>>,
    /// When the cluster last reported that nothing changed.
    pub(super) checked_at: RwSignal<Option<Timestamp>>,
    /// Why the last read failed; `None` if it succeeded.
    pub failure: RwSignal<Option<ReadFailure>>,
    pub loading: RwSignal<bool>,
    pub cluster_name: RwSignal<Option<String>>,
    /// Those of its nodes, each once, oldest first; empty where they are not known.
    pub versions: RwSignal<Vec<Version>>,
    /// Its license, where that is known.
    pub license: RwSignal<Option<License>>,
    /// What the user may do, where that is known.
    pub access: RwSignal<Option<Access>>,
    /// From how many days on the cluster itself warns.
    pub alert_days: RwSignal<AlertDays>,
    /// Seconds by which the browser's clock is ahead of the cluster's, if significant.
    pub clock_skew: RwSignal<Option<i64>>,
    /// The results of the browser's signature checks.
    pub signatures: RwSignal<Arc<SignatureResults>>,
    pub changes: ChangeTracker,
    pub(super) activity: Activity,
    clock: Clock,
    /// Finds what changed elsewhere, once its code is loaded; only then is a list read again.
    pub(super) compare: StoredValue<Option<Compare>>,
    reading: StoredValue<Option<AbortHandle>>,
    closed: StoredValue<bool>,
}

/// Compares a list with the one before it.
pub(super) type Compare = fn(InventoryState, before: &Inventory, after: &Inventory);

/// The result of a read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// The result is shown.
    Shown,
    /// It failed.
    Failed,
    /// A later read replaced it, or the panel was closed.
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
            checked_at: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(false),
            cluster_name: RwSignal::new(None),
            versions: RwSignal::default(),
            license: RwSignal::new(None),
            access: RwSignal::new(None),
            alert_days: RwSignal::default(),
            clock_skew: RwSignal::new(None),
            signatures: RwSignal::default(),
            changes: ChangeTracker::new(),
            activity,
            clock,
            compare: StoredValue::new(None),
            reading: StoredValue::new(None),
            closed: StoredValue::new(false),
        }
    }

    /// The latest list.
    pub fn inventory(self) -> Option<Arc<Inventory>> {
        self.loaded.with(|loaded| loaded.as_ref().map(|loaded| Arc::clone(&loaded.inventory)))
    }

    /// The items of the latest list, in the cluster's order.
    pub fn items(self) -> Vec<Arc<Item>> {
        self.loaded.with(|loaded| {
            loaded.as_ref().map(|loaded| loaded.items().to_vec()).unwrap_or_default()
        })
    }

    /// The instant that the list is of: it was read then, or is known not to have changed since.
    pub fn as_of(self) -> Option<Timestamp> {
        self.read_at.get().max(self.checked_at.get())
    }

    /// Whether that is when it was last known not to have changed, and not when it was read.
    pub fn is_checked(self) -> bool {
        self.checked_at.get() > self.read_at.get()
    }

    /// The item with this name.
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
        self.access.set(None);
        self.signatures.set(Arc::default());
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
            Fact::Access(access) => self.access.set(Some(access)),
        }
    }

    /// The role of a user who can't delete anything, where that is known.
    pub fn read_only_role(self) -> Option<String> {
        self.access.with(|access| {
            access.as_ref().filter(|access| !access.may_update).map(|access| access.role.clone())
        })
    }

    /// The oldest version of the cluster's nodes, which decides what the cluster has.
    pub fn version(self) -> Option<Version> {
        self.versions.with(|versions| versions.first().copied())
    }

    /// Whether nobody waits for anything any more.
    pub(super) fn is_closed(self) -> bool {
        // What belonged to a session is disposed of soon after its end.
        self.closed.try_get_value().unwrap_or(true)
    }

    /// Sets the analysis, unless the panel is closed.
    pub(super) fn set_analysis(self, analysis: Arc<Analysis>) {
        if !self.is_closed() {
            self.analysis.set(Some(analysis));
        }
    }

    /// Sets the expirations, unless the panel is closed.
    pub(super) fn set_expirations(self, expirations: Expirations, now: Timestamp) {
        if !self.is_closed() {
            self.expirations.set(Some((expirations, now)));
        }
    }

    /// The latest inventory, for comparison with the next; empty if there is none.
    pub(super) fn previous(self) -> Arc<Inventory> {
        untrack(|| self.inventory()).unwrap_or_default()
    }

    /// Shows a newly read list. Unchanged items are kept, so that their rows aren't rendered again
    /// and keep the focus.
    pub fn show(self, (inventory, date): (Arc<Inventory>, Option<Timestamp>)) {
        self.clock_skew.set(date.and_then(|date| clock_skew(now(), date)));
        let is_first = self.loaded.with_untracked(Option::is_none);
        let before = self.previous();
        if is_first || !Arc::ptr_eq(&before, &inventory) {
            if let Some(compare) = self.compare.get_value().filter(|_| !is_first) {
                compare(self, &before, &inventory);
            }
            self.clock.judge_anew();
            self.set_loaded(inventory);
        }
        // Only the first read and a recovery are logged, not every minute's.
        let had_failed = self.failure.with_untracked(Option::is_some);
        if is_first || had_failed {
            self.activity.add(Action::Read, "", None);
        }
        self.read_at.set(Some(now()));
        if had_failed {
            self.failure.set(None);
        }
    }

    pub(super) fn set_loaded(self, inventory: Arc<Inventory>) {
        let empty_slots = inventory.empty_slots().collect();
        self.loaded.set(Some(Loaded { inventory, empty_slots }));
    }

    /// Cancels the pending read and sets the next.
    pub(super) fn read_next(self, next: Option<AbortHandle>) {
        let mut last = next;
        self.reading.update_value(|reading| std::mem::swap(reading, &mut last));
        if let Some(last) = last {
            last.abort();
        }
    }
}
