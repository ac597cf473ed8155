//! Restricts the page's own requests.
//!
//! `index.html` can't know which server `config.json` will name, so its policy must allow any.
//! Policies add up: another, added once the configuration is loaded, leaves only the page's origin
//! and the API's, whatever headers the host sends.

use web_sys::{Url, window};

/// Restricts requests to the page's origin and the API's. `api` is empty if they are the same.
/// Returns whether it succeeded: without a `head`, no policy can be added.
pub fn confine_requests(api: &str) -> bool {
    let origin = Url::new(api).map(|url| url.origin()).unwrap_or_default();
    let document = window().and_then(|window| window.document());
    let Some((document, head)) = document.and_then(|d| d.head().map(|head| (d, head))) else {
        return false;
    };
    let Ok(meta) = document.create_element("meta") else { return false };
    let policy = format!("connect-src 'self' {origin}");
    meta.set_attribute("http-equiv", "Content-Security-Policy").is_ok()
        && meta.set_attribute("content", policy.trim_end()).is_ok()
        && head.append_child(&meta).is_ok()
}
