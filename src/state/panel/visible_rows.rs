//! Which rows are shown, and how many there are of each kind.

use std::sync::Arc;

use cert_inventory::{Counts, Group, Item, Needle};
use leptos::prelude::*;

use super::Panel;
use crate::state::rows::{Rows, index_of};

impl Panel {
    /// What to look for, if anything.
    pub fn needle(self) -> Memo<Option<Needle>> {
        self.needle
    }

    /// The rows of a group, as they were asked for.
    pub fn rows(self, group: Group) -> Rows {
        self.groups.with(|groups| groups.get(index_of(group)).cloned().unwrap_or_default())
    }

    /// The items that are shown, from top to bottom.
    pub fn shown_items(self) -> Vec<Arc<Item>> {
        self.groups.with(|groups| groups.iter().flat_map(|rows| &rows.items).cloned().collect())
    }

    /// How many rows there are.
    pub fn row_count(self) -> usize {
        self.groups
            .with(|groups| groups.iter().map(|rows| rows.items.len() + rows.empty.len()).sum())
    }

    /// How many names there are of each kind, by the last analysis.
    pub fn counts(self) -> Counts {
        self.inventory
            .analysis
            .with(|analysis| analysis.as_ref().map(|analysis| analysis.counts).unwrap_or_default())
    }
}
