//! The session's lifetime: its token is renewed while the page is in use, and it ends when idle, or
//! after some hours.

use cert_inventory::{Tone, message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::session_timeout::{End, Limits, Remaining};
use panel_logic::token::is_renewal_due;

use super::Panel;
use crate::api::Renewal;
use crate::browser::now;
use crate::state::SignedOutReason;

impl Panel {
    /// Renews the token in time, and ends the session after its limits. Call it in a view, so that
    /// it stops with it.
    pub fn watch_session(self) {
        if self.can_sign_out() {
            self.start_renewal();
        }
        Effect::new(move || {
            self.clock.second.track();
            self.check_session();
        });
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
        if self.check_session() {
            self.clock.touch();
            self.idle_seconds_left.set(None);
        }
    }

    /// Warns in the last minute of a session and ends it after its limits. Returns whether it
    /// continues.
    pub(super) fn check_session(self) -> bool {
        let is_signed_in = self.can_sign_out();
        let Limits { idle_minutes, hours } = self.limits;
        // Where nobody signs in, there is nothing to renew: only what was read is forgotten.
        let mut limits = Limits { hours: hours.filter(|_| is_signed_in), ..self.limits };
        // The user must see the outcome.
        if self.is_changing() {
            self.clock.touch();
            limits.hours = None;
        }
        let since = self.signed_in_at.get_value().elapsed_seconds();
        let warning = match limits.remaining(since, self.clock.idle_seconds()) {
            Remaining::Enough => None,
            Remaining::Idle(seconds) => Some(seconds),
            Remaining::Limit(_) => {
                self.announce_end(hours.unwrap_or_default());
                None
            }
            Remaining::Ended(end) => {
                self.end(match end {
                    End::Limit => SignedOutReason::TooLong(hours.unwrap_or_default()),
                    End::Idle if is_signed_in => SignedOutReason::Idle(idle_minutes),
                    End::Idle => SignedOutReason::Locked(idle_minutes),
                });
                return false;
            }
        };
        if self.idle_seconds_left.get_untracked() != warning {
            self.idle_seconds_left.set(warning);
        }
        true
    }

    fn announce_end(self, hours: u32) {
        if !self.is_end_announced.get_value() {
            self.is_end_announced.set_value(true);
            let message = message!(
                "You’ll be signed out within a minute: this site allows sessions of {0} h.",
                hours
            );
            self.notices.announce(Tone::Failure, message);
        }
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
                    // The response to another read shows whether the session has really ended.
                    Renewal::Refused => drop(self.read_list().await),
                    Renewal::Failed => {}
                }
            });
        });
    }
}
