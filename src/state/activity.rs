//! What was done and answered in this session, for whoever has to account for it. It is as
//! short-lived as the session: signing out forgets it.

use cert_inventory::Message;
use cert_inventory::time::Timestamp;
use leptos::prelude::*;

use super::clock::now;

/// Entries that are kept; older ones go.
const MOST: usize = 500;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    SignedIn,
    /// The list was read, for the first time or after a failure.
    Read,
    ReadFailed,
    Deleted,
    /// Somebody else did something.
    Elsewhere,
    Exported,
    Printed,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts up from 0 in a session.
    pub number: usize,
    pub at: Timestamp,
    pub action: Action,
    /// The logical name or the file; empty where there is none.
    pub name: String,
    /// The outcome, in sentences; empty where the action says it.
    pub outcome: Vec<Message>,
}

/// All of it, oldest first.
#[derive(Clone, Copy)]
pub struct Activity {
    pub list: RwSignal<Vec<Entry>>,
    next: StoredValue<usize>,
}

impl Activity {
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Adds what happened just now.
    pub fn note(self, action: Action, name: &str, outcome: Option<Message>) -> usize {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.list.update(|list| {
            let outcome = outcome.into_iter().collect();
            list.push(Entry { number, at: now(), action, name: name.to_owned(), outcome });
            if list.len() > MOST {
                list.remove(0);
            }
        });
        number
    }

    /// Adds a sentence to an outcome.
    pub fn add(self, number: usize, sentence: Message) {
        self.list.update(|list| {
            if let Some(entry) = list.iter_mut().find(|entry| entry.number == number) {
                entry.outcome.push(sentence);
            }
        });
    }
}
