//! The current deletion as a signal: one certificate at a time.

use cert_inventory::Timestamp;
use leptos::prelude::*;
use panel_logic::deletion::Step;

use crate::browser::now;

/// The deletion in hand.
#[derive(Clone, Copy)]
pub struct Deletion {
    pub step: RwSignal<Step>,
}

impl Deletion {
    pub fn new() -> Self {
        Self { step: RwSignal::new(Step::Idle) }
    }

    /// Opens the dialog, or that of the deletion that is in hand.
    pub fn ask(self, name: &str) {
        self.advance(|step| step.ask(name));
    }

    /// Closes the dialog. A request on its way goes on.
    pub fn close(self) {
        self.advance(Step::close);
    }

    /// Takes the confirmed name; `None` the second time.
    pub fn confirm(self) -> Option<String> {
        if !self.advance(|step| step.confirm(now())) {
            return None;
        }
        self.step.with_untracked(|step| Some(step.sent()?.0.to_owned()))
    }

    /// Whether a request is pending.
    pub fn is_deleting(self) -> bool {
        self.step.with_untracked(Step::is_deleting)
    }

    /// When the pending request was sent.
    pub fn since(self) -> Option<Timestamp> {
        self.step.with(|step| Some(step.sent()?.1))
    }

    fn advance(self, next: impl FnOnce(&Step) -> Option<Step>) -> bool {
        let next = self.step.with_untracked(next);
        let advances = next.is_some();
        if let Some(next) = next {
            self.step.set(next);
        }
        advances
    }
}
