//! What is shown of the list.

use cert_inventory::{Group, Needle};
use leptos::prelude::*;

use super::Panel;
use crate::state::rows::{Counts, Rows, place_of};

impl Panel {
    /// What to look for, if anything.
    pub fn needle(self) -> Memo<Option<Needle>> {
        self.needle
    }

    /// The rows of a group, as they were asked for.
    pub fn rows(self, group: Group) -> Rows {
        self.groups.with(|groups| groups.get(place_of(group)).cloned().unwrap_or_default())
    }

    /// How many rows there are.
    pub fn row_count(self) -> usize {
        self.groups
            .with(|groups| groups.iter().map(|rows| rows.items.len() + rows.empty.len()).sum())
    }

    /// How many names there are of each kind, by the last survey.
    pub fn counts(self) -> Counts {
        let survey = self.inventory.survey.get();
        survey.map(|survey| survey.counts).unwrap_or_default()
    }
}
