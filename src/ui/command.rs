//! A command to copy into a terminal.

use leptos::prelude::*;

use super::copy_text::CopyText;
use super::strings::labels;

/// A command, and a button that copies it.
#[component]
pub fn Command(text: String) -> impl IntoView {
    view! {
        <div class="command">
            <code>{text.clone()}</code>
            <CopyText what=labels::COMMAND_COPY text />
        </div>
    }
}
