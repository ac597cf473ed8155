//! Which rows are shown, and in which order.

use std::sync::Arc;

use cert_inventory::{
    Assessment, Context, Group, Item, Judgment, Known, Query, Selection, Thresholds, Timestamp,
    Verdict, assess,
};
use leptos::prelude::*;

use super::InventoryState;
use super::analysis::{Analysis, Inputs};
use super::inventory::{Loaded, SHORT};
use crate::language;

/// One group's rows: sorted items, then empty slots.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    pub items: Vec<Arc<Item>>,
    pub empty: Vec<&'static Known>,
}

/// Everything that determines the rows.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub inventory: InventoryState,
    pub selection: RwSignal<Selection>,
    pub query: Memo<Option<Query>>,
    pub minute: Memo<Timestamp>,
    pub thresholds: Memo<Thresholds>,
}

/// Each group's rows, in the order of [`Group::ALL`].
pub(super) type Groups = [Rows; Group::ALL.len()];

/// Each group's items, sorted, in the same order: a search doesn't sort again.
pub(super) type Ordered = [Vec<Numbered>; Group::ALL.len()];

/// An item, its position in the inventory, and its judgment.
#[derive(Clone)]
pub(super) struct Numbered {
    position: usize,
    judgment: Judgment,
    item: Arc<Item>,
}

impl AsRef<Item> for Numbered {
    fn as_ref(&self) -> &Item {
        &self.item
    }
}

impl PartialEq for Numbered {
    fn eq(&self, other: &Self) -> bool {
        self.position == other.position
            && self.judgment == other.judgment
            && Arc::ptr_eq(&self.item, &other.item)
    }
}

impl Numbered {
    pub fn verdict(&self) -> Verdict {
        self.judgment.verdict
    }
}

pub(super) fn index_of(group: Group) -> usize {
    Group::ALL.iter().position(|other| *other == group).unwrap_or_default()
}

impl Listing {
    /// What `judge` makes of what certificates can't tell by themselves, at this minute.
    pub fn in_context<T>(self, judge: impl FnOnce(&Context<'_>) -> T) -> T {
        let (now, fqdn) = (self.minute.get(), self.inventory.cluster_name.get());
        let (thresholds, signatures) = (self.thresholds.get(), self.inventory.signatures.get());
        let (versions, license) = (self.inventory.versions.get(), self.inventory.license.get());
        let (fqdn, versions, signatures) = (fqdn.as_deref(), &*versions, &*signatures);
        judge(&Context { now, fqdn, versions, license, thresholds, signatures })
    }

    /// The same, to keep for longer than a call.
    pub fn inputs(self) -> Inputs {
        Inputs {
            minute: self.minute.get_untracked(),
            cluster_name: self.inventory.cluster_name.get_untracked(),
            signatures: self.inventory.signatures.get_untracked(),
            thresholds: self.thresholds.get_untracked(),
            versions: self.inventory.versions.get_untracked(),
            language: language::current().tag,
            license: self.inventory.license.get_untracked(),
        }
    }

    /// All items in the groups and the order of a selection that shows everything.
    pub fn ordered(self, selection: &Selection) -> Ordered {
        let mut ordered = Ordered::default();
        let analysis = self.inventory.analysis.get();
        self.inventory.loaded.with(|loaded| {
            let items = loaded.as_ref().map(Loaded::items).unwrap_or_default();
            let is_long = items.len() > SHORT;
            for (position, item) in items.iter().enumerate() {
                let judgment = self.judgment(item, position, analysis.as_deref(), is_long);
                let group = selection.group(item.known(), judgment.verdict);
                if let Some(group) = ordered.get_mut(index_of(group)) {
                    group.push(Numbered { position, judgment, item: Arc::clone(item) });
                }
            }
        });
        for group in &mut ordered {
            selection.order.sort(group, |numbered: &Numbered| {
                (numbered.judgment.verdict, numbered.judgment.expiry)
            });
        }
        ordered
    }

    /// The judgment of the analysis. What it does not have yet is judged here, by its dates alone
    /// where the list is too long for one turn.
    fn judgment(
        self,
        item: &Arc<Item>,
        position: usize,
        analysis: Option<&Analysis>,
        is_long: bool,
    ) -> Judgment {
        let known = analysis.and_then(|known| known.judgment(known.position(item, position)?));
        known.unwrap_or_else(|| {
            self.in_context(|context| match is_long {
                true => Judgment::of_dates(item.expiry(context.now, &context.thresholds)),
                false => assess(item, context).judgment(),
            })
        })
    }

    pub fn groups(self, ordered: &Ordered) -> Groups {
        let selection = self.selection.get();
        let query = self.query.get();
        let (query, language) = (query.as_ref(), language::translations());
        let analysis = self.inventory.analysis.get();
        let analysis = analysis.as_deref();
        let matches = query.zip(analysis).map(|(query, analysis)| analysis.matches(query));
        let mut groups = Groups::default();
        for (rows, ordered) in groups.iter_mut().zip(ordered) {
            for Numbered { position, judgment, item } in ordered {
                let analyzed = || Some((analysis?, analysis?.position(item, *position)?));
                let has = |query: &Query| match (analyzed(), &matches) {
                    (Some((_, position)), Some(matches)) => matches.get(position) == Some(&true),
                    // What is new has to be searched the long way.
                    _ => {
                        let assessment = Assessment::of_dates(judgment.expiry);
                        query.find(item, &assessment, language).is_some()
                    }
                };
                let is_found = || query.is_none_or(has);
                if selection.shows(item, judgment.verdict, is_found) {
                    rows.items.push(Arc::clone(item));
                }
            }
        }
        for slot in self.inventory.empty_slots() {
            if selection.shows_empty(slot, query, language)
                && let Some(rows) =
                    groups.get_mut(index_of(selection.group(Some(slot), Verdict::of_slot(slot))))
            {
                rows.empty.push(slot);
            }
        }
        groups
    }
}
