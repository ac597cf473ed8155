//! Chooses a file and reads it in the page: nothing is uploaded.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What became of a chosen file.
pub enum Chosen {
    Text(String),
    /// Larger than allowed. It wasn't read.
    TooLarge,
    /// The browser couldn't read it.
    Unreadable,
}

/// Reads a file that was chosen, for a callback that takes its name, too.
pub fn read(file: &File, most_bytes: usize, on_choice: Callback<(String, Chosen)>) {
    let name = file.name();
    if file.size() > most_bytes as f64 {
        return on_choice.run((name, Chosen::TooLarge));
    }
    let text = file.text();
    spawn_local(async move {
        let text = JsFuture::from(text).await.as_ref().ok().and_then(JsValue::as_string);
        on_choice.try_run((name, text.map_or(Chosen::Unreadable, Chosen::Text)));
    });
}

/// A button that opens the browser's file picker.
#[component]
pub fn FileChoice(
    label: &'static str,
    /// File types, as in an input's `accept`.
    accept: &'static str,
    most_bytes: usize,
    on_choice: Callback<(String, Chosen)>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let changed = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.item(0));
        let Some(file) = file else { return };
        // So that choosing the same file again is a change.
        input.set_value("");
        read(&file, most_bytes, on_choice);
    };
    view! {
        <button type="button" on:click=pick>
            {label}
        </button>
        // The button stands for it: its own words are the browser's, in the browser's language.
        <input node_ref=input type="file" hidden accept=accept on:change=changed />
    }
}
