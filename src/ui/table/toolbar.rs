//! What to look for in the table, and what may be hidden from it.

use cert_inventory::{Column, KeyClass, Order};
use leptos::html;
use leptos::prelude::*;

use super::row_links;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::route;
use crate::ui::strings::{labels, phrases};

/// The id of the search box, which a key leads to.
pub const SEARCH_ID: &str = "search";

/// The search and the filters that are not counts, and how much they leave.
#[component]
pub fn Toolbar(
    panel: Panel,
    /// Set by the button that asks for files.
    exporting: RwSignal<bool>,
) -> impl IntoView {
    let asked = panel.selection;
    let input = NodeRef::<html::Input>::new();
    // Nothing to look for in an empty list.
    let is_filled = Memo::new(move |_| {
        panel.inventory.loaded.with(|loaded| loaded.as_ref().is_some_and(|l| !l.items().is_empty()))
    });
    let is_narrow = Memo::new(move |_| asked.with(|asked| asked.is_narrow()));
    let show_all = move |_| {
        asked.update(|asked| *asked = asked.widened());
        if let Some(input) = input.get_untracked() {
            // It fails for no input that is there.
            drop(input.focus());
        }
    };
    move || {
        is_filled.get().then(|| view! {
            <div class="toolbar" role="search">
                <div class="search">
                    <Icon name="search" />
                    <label class="visually-hidden" for=SEARCH_ID>
                        {labels::SEARCH}
                    </label>
                    <input
                        id=SEARCH_ID
                        node_ref=input
                        type="search"
                        placeholder=labels::SEARCH_HINT
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        prop:value=move || asked.with(|asked| asked.search.clone())
                        on:keydown=move |event| {
                            if event.key() == "Enter" {
                                go_to_match(panel);
                            }
                        }
                        on:input=move |event| {
                            asked.update(|asked| asked.search = event_target_value(&event));
                        }
                    />
                </div>
                <KeyFilter panel />
                <OrderChoice panel />
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || asked.with(|asked| asked.deletable)
                        on:change=move |event| {
                            asked.update(|asked| asked.deletable = event_target_checked(&event));
                        }
                    />
                    <span>{labels::DELETABLE_ONLY}</span>
                </label>
                <p class="shown" role="status">
                    {move || is_narrow.get().then(|| shown(panel))}
                </p>
                {move || {
                    is_narrow
                        .get()
                        .then(|| {
                            view! {
                                <button type="button" on:click=show_all>
                                    {labels::SHOW_ALL}
                                </button>
                            }
                        })
                }}
                <button type="button" class="export-button" on:click=move |_| exporting.set(true)>
                    <Icon name="download" />
                    <span>{labels::EXPORT}</span>
                </button>
            </div>
        })
    }
}

/// Opens the only match; of several, the first gets the focus.
fn go_to_match(panel: Panel) {
    match &panel.shown_items()[..] {
        [only] => route::open(&only.name),
        _ => {
            if let Some(first) = row_links().first() {
                // It fails for no link that is there.
                drop(first.focus());
            }
        }
    }
}

#[component]
fn KeyFilter(panel: Panel) -> impl IntoView {
    let asked = panel.selection;
    let choose = move |event| {
        let word = event_target_value(&event);
        asked.update(|asked| asked.key = KeyClass::ALL.into_iter().find(|key| key.id() == word));
    };
    view! {
        <label class="choice">
            <span>{labels::PRIVATE_KEY}</span>
            <select
                prop:value=move || asked.with(|asked| asked.key.map_or("", KeyClass::id))
                on:change=choose
            >
                <option value="">{labels::ANY}</option>
                {KeyClass::ALL
                    .map(|key| view! { <option value=key.id()>{labels::key_class(key)}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}

/// The order, where there are no column headers to press.
#[component]
fn OrderChoice(panel: Panel) -> impl IntoView {
    let asked = panel.selection;
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some(column) = Column::ALL.into_iter().find(|column| column.id() == word) {
            asked.update(|asked| asked.order = Order { column, descending: false });
        }
    };
    view! {
        <label class="choice narrow-only">
            <span>{labels::ORDER}</span>
            <select prop:value=move || asked.with(|asked| asked.order.column.id()) on:change=choose>
                {Column::ALL
                    .map(|column| {
                        view! { <option value=column.id()>{labels::column(column)}</option> }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

/// How many of the rows are left.
fn shown(panel: Panel) -> String {
    let items = panel
        .inventory
        .loaded
        .with(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.items().len()));
    phrases::shown_of(panel.row_count(), items + panel.inventory.empty_slots().len())
}
