//! How long a session lasts: its token is renewed while somebody uses the page, and when nobody
//! does, it ends.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::api::Renewal;
use crate::state::clock::now;
use crate::state::{Step, Why};

/// Seconds before the end of an idle session from which the person is warned.
const WARNING_SECONDS: i64 = 60;

/// Seconds after which a renewal that failed is tried again.
const RETRY_SECONDS: i64 = 15;

impl Panel {
    /// Renews the token before it ends, and ends the session when nobody uses the page. To be
    /// called where the panel is shown, so that it stops with it.
    pub fn keep_session(self) {
        if self.can_sign_out() {
            self.renew_in_time();
            Effect::new(move || {
                self.clock.second.track();
                self.look_at_idleness();
            });
        }
    }

    /// Somebody moved a pointer. It does not take away a warning, or the click that is to follow
    /// would meet what lies below.
    pub fn moved(self) {
        if self.idle_seconds_left.with_untracked(Option::is_none) {
            self.touch();
        }
    }

    /// Somebody used the page. It counts unless it comes too late: a computer that slept wakes up
    /// with a movement.
    pub fn touch(self) {
        if self.look_at_idleness() {
            self.clock.touch();
            self.idle_seconds_left.set(None);
        }
    }

    /// Whether the session goes on; warns and ends it as the time without input tells.
    fn look_at_idleness(self) -> bool {
        if !self.can_sign_out() {
            return true;
        }
        // The outcome of a deletion is not to be missed.
        if self.deletion.step.with_untracked(|step| matches!(step, Step::Deleting(_))) {
            self.clock.touch();
        }
        let left = i64::from(self.idle_minutes) * 60 - self.clock.idle_seconds();
        if left <= 0 {
            self.forget(Why::Idle(self.idle_minutes));
            return false;
        }
        let warning = (left <= WARNING_SECONDS).then_some(left);
        if self.idle_seconds_left.get_untracked() != warning {
            self.idle_seconds_left.set(warning);
        }
        true
    }

    fn renew_in_time(self) {
        let renewed = StoredValue::new(now());
        let tried = StoredValue::new(now());
        Effect::new(move || {
            let second = self.clock.second.get().0;
            let client = self.client();
            let Some(lifetime) = client.token_lifetime() else { return };
            let due = (second - renewed.get_value().0) * 10 >= i64::from(lifetime) * 6;
            let wait = RETRY_SECONDS.min(i64::from(lifetime) / 4);
            if due && second - tried.get_value().0 >= wait {
                tried.set_value(now());
                spawn_local(async move {
                    match client.renew().await {
                        Renewal::Renewed => drop(renewed.try_set_value(now())),
                        // The list's answer shows whether the session is really over.
                        Renewal::Refused => drop(self.refresh().await),
                        Renewal::Failed => {}
                    }
                });
            }
        });
    }
}
