//! Icons from the sprite in `index.html`. Decorative: adjacent text always says the same.

use leptos::prelude::*;

/// The sprite's symbol `icon-NAME`.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let href = format!("#icon-{name}");
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}
