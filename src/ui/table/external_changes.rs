//! What others changed while the page was open: told once above the table, and marked in the rows.

use cert_inventory::visible;
use leptos::prelude::*;

use crate::state::{Elsewhere, Panel};
use crate::ui::kit::{Icon, focus};
use crate::ui::{time, words};

/// The names that the notice lists; of more it tells how many.
const NAMES: usize = 6;

/// All changes that nobody has acknowledged.
#[component]
pub fn ChangesElsewhere(panel: Panel) -> impl IntoView {
    let changes = panel.inventory.changes;
    let any = Memo::new(move |_| changes.list.with(|list| !list.is_empty()));
    let names = move || changes.list.with(|list| words::first_of(list.iter().map(told), NAMES));
    view! {
        <div role="status">
            {move || {
                any.get()
                    .then(|| {
                        view! {
                            <div class="notice">
                                <Icon name="info" />
                                <p>
                                    <strong>{words::CHANGED_ELSEWHERE}</strong>
                                    {" "}
                                    {names}
                                    {"."}
                                </p>
                                <button
                                    type="button"
                                    class="quiet"
                                    aria-label=words::DISMISS
                                    on:click=move |_| {
                                        changes.forget();
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

/// What was seen to happen to one name, in its row.
#[component]
pub fn ChangeMark(panel: Panel, name: String) -> impl IntoView {
    let seen = Memo::new(move |_| panel.inventory.changes.of(&name));
    move || {
        let Elsewhere { change, seen } = seen.get()?;
        let text = words::changed_at(&change, &time::of_day(seen));
        Some(view! { <span class="mark changed">{text}</span> })
    }
}

fn told(Elsewhere { change, seen }: &Elsewhere) -> String {
    let what = words::changed_at(change, &time::of_day(*seen));
    format!("{} {what}", visible(&change.name))
}
