//! What the browser knows: its clock, its network, and turns on the one thread that a page has.

use cert_inventory::Timestamp;
use js_sys::{Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, window};

/// Whether somebody can see the page: not in a tab behind another, nor in a window that is
/// minimised.
pub fn page_is_visible() -> bool {
    window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}

/// Whether there is a network, as far as the browser knows.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// This browser's time.
pub fn now() -> Timestamp {
    // Milliseconds since 1970 are far below 2^53: the cast loses only the fraction.
    Timestamp((Date::now() / 1000.0) as i64)
}

/// A number from 0 to 1, another each time.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// Milliseconds of work after which whoever uses the page gets a turn.
const SLICE: f64 = 12.0;

/// A piece of work that may be long, and gives way to others from time to time.
pub struct Slice {
    since: f64,
}

impl Slice {
    pub fn begin() -> Self {
        Self { since: Date::now() }
    }

    /// Lets others have their turn, if this one was long.
    pub async fn rest(&mut self) {
        if Date::now() - self.since > SLICE {
            next_turn().await;
            self.since = Date::now();
        }
    }
}

/// Lets the browser show what has changed, where somebody sees the page, and others have their turn.
pub async fn next_frame() {
    if page_is_visible() {
        let frame = Promise::new(&mut |resolve, _| {
            // It fails for no function, and there is a window where a page is seen.
            drop(window().map(|window| window.request_animation_frame(&resolve)));
        });
        drop(JsFuture::from(frame).await);
    }
    next_turn().await;
}

/// Lets others have their turn. By a message, because a browser makes a timer that follows
/// another one wait.
pub async fn next_turn() {
    // Where there is no channel there is no browser to give way to.
    let Ok(channel) = MessageChannel::new() else { return };
    let turn = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        drop(JsFuture::from(turn).await);
    }
    channel.port1().close();
}
