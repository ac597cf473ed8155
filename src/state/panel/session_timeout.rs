//! How long a session lasts: its token is renewed while somebody uses the page, and when nobody
//! does, it ends.

use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::session_timeout::{Idleness, idleness};
use panel_logic::token::is_renewal_due;

use super::Panel;
use crate::api::Renewal;
use crate::browser::now;
use crate::state::SignedOutReason;

impl Panel {
    /// Renews the token before it ends, and ends the session when nobody uses the page.
    pub(super) fn start_session_timeout(self) {
        if self.can_sign_out() {
            self.start_renewal();
            Effect::new(move || {
                self.clock.second.track();
                self.check_idleness();
            });
        }
    }

    /// Somebody moved a pointer. It does not take away a warning, or the click that is to follow
    /// would meet what lies below.
    pub fn pointer_moved(self) {
        if self.idle_seconds_left.with_untracked(Option::is_none) {
            self.touch();
        }
    }

    /// Somebody used the page. It counts unless it comes too late: a computer that slept wakes up
    /// with a movement.
    pub fn touch(self) {
        if self.check_idleness() {
            self.clock.touch();
            self.idle_seconds_left.set(None);
        }
    }

    /// Warns or ends the session as the time without input says. Gives whether it goes on.
    fn check_idleness(self) -> bool {
        if !self.can_sign_out() {
            return true;
        }
        // The outcome of a deletion is not to be missed.
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
                    // The list's answer shows whether the session is really over.
                    Renewal::Refused => drop(self.refresh().await),
                    Renewal::Failed => {}
                }
            });
        });
    }
}
