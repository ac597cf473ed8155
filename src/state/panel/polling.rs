//! Reading without being asked to: at an interval, and at once when there is somebody to see it
//! again. A deletion is never repeated.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser;

impl Panel {
    /// Reads the list whenever it is due.
    pub(super) fn start_polling(self) {
        Effect::new(move || {
            let now = self.clock.second.get();
            if self.schedule.get_value().is_due(now) {
                self.poll();
            }
        });
    }

    /// The page is visible again, or the network is back. Reads at once, unless the server asked
    /// to wait.
    pub fn resume(self) {
        let asked_to_wait = self
            .inventory
            .failure
            .with_untracked(|why| why.as_ref().is_some_and(|why| why.retry_after().is_some()));
        if !asked_to_wait {
            self.poll();
        }
    }

    fn poll(self) {
        let is_busy = self.inventory.loading.get_untracked() || self.deletion.is_deleting();
        if !is_busy && browser::page_is_visible() && browser::is_online() {
            spawn_local(async move {
                self.refresh().await;
            });
        }
    }
}
