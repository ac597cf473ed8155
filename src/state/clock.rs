//! The time of this browser, as signals: the core takes time as an argument.

use std::time::Duration;

use cert_inventory::Timestamp;
use leptos::prelude::*;

use crate::browser::now;

/// Now, to the second and to the minute, and when the page was last used.
#[derive(Clone, Copy)]
pub struct Clock {
    pub second: RwSignal<Timestamp>,
    /// Changes once a minute: enough for everything that is counted in days.
    pub minute: Memo<Timestamp>,
    last_input: StoredValue<Timestamp>,
}

impl Clock {
    /// A clock that ticks as long as the page lives.
    pub fn start() -> Self {
        let second = RwSignal::new(now());
        set_interval(move || second.set(now()), Duration::from_secs(1));
        let minute = Memo::new(move |_| {
            let Timestamp(seconds) = second.get();
            Timestamp(seconds - seconds.rem_euclid(60))
        });
        Self { second, minute, last_input: StoredValue::new(now()) }
    }

    /// Somebody pressed a key or pointed at something.
    pub fn touch(self) {
        self.last_input.set_value(now());
    }

    /// Seconds since somebody used the page.
    pub fn idle_seconds(self) -> i64 {
        now().0 - self.last_input.get_value().0
    }
}
