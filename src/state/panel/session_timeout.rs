//! The session's lifetime: its token is renewed while the page is in use, and it ends when idle.

use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::session_timeout::{Idleness, idleness};
use panel_logic::token::is_renewal_due;

use super::Panel;
use crate::api::Renewal;
use crate::browser::now;
use crate::state::SignedOutReason;

impl Panel {
    /// Renews the token in time, and ends an idle session.
    pub(super) fn start_session_timeout(self) {
        if self.can_sign_out() {
            self.start_renewal();
            Effect::new(move || {
                self.clock.second.track();
                self.check_idleness();
            });
        }
    }

    /// Records pointer movement. It doesn't dismiss the warning; otherwise, the click that follows
    /// would hit what is below.
    pub fn pointer_moved(self) {
        if self.idle_seconds_left.with_untracked(Option::is_none) {
            self.touch();
        }
    }

    /// Records input, unless it's too late: a computer wakes from sleep with input.
    pub fn touch(self) {
        if self.check_idleness() {
            self.clock.touch();
            self.idle_seconds_left.set(None);
        }
    }

    /// Warns or ends the session after enough idle time. Returns whether the session continues.
    fn check_idleness(self) -> bool {
        if !self.can_sign_out() {
            return true;
        }
        // The user must see the deletion's outcome.
        if self.deletion.is_deleting() {
            self.clock.touch();
        }
        let warning = match idleness(self.idle_minutes, self.clock.idle_seconds()) {
            Idleness::Active => None,
            Idleness::Ending(seconds) => Some(seconds),
            Idleness::Ended => {
                self.end(SignedOutReason::Idle(self.idle_minutes));
                return false;
            }
        };
        if self.idle_seconds_left.get_untracked() != warning {
            self.idle_seconds_left.set(warning);
        }
        true
    }

    fn start_renewal(self) {
        let renewed = StoredValue::new(now());
        let tried = StoredValue::new(now());
        Effect::new(move || {
            let second = self.clock.second.get();
            let client = self.client();
            let Some(lifetime) = client.token_lifetime() else { return };
            if !is_renewal_due(lifetime, renewed.get_value(), tried.get_value(), second) {
                return;
            }
            tried.set_value(now());
            spawn_local(async move {
                match client.renew().await {
                    Renewal::Renewed => drop(renewed.try_set_value(now())),
                    // The response to a refresh shows whether the session has really ended.
                    Renewal::Refused => drop(self.refresh().await),
                    Renewal::Failed => {}
                }
            });
        });
    }
}
