//! The session's activity as a signal, discarded at sign-out.

use cert_inventory::Message;
use leptos::prelude::*;
use panel_logic::activity::{Action, ActivityLog};

use crate::browser::now;

/// The session's actions and responses.
#[derive(Clone, Copy)]
pub struct Activity {
    pub log: RwSignal<ActivityLog>,
}

impl Activity {
    pub fn new() -> Self {
        Self { log: RwSignal::new(ActivityLog::default()) }
    }

    /// Adds an action that just happened, and returns its number.
    pub fn add(self, action: Action, name: &str, outcome: Option<Message>) -> usize {
        let mut number = 0;
        self.log.update(|log| number = log.add(now(), action, name, outcome));
        number
    }

    /// Adds a sentence to an entry's outcome.
    pub fn amend(self, number: usize, sentence: Message) {
        self.log.update(|log| log.amend(number, sentence));
    }
}
