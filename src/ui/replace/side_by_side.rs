//! The new certificate beside the current one.

use cert_inventory::{Side, SideBySide, Timestamp};
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
    let both = |of: fn(&Side) -> String| [of(current), of(new)];
    let rows = [
        (labels::SUBJECT, both(|side| text(side.subject.as_deref()))),
        (labels::ISSUER, both(|side| text(side.issuer.as_deref()))),
        (labels::VALID_FROM, both(|side| instant(side.not_before))),
        (labels::VALID_UNTIL, both(|side| instant(side.not_after))),
        (labels::PUBLIC_KEY, both(|side| text(side.key.as_deref()))),
        (labels::PUBLIC_KEY_SHA_256, both(|side| text(side.key_sha256.as_deref()))),
        (labels::SHA_256, both(|side| side.sha256.clone())),
        (labels::CERTIFICATES_COUNT, both(|side| side.certificates.to_string())),
    ];
    let row = |(label, [current, new]): (Label, [String; 2])| {
        let is_same = current == new;
        view! {
            <tr class:same=is_same>
                <th scope="row">{label}</th>
                <td>{breakable(&current)}</td>
                <td>{breakable(&new)}</td>
            </tr>
        }
    };
    rows.map(row).collect_view()
}

fn text(text: Option<&str>) -> String {
    text.map_or_else(|| labels::UNREADABLE.localized().to_owned(), shown)
}

fn instant(time: Option<Timestamp>) -> String {
    time.map_or_else(|| labels::UNREADABLE.localized().to_owned(), utc::instant)
}
