//! The new certificate beside the current one.

use cert_inventory::{Side, SideBySide};
use leptos::prelude::*;
use panel_logic::utc;

use crate::state::{Draft, Panel, Tray};
use crate::ui::strings::{Label, labels};
use crate::ui::text::{breakable, shown};

#[component]
pub fn Comparison(panel: Panel, tray: Tray, name: StoredValue<String>) -> impl IntoView {
    let compared = Memo::new(move |_| {
        let name = name.get_value();
        let current = panel.inventory.item(&name);
        let compare =
            |draft: &Draft| SideBySide::of(current.as_deref(), draft.submission()?.item());
        tray.with(&name, compare).flatten()
    });
    move || {
        let SideBySide { current, new, names_added, names_removed } = compared.get()?;
        let current = current?;
        let names = [(labels::NAMES_ADDED, names_added), (labels::NAMES_REMOVED, names_removed)];
        let names =
            names.into_iter().filter(|(_, names)| !names.is_empty()).map(|(label, names)| {
                let names = names.iter().map(|name| shown(name)).collect::<Vec<_>>().join(", ");
                view! {
                    <tr>
                        <th scope="row">{label}</th>
                        <td colspan="2">{breakable(&names)}</td>
                    </tr>
                }
            });
        let names = names.collect_view();
        Some(view! {
            <details>
                <summary>{labels::SIDE_BY_SIDE}</summary>
                <table class="sides">
                    <thead>
                        <tr>
                            <td>{""}</td>
                            <th scope="col">{labels::CURRENT}</th>
                            <th scope="col">{labels::NEW}</th>
                        </tr>
                    </thead>
                    <tbody>{rows(&current, &new)} {names}</tbody>
                </table>
            </details>
        })
    }
}

fn rows(current: &Side, new: &Side) -> impl IntoView + use<> {
    let text = |text: &Option<String>| {
        text.as_deref().map_or_else(|| labels::UNREADABLE.localized().to_owned(), shown)
    };
    let instant = |time: Option<cert_inventory::Timestamp>| {
        time.map_or_else(|| labels::UNREADABLE.localized().to_owned(), utc::instant)
    };
    let both: [(Label, fn(&Side) -> Value<'_>); 8] = [
        (labels::SUBJECT, |side| Value::Text(&side.subject)),
        (labels::ISSUER, |side| Value::Text(&side.issuer)),
        (labels::VALID_FROM, |side| Value::Time(side.not_before)),
        (labels::VALID_UNTIL, |side| Value::Time(side.not_after)),
        (labels::PUBLIC_KEY, |side| Value::Text(&side.key)),
        (labels::PUBLIC_KEY_SHA_256, |side| Value::Text(&side.key_sha256)),
        (labels::SHA_256, |side| Value::Plain(&side.sha256)),
        (labels::CERTIFICATES_COUNT, |side| Value::Count(side.certificates)),
    ];
    let value = |value: Value<'_>| match value {
        Value::Text(it) => text(it),
        Value::Plain(it) => it.to_owned(),
        Value::Time(it) => instant(it),
        Value::Count(it) => it.to_string(),
    };
    let row = |(label, of): (Label, fn(&Side) -> Value<'_>)| {
        let [current, new] = [current, new].map(|side| value(of(side)));
        let is_same = current == new;
        view! {
            <tr class:same=is_same>
                <th scope="row">{label}</th>
                <td>{breakable(&current)}</td>
                <td>{breakable(&new)}</td>
            </tr>
        }
    };
    both.map(row).collect_view()
}

enum Value<'a> {
    Text(&'a Option<String>),
    Plain(&'a str),
    Time(Option<cert_inventory::Timestamp>),
    Count(usize),
}
