//! What can be done with a name: it is deleted, or it can't be, and why.

use std::sync::Arc;

use cert_inventory::Item;
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::shown;

/// The button that asks whether to delete a name, or why there is none.
#[component]
pub fn DeleteAction(
    panel: Panel,
    item: Arc<Item>,
    /// An icon alone.
    #[prop(optional)]
    is_quiet: bool,
) -> impl IntoView {
    if !item.addressable() {
        return view! { <NotAddressable is_quiet /> }.into_any();
    }
    if item.known().is_some_and(|known| known.required) {
        if is_quiet {
            return view! {
                <span class="required" title=labels::REQUIRED_WHY>
                    <Icon name="lock" />
                    <span class="visually-hidden">{labels::REQUIRED}</span>
                </span>
            }
            .into_any();
        }
        return cannot(labels::REQUIRED_WHY).into_any();
    }
    let name = item.name.clone();
    let class = if is_quiet { "quiet" } else { "danger" };
    let label = phrases::delete_label(&shown(&name));
    // The cluster decides: the button stays, because the role may have changed meanwhile.
    let refused = move || panel.inventory.read_only_role().map(|role| phrases::read_only(&role));
    let title = {
        let label = label.clone();
        move || refused().or_else(|| is_quiet.then(|| label.clone()))
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=title
            on:click=move |_| panel.deletion.ask(&name)
        >
            {move || match refused() {
                Some(_) => view! { <Icon name="lock" /> },
                None => view! { <Icon name="trash" /> },
            }}
            {(!is_quiet).then(|| view! { <span>{labels::DELETE}</span> })}
        </button>
        {move || {
            let why = refused().filter(|_| !is_quiet)?;
            Some(view! { <p class="quiet-text role">{why}</p> })
        }}
    }
    .into_any()
}

/// Why a name can't be deleted. In a row, on hover, focus, and touch.
#[component]
fn NotAddressable(is_quiet: bool) -> impl IntoView {
    let why = labels::NOT_ADDRESSABLE_WHY;
    if is_quiet {
        return view! {
            <button type="button" class="quiet why" aria-label=why>
                <Icon name="lock" />
                <span class="tip" aria-hidden="true">
                    {why}
                </span>
            </button>
        }
        .into_any();
    }
    cannot(why).into_any()
}

/// Why there is no button, in a sentence.
fn cannot(why: Label) -> impl IntoView {
    view! {
        <p class="cannot">
            <Icon name="lock" />
            <span>{why}</span>
        </p>
    }
}
