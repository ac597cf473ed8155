//! Keeps the keyboard focus from falling back to the top of the page.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// Whether nothing has the focus, because its element was removed.
pub fn is_lost() -> bool {
    let body = document().body();
    document()
        .active_element()
        .is_none_or(|focused| body.is_some_and(|body| body.is_same_node(Some(&focused))))
}

/// Whether the page's main element has the focus, as after [`rescue`].
pub fn is_on_main() -> bool {
    document().active_element().is_some_and(|focused| focused.local_name() == "main")
}

/// Moves a lost focus to the page's main element.
pub fn rescue() {
    if !is_lost() {
        return;
    }
    let main = document().query_selector("main").ok().flatten();
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        // Keep the page's header in view.
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        drop(main.focus_with_options(&still));
    }
}

/// The same after the next render.
pub fn rescue_later() {
    request_animation_frame(rescue);
}
