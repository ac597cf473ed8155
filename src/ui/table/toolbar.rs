//! The table's search and filters.

use cert_inventory::Selection;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::row_links;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::route;
use crate::ui::strings::{labels, phrases};

/// The search box's ID, also used by its shortcut.
pub const SEARCH_ID: &str = "search";

/// The search, the filters other than counts, and the number of rows they leave.
#[component]
pub fn Toolbar(
    panel: Panel,
    /// Set by the export button.
    exporting: RwSignal<bool>,
    /// Opens the comparison with an earlier export.
    compare: Callback<()>,
    /// Whether the other filters are shown, below.
    filtering: RwSignal<bool>,
) -> impl IntoView {
    let asked = panel.selection;
    // There is nothing to search in an empty list.
    let is_filled = Memo::new(move |_| {
        panel.inventory.loaded.with(|loaded| loaded.as_ref().is_some_and(|l| !l.items().is_empty()))
    });
    let is_narrow = Memo::new(move |_| asked.with(|asked| asked.is_narrow()));
    let set_filters = Memo::new(move |_| asked.with(Selection::fact_filters));
    let show_all = move |_| {
        asked.update(|asked| *asked = asked.widened());
        focus_search();
    };
    move || {
        is_filled.get().then(|| {
            view! {
                <div class="toolbar" role="search">
                    <div class="search">
                        <Icon name="search" />
                        <label class="visually-hidden" for=SEARCH_ID>
                            {labels::SEARCH}
                        </label>
                        <input
                            id=SEARCH_ID
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
                    <button
                        type="button"
                        aria-expanded=move || filtering.get().to_string()
                        on:click=move |_| filtering.update(|is_shown| *is_shown = !*is_shown)
                    >
                        {move || phrases::filters(set_filters.get())}
                    </button>
                    <DeletableOnly panel />
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
                    <div class="buttons files">
                        <button type="button" on:click=move |_| exporting.set(true)>
                            <Icon name="download" />
                            <span>{labels::EXPORT}</span>
                        </button>
                        <button
                            type="button"
                            class="compare-button"
                            aria-label=labels::COMPARE
                            title=labels::COMPARE_WHAT
                            on:click=move |_| compare.run(())
                        >
                            <Icon name="compare" />
                            <span class="wide-only">{labels::COMPARE}</span>
                            <span class="narrow-only">{labels::COMPARE_SHORT}</span>
                        </button>
                    </div>
                </div>
            }
        })
    }
}

/// A filter for what can be deleted. For a role that can't delete anything, it can only be unset.
#[component]
fn DeletableOnly(panel: Panel) -> impl IntoView {
    let asked = panel.selection;
    let is_asked = move || asked.with(|asked| asked.deletable);
    let refused = move || panel.inventory.read_only_role().map(|role| phrases::read_only(&role));
    let is_refused = move || refused().is_some() && !is_asked();
    view! {
        <label class="check" class:refused=is_refused title=refused>
            <input
                type="checkbox"
                aria-disabled=move || is_refused().then_some("true")
                aria-describedby=move || refused().is_some().then_some(WHY_ID)
                prop:checked=is_asked
                on:click=move |event| {
                    if is_refused() {
                        event.prevent_default();
                    }
                }
                on:change=move |event| {
                    asked.update(|asked| asked.deletable = event_target_checked(&event));
                }
            />
            <span>{labels::DELETABLE_ONLY}</span>
            {move || {
                refused()
                    .map(|why| {
                        view! {
                            <Icon name="lock" />
                            <span id=WHY_ID hidden>
                                {why}
                            </span>
                        }
                    })
            }}
        </label>
    }
}

const WHY_ID: &str = "deletable-why";

/// Moves the focus to the search box.
pub fn focus_search() {
    let input = document().get_element_by_id(SEARCH_ID);
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        // Can't fail for an existing input.
        drop(input.focus());
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

/// How many rows are left.
fn shown(panel: Panel) -> String {
    let items = panel
        .inventory
        .loaded
        .with(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.items().len()));
    phrases::shown_of(panel.row_count(), items + panel.inventory.empty_slots().len())
}
