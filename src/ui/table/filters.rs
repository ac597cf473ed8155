//! Filters by facts of certificates and keys, the order, and the groups: what is too much for the
//! toolbar, and asked for too seldom to be in the first file.

use cert_inventory::{Column, Day, Inventory, KeyClass, Order, Selection, issuers, signatures};
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::strings::{Label, labels};
use crate::ui::text::shown;

/// All of them, below the toolbar.
#[component]
pub fn Filters(panel: Panel) -> impl IntoView {
    let asked = panel.selection;
    let counts = Memo::new(move |_| panel.counts());
    // Where none is, the counts say so.
    let reused_keys = move || {
        let is_of_use = counts.with(|counts| counts.reused_keys > 0) || asked.with(|a| a.reused);
        is_of_use.then(|| {
            view! { <Check panel label=labels::REUSED_KEYS of=|asked| &mut asked.reused /> }
        })
    };
    view! {
        <div class="filters" role="group" aria-label=labels::FILTERS>
            <OrderChoice panel />
            <Check panel label=labels::BY_PURPOSE of=|asked| &mut asked.by_purpose />
            <KeyFilter panel />
            <TextFilter panel label=labels::ISSUER offered=issuers of=|asked| &mut asked.issuer />
            <TextFilter
                panel
                label=labels::SIGNATURE_ALGORITHM
                offered=signatures
                of=|asked| &mut asked.signature
            />
            <label class="choice">
                <span>{labels::EXPIRES_BEFORE}</span>
                <input
                    type="date"
                    prop:value=move || {
                        asked.with(|a| a.before.map(Day::to_text).unwrap_or_default())
                    }
                    on:change=move |event| {
                        let day = Day::parse(&event_target_value(&event));
                        asked.update(|asked| asked.before = day);
                    }
                />
            </label>
            {reused_keys}
        </div>
    }
}

/// A part of a selection that is on or off.
#[component]
fn Check(panel: Panel, label: Label, of: fn(&mut Selection) -> &mut bool) -> impl IntoView {
    let asked = panel.selection;
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || *of(&mut asked.get())
                on:change=move |event| {
                    asked.update(|asked| *of(asked) = event_target_checked(&event));
                }
            />
            <span>{label}</span>
        </label>
    }
}

/// A text of which certificates offer some. What is asked for is offered too, as an address may ask
/// for something else.
#[component]
fn TextFilter(
    panel: Panel,
    label: Label,
    offered: fn(&Inventory) -> Vec<String>,
    of: fn(&mut Selection) -> &mut String,
) -> impl IntoView {
    let chosen = Memo::new(move |_| std::mem::take(of(&mut panel.selection.get())));
    let options = move || {
        let inventory = panel.inventory.inventory().unwrap_or_default();
        let mut offered = offered(&inventory);
        let chosen = chosen.get();
        // More than anyone looks through; the search finds the others.
        offered.truncate(500);
        if !chosen.is_empty() && !offered.contains(&chosen) {
            offered.push(chosen.clone());
        }
        let option = |value: String| {
            let is_chosen = value == chosen;
            let text = shown(&value);
            view! {
                <option value=value selected=is_chosen>
                    {text}
                </option>
            }
        };
        offered.into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        panel.selection.update(|asked| *of(asked) = value);
    };
    view! {
        <label class="choice">
            <span>{label}</span>
            <select on:change=choose>
                <option value="" selected=move || chosen.with(String::is_empty)>
                    {labels::ANY}
                </option>
                {options}
            </select>
        </label>
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

/// The order: also by what has no column, and where there are no column headers to press.
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
        <label class="choice">
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
