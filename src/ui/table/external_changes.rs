//! Changes made elsewhere while the page is open: a notice above the table, and a mark in each row.

use leptos::prelude::*;
use panel_logic::external_changes::ExternalChange;

use crate::state::Panel;
use crate::ui::kit::{Icon, focus};
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;
use crate::ui::time;

/// Maximum names listed in the notice; the rest are counted.
const NAMES: usize = 6;

/// All unacknowledged changes.
#[component]
pub fn ExternalChangesNotice(panel: Panel) -> impl IntoView {
    let tracker = panel.inventory.changes;
    let changes = tracker.changes;
    let any = Memo::new(move |_| changes.with(|changes| !changes.all().is_empty()));
    let names = move || {
        changes.with(|changes| phrases::first_of(changes.all().iter().map(describe), NAMES))
    };
    view! {
        <div role="status">
            {move || {
                any.get()
                    .then(|| {
                        view! {
                            <div class="notice">
                                <Icon name="info" />
                                <p>
                                    <strong>{labels::CHANGED_ELSEWHERE}</strong>
                                    {" "}
                                    {names}
                                    {"."}
                                </p>
                                <button
                                    type="button"
                                    class="quiet"
                                    aria-label=labels::DISMISS
                                    on:click=move |_| {
                                        tracker.acknowledge();
                                        focus::rescue_later();
                                    }
                                >
                                    <Icon name="close" />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// The change to one name, in its row.
#[component]
pub fn ChangeMark(panel: Panel, name: String) -> impl IntoView {
    let seen = Memo::new(move |_| {
        panel.inventory.changes.changes.with(|changes| changes.of(&name).cloned())
    });
    move || {
        let ExternalChange { change, seen } = seen.get()?;
        let text = phrases::changed_at(&change, &time::of_day(seen));
        Some(view! { <span class="mark changed">{text}</span> })
    }
}

fn describe(ExternalChange { change, seen }: &ExternalChange) -> String {
    let what = phrases::changed_at(change, &time::of_day(*seen));
    format!("{} {what}", shown(&change.name))
}
