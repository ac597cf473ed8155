//! Detects whether an element is near the viewport, so that distant content needn't be rendered.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// The distance above and below the viewport that counts as near: more than a key press or wheel
/// tick scrolls.
const MARGIN: &str = "1200px 0px";

/// Observes an element once it exists. An element with the focus is always near.
pub fn is_near_view(element: impl Fn() -> Option<Element> + 'static) -> ReadSignal<bool> {
    let is_near = RwSignal::new(false);
    let seen = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let last: Option<IntersectionObserverEntry> = entries.pop().dyn_into().ok();
        let Some(last) = last else { return };
        let focused = document().active_element();
        let has_focus = focused.is_some_and(|focused| last.target().contains(Some(&focused)));
        let now = last.is_intersecting() || has_focus;
        // Setting the same value would render again and lose the focus.
        if is_near.try_get_untracked() == Some(!now) {
            is_near.set(now);
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(MARGIN);
    let callback = seen.as_ref().unchecked_ref();
    let observer = IntersectionObserver::new_with_options(callback, &options).ok();
    // Keeps the callback alive while the observer needs it.
    let observer = StoredValue::new_local((observer, seen));
    Effect::new(move || {
        if let Some(element) = element() {
            observer.with_value(|(observer, _)| match observer {
                Some(observer) => observer.observe(&element),
                // Without an observer, everything is near.
                None => is_near.set(true),
            });
        }
    });
    on_cleanup(move || {
        observer.try_with_value(|(observer, _)| {
            if let Some(observer) = observer {
                observer.disconnect();
            }
        });
    });
    is_near.read_only()
}
