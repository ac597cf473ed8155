//! The dialog's title, which gets the focus when the step that had it is gone.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Its ID, by which it labels the dialog.
pub const DIALOG_TITLE: &str = "dialog-title";

#[component]
pub fn Title(text: Signal<String>) -> impl IntoView {
    view! {
        <h2 id=DIALOG_TITLE tabindex="-1">
            {text}
        </h2>
    }
}

pub fn focus_title() {
    let title = document().get_element_by_id(DIALOG_TITLE);
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        drop(title.focus());
    }
}
