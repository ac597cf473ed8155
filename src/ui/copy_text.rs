//! The kit's copy button in the page's language.

use leptos::prelude::*;

use super::kit::CopyButton;
use super::strings::{Label, labels, phrases};

/// Copies `text`; `what` completes the button's name, "Copy WHAT".
pub fn copy_text(what: Label, text: String) -> impl IntoView {
    view! {
        <CopyButton
            label=phrases::copy(what)
            copied=labels::COPIED.localized()
            not_copied=labels::NOT_COPIED.localized()
            text
        />
    }
}
