//! Automatic refresh: at an interval, and immediately when the page becomes visible or the network
//! returns. Deletions are never retried.

use cert_inventory::{ReadFailure, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::polling::wait_after_failure;

use super::Panel;
use super::health::Health;
use crate::browser;

impl Panel {
    /// Refreshes the list when due.
    pub(super) fn start_polling(self) {
        Effect::new(move || {
            if self.clock.second.get() >= self.next_read.get_value() {
                self.poll();
            }
        });
    }

    /// Call it when the page becomes visible or the network returns. Refreshes immediately, unless
    /// the server requested a wait.
    pub fn resume(self) {
        if !self.check_session() {
            return;
        }
        let asked_to_wait = self
            .inventory
            .failure
            .with_untracked(|why| why.as_ref().is_some_and(|why| why.retry_after().is_some()));
        if !asked_to_wait {
            self.poll();
        }
    }

    pub(super) fn read_succeeded(self) {
        self.failures.set_value(0);
        self.next_read.set_value(after(self.refresh_seconds()));
    }

    pub(super) fn read_failed(self, why: &ReadFailure) {
        let failures = self.failures.get_value();
        let (interval, random) = (self.refresh_seconds(), browser::random());
        let wait = wait_after_failure(failures, interval, why.retry_after(), random);
        self.failures.set_value(failures.saturating_add(1));
        self.next_read.set_value(after(wait));
    }

    fn refresh_seconds(self) -> u32 {
        let [list, report] = self.refresh_seconds;
        let has_report = self.health.with_value(|health| matches!(health, Health::Known { .. }));
        if has_report { report } else { list }
    }

    fn poll(self) {
        // A request on its way is not to be sent again in the next second.
        self.next_read.set_value(after(self.refresh_seconds()));
        let is_busy = self.inventory.loading.get_untracked()
            || self.is_polling.get_value()
            || self.is_changing();
        if !is_busy && browser::page_is_visible() && browser::is_online() {
            self.is_polling.set_value(true);
            spawn_local(async move {
                self.refresh_if_changed().await;
                let is_read = !self.inventory.is_closed()
                    && self.inventory.failure.with_untracked(Option::is_none);
                if is_read && browser::now() >= self.next_facts.get_value() {
                    self.read_facts();
                }
                let _ = self.is_polling.try_set_value(false);
            });
        }
    }
}

pub(super) fn after(seconds: u32) -> Timestamp {
    Timestamp(browser::now().0 + i64::from(seconds))
}
