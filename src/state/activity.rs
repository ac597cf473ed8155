//! The session's activity, as a signal. It is as short-lived as the session: signing out forgets
//! it.

use cert_inventory::Message;
use leptos::prelude::*;
use panel_logic::activity::{Action, ActivityLog};

use crate::browser::now;

/// What was done and answered.
#[derive(Clone, Copy)]
pub struct Activity {
    pub log: RwSignal<ActivityLog>,
}

impl Activity {
    pub fn new() -> Self {
        Self { log: RwSignal::new(ActivityLog::default()) }
    }

    /// Adds what happened just now, and gives its number.
    pub fn add(self, action: Action, name: &str, outcome: Option<Message>) -> usize {
        let mut number = 0;
        self.log.update(|log| number = log.add(now(), action, name, outcome));
        number
    }

    /// Adds a sentence to an outcome.
    pub fn amend(self, number: usize, sentence: Message) {
        self.log.update(|log| log.amend(number, sentence));
    }
}
