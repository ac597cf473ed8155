//! What is shown of the list: the rows that were asked for, and how many there are of each kind.

use std::sync::Arc;

use cert_inventory::findings::Severity;
use cert_inventory::inventory::Item;
use cert_inventory::known::Known;
use cert_inventory::{Group, Needle, StatusClass};
use leptos::prelude::*;

use super::Panel;
use crate::language;

/// The rows of one group: items in the order that was asked for, then empty slots.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    pub items: Vec<Arc<Item>>,
    pub empty: Vec<&'static Known>,
}

/// How many names there are of each kind, whatever is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    by_status: [usize; StatusClass::ALL.len()],
    /// Items with a finding that is an error or a warning.
    pub findings: usize,
}

impl Counts {
    pub fn of(&self, class: StatusClass) -> usize {
        let at = StatusClass::ALL.iter().position(|other| *other == class);
        at.and_then(|at| self.by_status.get(at)).copied().unwrap_or_default()
    }

    fn count(&mut self, class: StatusClass) {
        let at = StatusClass::ALL.iter().position(|other| *other == class);
        if let Some(count) = at.and_then(|at| self.by_status.get_mut(at)) {
            *count += 1;
        }
    }
}

impl Panel {
    /// What to look for, if anything.
    pub fn needle(self) -> Memo<Option<Needle>> {
        self.needle
    }

    /// The rows of a group, as they were asked for.
    pub fn rows(self, group: Group) -> Rows {
        let now = self.clock.minute.get();
        let selection = self.selection.get();
        let needle = self.needle.get();
        let (needle, words) = (needle.as_ref(), language::words());
        self.inventory.loaded.with(|loaded| {
            let Some(loaded) = loaded else { return Rows::default() };
            let shown = |item: &&Arc<Item>| {
                let has_findings = !selection.findings || self.has_findings(item);
                Group::of(item.known()) == group
                    && selection.shows(
                        item,
                        needle,
                        words,
                        item.expiry(now, &self.thresholds),
                        has_findings,
                    )
            };
            let mut items: Vec<_> = loaded.items().iter().filter(shown).cloned().collect();
            selection.order.sort(&mut items, now, &self.thresholds);
            let empty = loaded.empty_slots.iter().copied();
            let empty = empty.filter(|slot| {
                Group::of(Some(slot)) == group && selection.shows_empty(slot, needle, words)
            });
            Rows { items, empty: empty.collect() }
        })
    }

    /// How many names there are of each kind.
    pub fn counts(self) -> Counts {
        let now = self.clock.minute.get();
        let mut counts = Counts::default();
        self.inventory.loaded.with(|loaded| {
            let Some(loaded) = loaded else { return };
            for item in loaded.items() {
                counts.count(StatusClass::of(item.expiry(now, &self.thresholds)));
                counts.findings += usize::from(self.has_findings(item));
            }
            for _ in &loaded.empty_slots {
                counts.count(StatusClass::Empty);
            }
        });
        counts
    }

    fn has_findings(self, item: &Item) -> bool {
        self.findings(item).iter().any(|finding| finding.severity != Severity::Note)
    }
}
