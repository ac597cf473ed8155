//! A log of the session's actions and responses, for accountability.

use cert_inventory::{Language, Message, Timestamp};
use serde_json::json;

/// Maximum number of entries; older ones are dropped.
pub const CAPACITY: usize = 500;

/// The kind of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A user signed in.
    SignedIn,
    /// The list was read, for the first time or after a failure.
    Read,
    /// The list could not be read.
    ReadFailed,
    /// A deletion was requested.
    Deleted,
    /// A replacement was requested.
    Replaced,
    /// A rotation was requested.
    Rotated,
    /// Someone else changed something.
    ChangedExternally,
    /// A file was saved.
    Exported,
    /// Certificates were printed.
    Printed,
    /// The list was compared with an export.
    Compared,
}

impl Action {
    /// The kind's stable ID, the same in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::SignedIn => "sign-in",
            Self::Read => "read",
            Self::ReadFailed => "read-failed",
            Self::Deleted => "delete",
            Self::Replaced => "replace",
            Self::Rotated => "rotate",
            Self::ChangedExternally => "elsewhere",
            Self::Exported => "export",
            Self::Printed => "print",
            Self::Compared => "compare",
        }
    }
}

/// A logged action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityEntry {
    /// Starts at 0 in each session.
    pub number: usize,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub action: Action,
    /// The logical name or file; empty if none.
    pub name: String,
    /// The outcome, in sentences; empty if the action says it all.
    pub outcome: Vec<Message>,
}

/// The log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityLog {
    entries: Vec<ActivityEntry>,
    next: usize,
}

impl ActivityLog {
    /// Oldest first.
    #[must_use]
    pub fn entries(&self) -> &[ActivityEntry] {
        &self.entries
    }

    /// Adds an entry and returns its number.
    pub fn add(
        &mut self,
        at: Timestamp,
        action: Action,
        name: &str,
        outcome: Option<Message>,
    ) -> usize {
        let number = self.next;
        self.next += 1;
        let outcome = outcome.into_iter().collect();
        self.entries.push(ActivityEntry { number, at, action, name: name.to_owned(), outcome });
        if self.entries.len() > CAPACITY {
            self.entries.remove(0);
        }
        number
    }

    /// Adds a sentence to an entry's outcome.
    pub fn amend(&mut self, number: usize, sentence: Message) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
            entry.outcome.push(sentence);
        }
    }

    /// `{"cluster", "user", "entries": [{"time", "action", "name", "outcome"}]}`, oldest first, as a
    /// file. Times are RFC 3339 and outcomes English, whatever the page's language; cluster and
    /// user are `null` where they are not known.
    #[must_use]
    pub fn to_json(&self, cluster: Option<&str>, user: Option<&str>) -> String {
        let entry = |entry: &ActivityEntry| {
            json!({
                "time": entry.at.to_string(),
                "action": entry.action.key(),
                "name": entry.name,
                "outcome": Message::localized_all(&entry.outcome, &Language::english()),
            })
        };
        let entries: Vec<_> = self.entries.iter().map(entry).collect();
        format!("{:#}\n", json!({ "cluster": cluster, "user": user, "entries": entries }))
    }
}
