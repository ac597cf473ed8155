//! Reading the list, and the cluster's name.

use cert_inventory::ReadFailure;
use futures_util::future::abortable;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;

use super::Panel;
use crate::browser;
use crate::state::SignedOutReason;
use crate::state::inventory::Refreshed;

impl Panel {
    /// Reads the list. A read that is on its way is ended: the later one counts.
    pub async fn refresh(self) -> Refreshed {
        let state = self.inventory;
        if state.is_closed() {
            return Refreshed::Failed;
        }
        let client = self.client();
        let before = state.previous();
        let (reading, handle) = abortable(async move { client.certificates(before).await });
        state.read_next(Some(handle));
        state.loading.set(true);
        let Ok(result) = reading.await else { return Refreshed::Overtaken };
        if state.is_closed() {
            return Refreshed::Failed;
        }
        state.loading.set(false);
        match result {
            Ok(read) => {
                self.read_succeeded();
                state.show(read);
                return Refreshed::Shown;
            }
            Err(failure) if failure.is_session_end() => self.end(SignedOutReason::SessionEnded),
            Err(failure) => {
                self.read_failed(&failure);
                // The same failure again is no news.
                let failure = Some(failure);
                if state.failure.with_untracked(|before| *before != failure) {
                    let message = failure.as_ref().map(ReadFailure::message);
                    self.activity.add(Action::ReadFailed, "", message);
                    state.failure.set(failure);
                }
            }
        }
        Refreshed::Failed
    }

    /// Asks for the cluster's name, without which the panel works too: what there is, is seen
    /// first.
    pub fn read_cluster_name(self) {
        spawn_local(async move {
            browser::next_frame().await;
            if self.inventory.is_closed() {
                return;
            }
            let cluster = self.client().cluster().await;
            if let Some((name, alert_days)) = cluster
                && !self.inventory.is_closed()
            {
                self.inventory.cluster_name.set(Some(name));
                self.inventory.alert_days.set(alert_days);
            }
        });
    }
}
