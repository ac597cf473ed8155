//! Browser facilities: clock, network status, and scheduling on the page's only thread.

use cert_inventory::Timestamp;
use js_sys::{Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, window};

/// Whether the page is visible: not in a background tab or minimized window.
pub fn page_is_visible() -> bool {
    window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}

/// Whether the browser reports being online.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// The browser's time.
pub fn now() -> Timestamp {
    // Milliseconds since 1970 are far below 2^53, so the cast only drops the fraction.
    Timestamp((Date::now() / 1000.0) as i64)
}

/// A point in time by both of the browser's clocks: one can be set back, the other stands still
/// while the computer sleeps.
#[derive(Clone, Copy)]
pub struct Instant {
    wall: Timestamp,
    /// In milliseconds.
    monotonic: f64,
}

impl Instant {
    pub fn now() -> Self {
        let monotonic = window().and_then(|window| window.performance());
        let monotonic = monotonic.map_or(0.0, |clock| clock.now());
        Self { wall: now(), monotonic }
    }

    /// Seconds since, by the clock that shows more.
    pub fn elapsed_seconds(self) -> i64 {
        let now = Self::now();
        // Seconds in a page's lifetime are far below 2^53.
        let monotonic = ((now.monotonic - self.monotonic) / 1000.0) as i64;
        monotonic.max(now.wall.0 - self.wall.0)
    }
}

/// A random number from 0 to 1.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// Milliseconds of work before yielding to user input.
const SLICE: f64 = 12.0;

/// A potentially long task that yields regularly.
pub struct Slice {
    since: f64,
}

impl Slice {
    pub fn begin() -> Self {
        Self { since: Date::now() }
    }

    /// Yields if this slice took long enough.
    pub async fn rest(&mut self) {
        if Date::now() - self.since > SLICE {
            next_turn().await;
            self.since = Date::now();
        }
    }
}

/// Waits for so many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let time = Promise::new(&mut |resolve, _| {
        // It fails for no function.
        drop(window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
        }));
    });
    drop(JsFuture::from(time).await);
}

/// Lets the browser paint, if the page is visible, then yields.
pub async fn next_frame() {
    if page_is_visible() {
        let frame = Promise::new(&mut |resolve, _| {
            // Can't fail: the argument is a function, and a visible page has a window.
            drop(window().map(|window| window.request_animation_frame(&resolve)));
        });
        drop(JsFuture::from(frame).await);
    }
    next_turn().await;
}

/// Yields to the event loop. Uses a message, because browsers delay nested timers.
pub async fn next_turn() {
    // Without channels, this isn't a browser.
    let Ok(channel) = MessageChannel::new() else { return };
    let turn = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        drop(JsFuture::from(turn).await);
    }
    channel.port1().close();
}
