//! A button that copies text and reports whether it succeeded.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::Icon;

/// Copies `text`.
#[component]
pub fn CopyButton(
    /// The button's name.
    label: String,
    /// The message on success.
    copied: &'static str,
    /// The message on failure.
    not_copied: &'static str,
    text: String,
) -> impl IntoView {
    let result = RwSignal::new(String::new());
    let text = StoredValue::new(text);
    let copy = move |_| {
        spawn_local(async move {
            let promise = text.with_value(|text| window().navigator().clipboard().write_text(text));
            let done = JsFuture::from(promise).await.is_ok();
            result.try_set(if done { copied } else { not_copied }.to_owned());
            set_timeout(
                move || {
                    result.try_set(String::new());
                },
                Duration::from_secs(3),
            );
        });
    };
    view! {
        <span class="copy">
            <button type="button" class="quiet" aria-label=label on:click=copy>
                <Icon name="copy" />
            </button>
            <span class="copy-result" role="status">
                {move || result.get()}
            </span>
        </span>
    }
}
