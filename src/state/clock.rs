//! The browser's time as signals: the core takes time as an argument.

use std::time::Duration;

use cert_inventory::Timestamp;
use leptos::prelude::*;

use crate::browser::{Instant, now};

/// The current time by the second and by the minute, and the time of the last input.
#[derive(Clone, Copy)]
pub struct Clock {
    pub second: RwSignal<Timestamp>,
    /// Changes once a minute, which is enough for everything that is counted in days, and when
    /// something new is to be judged.
    pub minute: Memo<Timestamp>,
    judged: RwSignal<Timestamp>,
    last_input: StoredValue<Instant>,
}

impl Clock {
    /// A clock that ticks for the page's lifetime.
    pub fn start() -> Self {
        let second = RwSignal::new(now());
        set_interval(move || second.set(now()), Duration::from_secs(1));
        let judged = RwSignal::new(now());
        let minute = Memo::new(move |_| {
            let Timestamp(seconds) = second.get();
            Timestamp(seconds - seconds.rem_euclid(60)).max(judged.get())
        });
        Self { second, minute, judged, last_input: StoredValue::new(Instant::now()) }
    }

    /// Something new is to be judged: a certificate that was made a moment ago is not to come from
    /// the future.
    pub fn judge_anew(self) {
        self.judged.set(now());
    }

    /// Records input.
    pub fn touch(self) {
        self.last_input.set_value(Instant::now());
    }

    /// Seconds since the last input.
    pub fn idle_seconds(self) -> i64 {
        self.last_input.get_value().elapsed_seconds()
    }
}
