//! The buttons that open the dialogs in which a name's certificate is replaced, or made anew.

use leptos::prelude::*;

use super::kit::Icon;
use super::strings::{labels, phrases};
use super::text::shown;
use crate::state::Panel;

/// The button that opens the dialog in which it's replaced, or set.
#[component]
pub fn ReplaceAction(
    panel: Panel,
    name: String,
    /// Whether the cluster doesn't list the name.
    #[prop(optional)]
    is_empty: bool,
    /// An icon alone.
    #[prop(optional)]
    is_quiet: bool,
) -> impl IntoView {
    let label = if is_empty { phrases::set_label } else { phrases::replace_label }(&shown(&name));
    // The cluster decides: the button stays, because the role may have changed meanwhile.
    let refused = move || panel.inventory.read_only_role().map(|role| phrases::read_only(&role));
    let title = {
        let label = label.clone();
        move || refused().or_else(|| is_quiet.then(|| label.clone()))
    };
    view! {
        <button
            type="button"
            class=is_quiet.then_some("quiet")
            aria-label=label
            title=title
            on:click=move |_| panel.replacing.asked.set(Some(name.clone()))
        >
            <Icon name="replace" />
            {(!is_quiet).then(|| view! { <span>{labels::REPLACE_NOW}</span> })}
        </button>
    }
}

/// The button that opens the dialog in which the cluster makes a new one.
#[component]
pub fn RotateAction(panel: Panel, name: String) -> impl IntoView {
    let label = phrases::rotate_label(&shown(&name));
    view! {
        <button
            type="button"
            aria-label=label
            on:click=move |_| panel.replacing.rotating.set(Some(name.clone()))
        >
            <Icon name="refresh" />
            <span>{labels::ROTATE_NOW}</span>
        </button>
    }
}
