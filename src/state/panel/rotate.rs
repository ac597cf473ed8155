//! Rotation: the cluster generates new certificates in place of those that it made.

use cert_inventory::{InactiveNode, RotateOutcome, Tone, message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;

use super::Panel;
use crate::api::Fact;
use crate::browser::now;
use crate::state::SignedOutReason;
use crate::state::inventory::Refreshed;

impl Panel {
    /// The nodes that may miss a rotation; `None` where they can't be read.
    pub async fn inactive_nodes(self) -> Option<Vec<InactiveNode>> {
        self.client().inactive_nodes().await
    }

    /// The names that the cluster made, as far as that can be seen.
    pub fn made_by_cluster(self) -> Vec<String> {
        let items = self.inventory.items();
        let made = items.iter().filter(|item| item.is_made_by_cluster());
        made.map(|item| item.name.clone()).collect()
    }

    /// Has the cluster rotate one name or all that it made, announces the outcome, then refreshes:
    /// what is shown is what the cluster lists.
    pub fn rotate(self, name: Option<String>) {
        if self.is_changing() {
            return;
        }
        let names = match &name {
            Some(name) => vec![name.clone()],
            None => untrack(|| self.inventory.items())
                .iter()
                .filter(|item| item.is_internode())
                .map(|item| item.name.clone())
                .collect(),
        };
        self.replacing.is_rotation.set(true);
        self.replacing.set_under_way(Some(names.join(", ")), Some(now()));
        self.inventory.changes.expect_replacements(names.clone());
        spawn_local(async move {
            let outcome = self.client().rotate(name.as_deref()).await;
            let outcome = self.explained_rotation(outcome).await;
            // The outcome isn't for whoever signs in next.
            if self.inventory.is_closed() {
                return;
            }
            let message = outcome.message(name.as_deref());
            let notice = self.notices.announce(outcome.tone(), message.clone());
            let entry = self.activity.add(Action::Rotated, &names.join(", "), Some(message));
            if outcome == RotateOutcome::SessionEnded {
                self.replacing.set_under_way(None, None);
                return self.end(SignedOutReason::SessionEnded);
            }
            while self.refresh().await == Refreshed::Overtaken {}
            let alerts = match outcome.may_have_changed() {
                true => self.client().node_alerts().await.unwrap_or_default(),
                false => Default::default(),
            };
            if self.inventory.is_closed() {
                return;
            }
            self.replacing.set_under_way(None, None);
            self.replacing.is_rotation.set(false);
            self.replacing.rotating.set(None);
            self.inventory.changes.expect_replacements(Vec::new());
            if !alerts.nodes.is_empty() {
                let nodes: Vec<_> = alerts.nodes.iter().map(ToString::to_string).collect();
                let message = message!(
                    "These nodes report that certificates of their own are about to expire: {0}. \
                     They may have missed the rotation. Check that they are up, then rotate again.",
                    nodes.join(", ")
                );
                self.notices.amend(notice, Tone::Failure, Some(message.clone()));
                self.activity.amend(entry, message);
            }
        });
    }

    /// The outcome of a 403 in view of the user's role, which may have changed since it was read.
    async fn explained_rotation(self, outcome: RotateOutcome) -> RotateOutcome {
        let is_of_role = matches!(outcome, RotateOutcome::Refused | RotateOutcome::NotPermitted);
        if !is_of_role || self.inventory.is_closed() {
            return outcome;
        }
        let Some(access) = self.client().access().await else { return outcome };
        let outcome = outcome.with_access(&access);
        if !self.inventory.is_closed() {
            self.inventory.show_fact(Fact::Access(access));
        }
        outcome
    }
}
