//! Which rows are shown, and the number of each kind.

use std::sync::Arc;

use cert_inventory::{Counts, Group, Item, Query};
use leptos::prelude::*;

use super::Panel;
use crate::state::rows::{Rows, index_of};

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

    /// The number of names of each kind, from the latest analysis.
    pub fn counts(self) -> Counts {
        self.inventory
            .analysis
            .with(|analysis| analysis.as_ref().map(|analysis| analysis.counts).unwrap_or_default())
    }
}
