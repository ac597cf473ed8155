//! Deleting, one certificate at a time and one request a confirmation.

use leptos::prelude::*;

/// How far a deletion has come; there is one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Idle,
    /// The dialog asks whether this name is meant.
    Confirming(String),
    /// The request is on its way.
    Deleting(String),
}

/// The deletion in hand.
#[derive(Clone, Copy)]
pub struct Deletion {
    pub step: RwSignal<Step>,
}

impl Deletion {
    pub fn new() -> Self {
        Self { step: RwSignal::new(Step::Idle) }
    }

    /// Opens the dialog, unless a deletion is in hand.
    pub fn ask(self, name: &str) {
        if self.step.with_untracked(|step| *step == Step::Idle) {
            self.step.set(Step::Confirming(name.to_owned()));
        }
    }

    /// Closes the dialog. A request that is on its way cannot be called back.
    pub fn cancel(self) {
        if self.step.with_untracked(|step| matches!(step, Step::Confirming(_))) {
            self.step.set(Step::Idle);
        }
    }

    /// Takes the confirmed name, once: a second call finds nothing to take.
    pub(super) fn take(self) -> Option<String> {
        let Step::Confirming(name) = self.step.get_untracked() else { return None };
        self.step.set(Step::Deleting(name.clone()));
        Some(name)
    }
}
