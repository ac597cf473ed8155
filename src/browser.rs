//! What the browser says of itself.

use web_sys::window;

/// Whether somebody can see the page: not in a tab behind another, nor in a window that is
/// minimised.
pub fn page_is_visible() -> bool {
    window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}

/// Whether there is a network, as far as the browser knows.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// A number from 0 to 1, another each time.
pub fn random() -> f64 {
    js_sys::Math::random()
}
