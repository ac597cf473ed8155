//! Changes to the cluster that weren't made on this page.

use std::collections::BTreeSet;

use cert_inventory::{Change, ChangeKind, Timestamp};

/// A change that wasn't made on this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalChange {
    /// What changed.
    pub change: Change,
    /// When a read first showed it.
    pub seen: Timestamp,
}

/// Unacknowledged changes, at most one per name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalChanges {
    list: Vec<ExternalChange>,
    /// The name being deleted on this page, which a read may still show.
    own_deletion: Option<String>,
    /// The names being replaced on this page, which reads may show one after the other.
    own_replacements: Vec<String>,
}

impl ExternalChanges {
    /// In the order seen.
    #[must_use]
    pub fn all(&self) -> &[ExternalChange] {
        &self.list
    }

    /// The latest change to a name.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&ExternalChange> {
        self.list.iter().find(|seen| seen.change.name == name)
    }

    /// Clears the changes once a user has seen them.
    pub fn acknowledge(&mut self) {
        self.list.clear();
    }

    /// Sets or clears the name being deleted on this page, whose removal doesn't count as an
    /// external change.
    pub fn expect_deletion(&mut self, name: Option<String>) {
        self.own_deletion = name;
    }

    /// Sets the names being replaced on this page, which don't count as external changes until they
    /// are told.
    pub fn expect_replacements(&mut self, names: Vec<String>) {
        self.own_replacements = names;
    }

    /// Adds the differences between two reads; returns those made by others.
    pub fn add(&mut self, mut found: Vec<Change>, seen: Timestamp) -> Vec<Change> {
        let is_own = |change: &Change| {
            change.kind == ChangeKind::Removed && self.own_deletion.as_ref() == Some(&change.name)
        };
        if let Some(own) = found.iter().position(is_own) {
            found.remove(own);
            self.own_deletion = None;
        }
        found.retain(|change| {
            let is_own = self.own_replacements.contains(&change.name);
            !is_own || change.kind == ChangeKind::Removed
        });
        let names: BTreeSet<&str> = found.iter().map(|change| change.name.as_str()).collect();
        self.list.retain(|old| !names.contains(old.change.name.as_str()));
        let new = found.iter().cloned().map(|change| ExternalChange { change, seen });
        self.list.extend(new);
        found
    }
}
