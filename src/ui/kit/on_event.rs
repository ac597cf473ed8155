//! Events of elements that no view draws.

use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement};

/// Has an element handle an event until the view is removed.
pub fn on_event(
    element: Option<HtmlElement>,
    set: fn(&HtmlElement, Option<&Function>),
    mut handle: impl FnMut() + 'static,
) {
    let Some(element) = element else { return };
    let handler = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        event.prevent_default();
        handle();
    });
    set(&element, Some(handler.as_ref().unchecked_ref()));
    let listening = StoredValue::new_local((element, handler));
    on_cleanup(move || {
        let _ = listening.try_with_value(|(element, _)| set(element, None));
    });
}
