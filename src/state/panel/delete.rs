//! Sending a confirmed deletion.

use cert_inventory::outcome::{DeleteOutcome, ListedAfter};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::state::{Action, Refreshed, Step, Why};

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
