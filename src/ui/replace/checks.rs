//! What speaks against sending it, for each name.

use cert_inventory::{Objected, Severity, message};
use leptos::prelude::*;

use crate::state::{Draft, Tray};
use crate::ui::finding_row::finding_row;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

/// What speaks against each name.
pub type Objections = Memo<Vec<(String, Vec<Objected>)>>;

/// The number of errors and of warnings.
pub fn count<'a>(
    objections: impl IntoIterator<Item = &'a (String, Vec<Objected>)>,
) -> (usize, usize) {
    let all = objections.into_iter().flat_map(|(_, objected)| objected);
    all.fold((0, 0), |(errors, warnings), objected| match objected.severity {
        Severity::Error => (errors + 1, warnings),
        Severity::Warning => (errors, warnings + 1),
        Severity::Note => (errors, warnings),
    })
}

#[component]
pub fn Checks(tray: Tray, name: StoredValue<String>, objections: Objections) -> impl IntoView {
    let own = Memo::new(move |_| {
        let names = |draft: &Draft| draft.names().cloned().collect::<Vec<_>>();
        let names = name.with_value(|name| tray.with(name, names)).unwrap_or_default();
        let all = objections.get();
        all.into_iter().filter(|(name, _)| names.contains(name)).collect::<Vec<_>>()
    });
    let summary = move || match own.with(|own| count(own)) {
        (0, 0) => labels::CHECKS_PASSED.localized().to_owned(),
        (errors, warnings) => phrases::objections(errors, warnings),
    };
    let coming = move || {
        let is_coming = tray.settings.with(Option::is_none);
        is_coming.then(|| view! { <p class="quiet-text">{labels::SETTINGS_COMING}</p> })
    };
    let lists = move || {
        let own = own.get();
        let is_alone = own.len() == 1;
        let list = |(name, objected): (String, Vec<Objected>)| {
            let rows =
                objected.into_iter().map(|Objected { severity, meaning, remedy, .. }| {
                    let text = match remedy {
                        Some(remedy) => message!("{0} {1}", meaning, remedy),
                        None => meaning,
                    };
                    finding_row(severity, severity.told(text), None)
                });
            let rows: Vec<_> = rows.collect();
            let head = (!is_alone && !rows.is_empty()).then(|| view! { <h4>{shown(&name)}</h4> });
            (!rows.is_empty()).then(|| {
                view! {
                    {head}
                    <ul class="plain findings">{rows}</ul>
                }
            })
        };
        own.into_iter().map(list).collect_view()
    };
    view! {
        <h3>{labels::CHECKS}</h3>
        <p role="status">{summary}</p>
        {coming}
        {lists}
    }
}
