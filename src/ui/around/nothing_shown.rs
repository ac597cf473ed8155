//! What hides every row, and how to see them again.

use cert_inventory::{Day, Selection, Verdict};
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::table::focus_search;
use crate::ui::text::shown;

/// Says whether it's the search or filters, and clears either.
#[component]
pub fn NothingShown(panel: Panel) -> impl IntoView {
    let asked = panel.selection;
    let text = move || asked.with(|it| phrases::nothing_matches(&it.search, &filters(it)));
    let clear = move |label: Label, without: fn(&Selection) -> Selection| {
        let is_of_use = move || asked.with(|it| *it != without(it));
        let press = move |_| {
            asked.update(|it| *it = without(it));
            // The button is about to be removed.
            focus_search();
        };
        move || {
            is_of_use().then(|| {
                view! {
                    <button type="button" on:click=press>
                        {label}
                    </button>
                }
            })
        }
    };
    view! {
        <div class="nothing">
            <p>{text}</p>
            <div class="buttons">
                {clear(labels::CLEAR_FILTERS, Selection::without_filters)}
                {clear(labels::CLEAR_SEARCH, Selection::without_search)}
            </div>
        </div>
    }
}

/// The filters that are set, as they are labeled.
fn filters(asked: &Selection) -> Vec<String> {
    let verdicts = Verdict::ALL.into_iter().filter(|verdict| asked.verdicts.contains(*verdict));
    let verdicts = verdicts.map(phrases::verdict);
    let checks = [(asked.deletable, labels::DELETABLE_ONLY), (asked.reused, labels::REUSED_KEYS)];
    let checks = checks.into_iter().filter(|(is_set, _)| *is_set);
    let checks = checks.map(|(_, label)| label.localized().to_owned());
    let key = asked.key.map(|key| labels::key_class(key).localized().to_owned());
    let text = |text: &String| (!text.is_empty()).then(|| shown(text));
    let values = [
        (labels::PRIVATE_KEY, key),
        (labels::ISSUER, text(&asked.issuer)),
        (labels::SIGNATURE_ALGORITHM, text(&asked.signature)),
        (labels::EXPIRES_BEFORE, asked.before.map(Day::to_text)),
    ];
    let values = values.into_iter().filter_map(|(label, value)| Some((label, value?)));
    let values = values.map(|(label, value)| phrases::filter(label, &value));
    verdicts.chain(checks).chain(values).collect()
}
