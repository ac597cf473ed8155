//! Which rows are shown, and the number of each kind.

use std::sync::Arc;

use cert_inventory::{Counts, Group, Item, Query, Verdict};
use leptos::prelude::*;

use super::Panel;
use crate::state::rows::{Numbered, Rows, index_of};

impl Panel {
    /// The search, if any.
    pub fn query(self) -> Memo<Option<Query>> {
        self.query
    }

    /// A group's rows after search, filters, and sorting.
    pub fn rows(self, group: Group) -> Rows {
        self.groups.with(|groups| groups.get(index_of(group)).cloned().unwrap_or_default())
    }

    /// The shown items, from top to bottom.
    pub fn shown_items(self) -> Vec<Arc<Item>> {
        self.groups.with(|groups| groups.iter().flat_map(|rows| &rows.items).cloned().collect())
    }

    /// The number of rows.
    pub fn row_count(self) -> usize {
        self.groups
            .with(|groups| groups.iter().map(|rows| rows.items.len() + rows.empty.len()).sum())
    }

    /// The number of names of each kind, from the latest analysis; before the first, of each verdict.
    pub fn counts(self) -> Counts {
        let analyzed = self.inventory.analysis.with(|analysis| Some(analysis.as_ref()?.counts));
        analyzed.unwrap_or_else(|| {
            self.ordered.with(|ordered| {
                let items = ordered.iter().flatten().map(Numbered::verdict);
                let slots = self.inventory.empty_slots().into_iter().map(Verdict::of_slot);
                Counts::of_verdicts(items.chain(slots))
            })
        })
    }
}
