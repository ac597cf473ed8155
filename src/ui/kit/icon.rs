//! Icons, from the sprite in `index.html`. They say nothing that a word beside them does not.

use leptos::prelude::*;

/// The symbol `icon-NAME` of the sprite.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let href = format!("#icon-{name}");
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}
