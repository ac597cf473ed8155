//! What was done and answered in this session, for whoever has to account for it.

use cert_inventory::{Language, Message, Timestamp};
use serde_json::json;

/// Entries that are kept; older ones go.
const CAPACITY: usize = 500;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody signed in.
    SignedIn,
    /// The list was read, for the first time or after a failure.
    Read,
    /// The list could not be read.
    ReadFailed,
    /// A deletion was sent.
    Deleted,
    /// Somebody else changed something.
    ChangedExternally,
    /// A file was saved.
    Exported,
    /// Certificates were printed.
    Printed,
}

impl Action {
    /// What programs call it, in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::SignedIn => "sign-in",
            Self::Read => "read",
            Self::ReadFailed => "read-failed",
            Self::Deleted => "delete",
            Self::ChangedExternally => "elsewhere",
            Self::Exported => "export",
            Self::Printed => "print",
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityEntry {
    /// Counts up from 0 in a session.
    pub number: usize,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub action: Action,
    /// The logical name or the file; empty where there is none.
    pub name: String,
    /// The outcome, in sentences; empty where the action says it.
    pub outcome: Vec<Message>,
}

/// All of it, oldest first.
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

    /// Adds an entry, and gives its number.
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

    /// Adds a sentence to an outcome.
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
