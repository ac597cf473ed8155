//! Changes to the cluster that this page did not make.

use cert_inventory::{Change, ChangeKind, Timestamp};

/// A change that this page did not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalChange {
    /// What changed.
    pub change: Change,
    /// When a read first showed it.
    pub seen: Timestamp,
}

/// All that nobody has acknowledged, at most one per name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalChanges {
    list: Vec<ExternalChange>,
    /// The name that this page deletes, and that a read may still show.
    own_deletion: Option<String>,
}

impl ExternalChanges {
    /// In the order in which they were seen.
    #[must_use]
    pub fn all(&self) -> &[ExternalChange] {
        &self.list
    }

    /// What was seen last of a name.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&ExternalChange> {
        self.list.iter().find(|seen| seen.change.name == name)
    }

    /// Somebody has seen them.
    pub fn acknowledge(&mut self) {
        self.list.clear();
    }

    /// This page deletes a name, or knows that it is still there. It shows in nothing above.
    pub fn expect_deletion(&mut self, name: Option<String>) {
        self.own_deletion = name;
    }

    /// Adds what is different between two successive reads, and gives what others did of it.
    pub fn add(&mut self, mut found: Vec<Change>, seen: Timestamp) -> Vec<Change> {
        let is_own = |change: &Change| {
            change.kind == ChangeKind::Removed && self.own_deletion.as_ref() == Some(&change.name)
        };
        if let Some(own) = found.iter().position(is_own) {
            found.remove(own);
            self.own_deletion = None;
        }
        self.list.retain(|old| !found.iter().any(|change| change.name == old.change.name));
        let new = found.iter().cloned().map(|change| ExternalChange { change, seen });
        self.list.extend(new);
        found
    }
}
