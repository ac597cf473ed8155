//! The last step before it's sent: errors stop it, unless the name is typed, and warnings ask.

use cert_inventory::Plan;
use leptos::prelude::*;

use super::checks::{Objections, count};
use crate::state::{Draft, Panel, Tray};
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

#[component]
pub fn Confirm(panel: Panel, tray: Tray, objections: Objections) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let is_confirmed = RwSignal::new(false);
    // What was confirmed no longer holds.
    Effect::new(move || {
        objections.track();
        typed.set(String::new());
        is_confirmed.set(false);
    });
    let counts = Memo::new(move |_| objections.with(|all| count(all)));
    let has_errors = Memo::new(move |_| counts.get().0 > 0);
    let has_warnings = Memo::new(move |_| counts.get().1 > 0);
    let names = Memo::new(move |_| {
        let names = |draft: &Draft| draft.names().cloned().collect::<Vec<_>>();
        tray.drafts.with(|drafts| drafts.iter().flat_map(names).collect::<Vec<_>>())
    });
    // The displayed form is what a user can type.
    let first = Memo::new(move |_| names.with(|names| names.first().map(|name| shown(name))));
    let is_complete = Memo::new(move |_| {
        let is_complete = |draft: &Draft| draft.submission().is_some() && !draft.is_reading();
        tray.drafts.with(|drafts| !drafts.is_empty() && drafts.iter().all(is_complete))
    });
    // A deletion whose dialog was closed.
    let is_pending = Memo::new(move |_| panel.deletion.since().is_some());
    let is_ready = Memo::new(move |_| {
        let is_let_pass = !has_errors.get() || first.get().is_some_and(|name| typed.get() == name);
        let is_free = is_complete.get() && !is_pending.get();
        is_free && is_let_pass && (!has_warnings.get() || is_confirmed.get())
    });
    let send = move |_| {
        if is_ready.get_untracked() {
            panel.replace();
        }
    };
    let close = move |_| panel.replacing.asked.set(None);
    let errors = move || {
        let name = first.get().filter(|_| has_errors.get() && is_complete.get())?;
        Some(view! {
            <p>{labels::OPEN_ERRORS}</p>
            <label for="replace-name">{phrases::replace_type(&name)}</label>
            <input
                id="replace-name"
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        })
    };
    let warnings = move || {
        (has_warnings.get() && is_complete.get()).then(|| {
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || is_confirmed.get()
                        on:change=move |event| is_confirmed.set(event_target_checked(&event))
                    />
                    {labels::READ_WARNINGS}
                </label>
            }
        })
    };
    let how = move || {
        let names = names.get();
        let listed: Vec<&str> = names.iter().map(String::as_str).collect();
        let requests = Plan::new(&listed, panel.inventory.version()).pending().count();
        let text = match (names.len(), requests) {
            (..=1, _) => return None,
            (count, 1) => phrases::sent_together(count),
            (_, requests) => phrases::sent_one_by_one(requests),
        };
        Some(view! { <p class="quiet-text">{text}</p> })
    };
    let pending = move || is_pending.get().then(|| view! { <p>{labels::CHANGE_PENDING}</p> });
    view! {
        <div class="confirm">
            {errors} {warnings} {how} {pending} <div class="buttons">
                <button type="button" on:click=close>
                    {labels::CANCEL}
                </button>
                <button
                    type="button"
                    class="primary"
                    disabled=move || !is_ready.get()
                    on:click=send
                >
                    <Icon name="replace" />
                    <span>{labels::REPLACE_NOW}</span>
                </button>
            </div>
        </div>
    }
}
