//! Keyboard shortcuts, and a switch for single-letter ones.

use leptos::prelude::*;

use crate::ui::kit::Sheet;
use crate::ui::strings::{Label, labels};

/// The list of shortcuts.
#[component]
pub fn KeySheet(is_open: RwSignal<bool>, are_on: RwSignal<bool>) -> impl IntoView {
    let row = |(key, what): (&'static str, Label)| {
        view! {
            <dt>
                <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
        }
    };
    view! {
        <Sheet title=labels::KEYS.localized() close_label=labels::CLOSE.localized() is_open>
            <dl class="keys">{labels::KEY_LIST.map(row).collect_view()}</dl>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=are_on
                    on:change=move |event| are_on.set(event_target_checked(&event))
                />
                <span>{labels::KEYS_ON}</span>
            </label>
        </Sheet>
    }
}
