//! Deletion: one request per confirmation, then a refresh.

use cert_inventory::{DeleteOutcome, ListedAfter, SignInFailure};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;
use panel_logic::deletion::Step;
use panel_logic::notices::PartialDeletion;

use super::Panel;
use crate::api::Fact;
use crate::state::SignedOutReason;
use crate::state::inventory::Refreshed;

impl Panel {
    /// Sends the confirmed deletion, announces the outcome, then refreshes: what is shown is what
    /// the cluster lists.
    pub fn delete_confirmed(self) {
        let Some(name) = self.deletion.confirm() else { return };
        spawn_local(async move {
            let changes = self.inventory.changes;
            changes.expect_deletion(Some(name.clone()));
            let outcome = self.client().delete(&name).await;
            let outcome = self.explained(outcome).await;
            // The outcome isn't for whoever signs in next.
            if self.inventory.is_closed() {
                return;
            }
            let message = outcome.message(&name);
            if outcome.may_have_deleted() {
                self.notices.forget_partial(&name);
            }
            let notice = self.notices.announce(outcome.tone(), message.clone());
            let entry = self.activity.add(Action::Deleted, &name, Some(message));
            self.deletion.step.set(Step::Idle);
            if outcome == DeleteOutcome::SessionEnded {
                return self.end(SignedOutReason::SessionEnded);
            }
            // What the cluster refused can only be removed by others.
            if !outcome.may_have_deleted() {
                changes.expect_deletion(None);
            }
            let listed = self.look_for(&name).await;
            if self.inventory.is_closed() {
                return;
            }
            if listed == ListedAfter::Listed {
                changes.expect_deletion(None);
            }
            let after = outcome.message_after(&name, listed);
            self.notices.amend(notice, outcome.tone_after(listed), after.clone());
            if let Some(after) = after {
                self.activity.amend(entry, after);
            }
            if outcome.may_be_partial(listed) {
                let is_listed = listed == ListedAfter::Listed;
                self.notices.set_partial(notice, PartialDeletion { name, is_listed });
            }
        });
    }

    /// The user whose password a deletion asks for, if it does.
    pub fn user_to_confirm(self) -> Option<String> {
        self.user.get_value().filter(|_| self.confirm_with_password)
    }

    /// Whether the cluster accepts a password.
    pub async fn check_password(self, user: &str, password: &str) -> Result<(), SignInFailure> {
        self.client().check_password(user, password).await
    }

    /// The outcome of a 403 in view of the user's role, which may have changed since it was read.
    async fn explained(self, outcome: DeleteOutcome) -> DeleteOutcome {
        use DeleteOutcome::{NotPermitted, Refused, Required};
        if self.inventory.is_closed() || !matches!(outcome, NotPermitted | Refused | Required) {
            return outcome;
        }
        let Some(access) = self.client().access().await else { return outcome };
        if self.inventory.is_closed() {
            return outcome;
        }
        let outcome = outcome.with_access(&access);
        self.inventory.show_fact(Fact::Access(access));
        outcome
    }

    /// Reads the list to see whether it contains a name.
    async fn look_for(self, name: &str) -> ListedAfter {
        loop {
            match self.refresh().await {
                Refreshed::Overtaken => continue,
                Refreshed::Failed => return ListedAfter::Unread,
                Refreshed::Shown if untrack(|| self.inventory.item(name)).is_some() => {
                    return ListedAfter::Listed;
                }
                Refreshed::Shown => return ListedAfter::NotListed,
            }
        }
    }
}
