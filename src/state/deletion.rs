//! Deleting, one certificate at a time and one request a confirmation.

use cert_inventory::outcome::{DeleteOutcome, ListedAfter};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::activity::Action;
use super::inventory::Refreshed;
use super::{Panel, Why};

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
    fn take(self) -> Option<String> {
        let Step::Confirming(name) = self.step.get_untracked() else { return None };
        self.step.set(Step::Deleting(name.clone()));
        Some(name)
    }
}

impl Panel {
    /// Sends the confirmed deletion, tells its outcome, then reads the list: what the cluster
    /// says afterwards is what is shown.
    pub fn delete_confirmed(self) {
        let Some(name) = self.deletion.take() else { return };
        spawn_local(async move {
            let changes = self.inventory.changes;
            changes.expect_deleted(Some(name.clone()));
            let outcome = self.client().delete(&name).await;
            let told = outcome.told(&name);
            let id = self.notices.tell(outcome.tone(), told.clone());
            let number = self.activity.note(Action::Deleted, &name, Some(told));
            self.deletion.step.set(Step::Idle);
            if outcome == DeleteOutcome::SessionEnded {
                return self.forget(Why::Ended);
            }
            let listed = loop {
                match self.refresh().await {
                    Refreshed::Overtaken => continue,
                    Refreshed::Failed => break ListedAfter::Unread,
                    Refreshed::Shown if self.inventory.holds(&name) => break ListedAfter::Listed,
                    Refreshed::Shown => break ListedAfter::NotListed,
                }
            };
            if listed == ListedAfter::Listed {
                changes.expect_deleted(None);
            }
            self.notices.set_tone(id, outcome.tone_after(listed));
            if let Some(after) = outcome.told_after(&name, listed) {
                self.notices.add(id, after.clone());
                self.activity.add(number, after);
            }
        });
    }
}
