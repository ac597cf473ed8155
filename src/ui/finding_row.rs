//! Something that is wrong, in a list: its severity as a word, an icon, and a color.

use cert_inventory::{Message, Severity};
use leptos::prelude::*;

use super::kit::Icon;
use crate::language;

/// What is said of a finding, and its `id` if the focus can go there.
pub fn finding_row(severity: Severity, told: Message, id: Option<String>) -> impl IntoView {
    let (class, icon) = match severity {
        Severity::Error => ("bad", "error"),
        Severity::Warning => ("warn", "warning"),
        Severity::Note => ("note", "info"),
    };
    let focusable = id.is_some().then_some("-1");
    view! {
        <li class=format!("finding {class}") id=id tabindex=focusable>
            <Icon name=icon />
            <p>{language::localized(&told)}</p>
        </li>
    }
}
