//! Chooses files in the page: nothing is uploaded.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

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

/// All files of a list.
pub fn all(files: Option<FileList>) -> Vec<File> {
    let files = files.iter().flat_map(|files| (0..files.length()).map(|at| files.item(at)));
    files.flatten().collect()
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
    let on_files = Callback::new(move |files: Vec<File>| {
        if let Some(file) = files.first() {
            read(file, most_bytes, on_choice);
        }
    });
    view! { <FilePicker label accept on_files /> }
}

/// The same for files that are to be read in another way.
#[component]
pub fn FilePicker(
    label: &'static str,
    /// File types, as in an input's `accept`; none accepts all.
    #[prop(optional)]
    accept: &'static str,
    /// Whether several can be chosen.
    #[prop(optional)]
    is_multiple: bool,
    /// Whether a folder is chosen, with all that is in it.
    #[prop(optional)]
    is_folder: bool,
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let changed = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let files = all(input.files());
        if files.is_empty() {
            return;
        }
        // So that choosing the same file again is a change.
        input.set_value("");
        on_files.run(files);
    };
    view! {
        <button type="button" on:click=pick>
            {label}
        </button>
        // The button stands for it: its own words are the browser's, in the browser's language.
        <input
            node_ref=input
            type="file"
            hidden
            accept=accept
            multiple=is_multiple
            prop:webkitdirectory=is_folder
            on:change=changed
        />
    }
}
