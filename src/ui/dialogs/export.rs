//! Exports the certificates as files or on paper.

use std::sync::Arc;

use cert_inventory::export::{Extent, csv_pieces, icalendar_pieces, json_pieces};
use cert_inventory::{Context, Item};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;
use panel_logic::file_name::export_name;
use panel_logic::utc;

use super::slices::Working;
use crate::language;
use crate::state::Panel;
use crate::ui::kit::{Sheet, TextFile};
use crate::ui::strings::{Label, labels, phrases};

/// A file format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Csv,
    Json,
    Calendar,
}

impl File {
    const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Calendar];

    fn parts(self) -> (&'static str, &'static str, (Label, Label)) {
        match self {
            Self::Csv => (".csv", "text/csv", (labels::EXPORT_CSV, labels::EXPORT_CSV_WHAT)),
            Self::Json => {
                (".json", "application/json", (labels::EXPORT_JSON, labels::EXPORT_JSON_WHAT))
            }
            Self::Calendar => {
                (".ics", "text/calendar", (labels::EXPORT_CALENDAR, labels::EXPORT_CALENDAR_WHAT))
            }
        }
    }

    /// What the file is made of.
    fn pieces<'a>(
        self,
        items: &'a [&'a Item],
        extent: Extent,
        context: &'a Context<'a>,
    ) -> Box<dyn Iterator<Item = String> + 'a> {
        let all = items.iter().copied();
        match self {
            Self::Csv => Box::new(csv_pieces(all, context)),
            Self::Json => {
                let end = std::iter::once("\n".to_owned());
                Box::new(json_pieces(items, &[], extent, context).chain(end))
            }
            Self::Calendar => Box::new(icalendar_pieces(all, context, language::translations())),
        }
    }

    /// About how many pieces that will be.
    fn steps(self, items: &[&Item]) -> usize {
        let certificates = items.iter().map(|item| item.certificates.len().max(1)).sum();
        match self {
            Self::Csv => certificates,
            Self::Json => items.iter().map(|item| 1 + item.problems.len()).sum(),
            Self::Calendar => items.len() + certificates,
        }
    }
}

/// The export options. `print` receives the items to print.
#[component]
pub fn ExportSheet(
    panel: Panel,
    is_open: RwSignal<bool>,
    print: Callback<Vec<Arc<Item>>>,
) -> impl IntoView {
    let result = RwSignal::new(String::new());
    let only_shown = RwSignal::new(false);
    let is_narrow = move || panel.selection.with(|asked| asked.is_narrow());
    let is_filtered = move || is_narrow() && only_shown.get();
    let items = move || chosen(panel, is_filtered());
    let working = Working::new();
    let save = move |file: File| {
        let (items, is_filtered) = (items(), is_filtered());
        spawn_local(async move {
            let (extension, media_type, _) = file.parts();
            let inputs = panel.inputs();
            let context = inputs.context();
            // Among some of the certificates, the license would look like one of them.
            let has_license = file == File::Json || !is_filtered;
            let context = Context { license: context.license.filter(|_| has_license), ..context };
            let extent = if is_filtered { Extent::Filtered } else { Extent::Whole };
            let items: Vec<&Item> = items.iter().map(AsRef::as_ref).collect();
            let mut progress = working.begin(file.steps(&items)).await;
            let mut written = TextFile::default();
            for piece in file.pieces(&items, extent, &context) {
                written.push(&piece);
                if !progress.step().await {
                    return;
                }
            }
            if !progress.end() {
                return;
            }
            if written.is_empty() {
                return result.set(labels::EXPORT_NOTHING.localized().to_owned());
            }
            let cluster = inputs.cluster_name.as_deref().unwrap_or_default();
            let name = export_name(cluster, &utc::day(inputs.minute), is_filtered, extension);
            if written.download(&name, media_type) {
                panel.activity.add(Action::Exported, &name, Some(phrases::count(items.len())));
                result.set(phrases::saved(&name, items.len()));
            } else {
                result.set(labels::NOT_SAVED.localized().to_owned());
            }
        });
    };
    let only_shown_box = move || {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=only_shown
                    on:change=move |event| only_shown.set(event_target_checked(&event))
                />
                <span>
                    {move || {
                        phrases::only_shown(
                            panel.shown_items().len(),
                            panel.inventory.items().len(),
                        )
                    }}
                </span>
            </label>
        }
    };
    let choice = move |(label, what): (Label, Label), act: Callback<()>| {
        view! {
            <li>
                <button type="button" on:click=move |_| act.run(())>
                    {label}
                </button>
                <span>{what}</span>
            </li>
        }
    };
    let print = Callback::new(move |()| {
        let items = items();
        let entries = Some(phrases::count(items.len()));
        panel.activity.add(Action::Printed, "", entries);
        is_open.set(false);
        print.run(items);
    });
    view! {
        <Sheet title=labels::EXPORT.localized() close_label=labels::CLOSE.localized() is_open>
            <p class="quiet-text">{labels::EXPORT_LEAD}</p>
            <p class="quiet-text small">{labels::LIST_SCOPE}</p>
            {move || is_narrow().then(only_shown_box)}
            <ul class="plain export">
                {File::ALL
                    .map(|file| choice(file.parts().2, Callback::new(move |()| save(file))))
                    .collect_view()}
                {choice((labels::EXPORT_PRINT, labels::EXPORT_PRINT_WHAT), print)}
            </ul>
            <p class="hint" role="status">
                {move || working.percent.get().map_or_else(|| result.get(), phrases::writing)}
            </p>
        </Sheet>
    }
}

/// The shown items in display order, or all items in the cluster's order.
fn chosen(panel: Panel, only_shown: bool) -> Vec<Arc<Item>> {
    if only_shown { panel.shown_items() } else { panel.inventory.items() }
}
