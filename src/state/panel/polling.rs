//! When the list is read without being asked for: from time to time, sooner after a failure, and
//! at once when there is somebody to see it again. A deletion is never repeated.

use cert_inventory::failure::ReadFailure;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser;
use crate::state::Step;
use crate::state::clock::now;

/// Seconds until the first repetition of a read that failed; each further wait is twice as long.
const FIRST_WAIT: f64 = 5.0;

/// When to read next.
#[derive(Clone, Copy)]
pub struct Schedule {
    /// Seconds from one read to the next.
    pace: u32,
    /// The second of the next read.
    due: StoredValue<i64>,
    /// Reads that have failed since the last that did not.
    failures: StoredValue<u32>,
}

impl Schedule {
    pub fn new(pace: u32) -> Self {
        let due = StoredValue::new(now().0 + i64::from(pace));
        Self { pace, due, failures: StoredValue::new(0) }
    }

    /// A read succeeded.
    pub fn succeeded(self) {
        self.failures.set_value(0);
        self.wait(self.pace);
    }

    /// A read failed. The waits grow, up to the usual pace, and are spread, so that many pages do
    /// not ask a cluster that comes back all at once. A wait that the server asks for counts.
    pub fn failed(self, why: &ReadFailure) {
        let doubled = FIRST_WAIT * f64::from(2_u32.saturating_pow(self.failures.get_value()));
        let spread = doubled.min(f64::from(self.pace)) * (0.75 + 0.5 * browser::random());
        self.failures.update_value(|failures| *failures = failures.saturating_add(1));
        // A few seconds: the cast loses the fraction only.
        self.wait((spread as u32).max(why.retry_after().unwrap_or_default()));
    }

    fn wait(self, seconds: u32) {
        self.due.set_value(now().0 + i64::from(seconds));
    }
}

impl Panel {
    /// Keeps the list fresh. To be called where the panel is shown, so that it stops with it.
    pub fn keep_fresh(self) {
        Effect::new(move || {
            if self.clock.second.get().0 >= self.schedule.due.get_value() {
                self.read_unasked();
            }
        });
    }

    /// The page can be seen again, or the network is back. Reads at once, unless the server asked
    /// to wait.
    pub fn look_again(self) {
        let asked_to_wait = self
            .inventory
            .failure
            .with_untracked(|why| why.as_ref().is_some_and(|why| why.retry_after().is_some()));
        if !asked_to_wait {
            self.read_unasked();
        }
    }

    fn read_unasked(self) {
        let deleting = self.deletion.step.with_untracked(|step| matches!(step, Step::Deleting(_)));
        let busy = self.inventory.loading.get_untracked() || deleting;
        if !busy && browser::page_is_visible() && browser::is_online() {
            spawn_local(async move {
                self.refresh().await;
            });
        }
    }
}
