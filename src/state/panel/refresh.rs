//! Reading the list, and what is known of the cluster besides.

use cert_inventory::ReadFailure;
use futures_util::future::abortable;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;

use super::Panel;
use super::health::Health;
use super::polling::after;
use crate::api::FactRequest;
use crate::browser;
use crate::state::SignedOutReason;
use crate::state::inventory::Refreshed;

/// Seconds from one read of a cluster's version and license to the next: upgrades take hours.
const FACTS_SECONDS: u32 = 3600;

impl Panel {
    /// Reads everything anew, as a user asks for it.
    pub async fn refresh_all(self) -> Refreshed {
        self.read_facts();
        self.refresh().await
    }

    /// Reads the list, and cancels a pending read.
    pub async fn refresh(self) -> Refreshed {
        if self.inventory.is_closed() {
            return Refreshed::Failed;
        }
        self.read_list_and_health().await
    }

    /// Reads the list alone.
    pub async fn read_list(self) -> Refreshed {
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
        self.is_check_failed.set_value(false);
        match result {
            Ok(read) => {
                self.read_succeeded();
                state.show(read);
                self.notices.follow_list(|name| untrack(|| state.item(name)).is_some());
                return Refreshed::Shown;
            }
            Err(failure) => self.show_failure(failure),
        }
        Refreshed::Failed
    }

    /// Shows why a read failed, and ends the session if that is why.
    pub(super) fn show_failure(self, failure: ReadFailure) {
        if failure.is_session_end() {
            return self.end(SignedOutReason::SessionEnded);
        }
        self.read_failed(&failure);
        // A repeated failure isn't logged again.
        let failure = Some(failure);
        if self.inventory.failure.with_untracked(|before| *before != failure) {
            let message = failure.as_ref().map(ReadFailure::message);
            self.activity.add(Action::ReadFailed, "", message);
            self.inventory.failure.set(failure);
        }
    }

    /// Reads what is known of the cluster besides its list. The panel works without it: what there
    /// is, is seen first, no fact waits for another, and a failure leaves what was known.
    pub fn read_facts(self) {
        self.next_facts.set_value(after(FACTS_SECONDS));
        for request in FactRequest::ALL {
            spawn_local(async move {
                browser::next_frame().await;
                if self.inventory.is_closed() {
                    return;
                }
                let fact = self.client().fact(request).await;
                if self.inventory.is_closed() {
                    return;
                }
                if let Some(fact) = fact {
                    self.inventory.show_fact(fact);
                }
                // Which requests a cluster has depends on its version.
                if matches!(request, FactRequest::Nodes) {
                    self.is_version_requested.set_value(true);
                    // An upgrade may have brought the report.
                    if self.health.get_value() == Health::Unavailable {
                        self.health.set_value(Health::Unknown);
                    }
                    if self.health.get_value() == Health::Unknown {
                        self.read_health();
                    }
                }
            });
        }
    }
}
