//! A terminal command to copy.

use leptos::prelude::*;

use super::copy_text::copy_text;
use super::strings::labels;

/// A command with a copy button.
#[component]
pub fn Command(text: String) -> impl IntoView {
    view! {
        <div class="command">
            <code>{text.clone()}</code>
            {copy_text(labels::COMMAND_COPY, text)}
        </div>
    }
}
