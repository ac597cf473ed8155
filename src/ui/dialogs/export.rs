//! The certificates as files, and on paper.

use std::sync::Arc;

use cert_inventory::export::{csv, icalendar, json};
use cert_inventory::inventory::Item;
use cert_inventory::{Context, Group};
use leptos::prelude::*;

use crate::language;
use crate::state::{Action, Panel};
use crate::ui::kit::{Sheet, download, file_name};
use crate::ui::words::Word;
use crate::ui::{time, words};

/// A file that can be made: its ending and its kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Csv,
    Json,
    Calendar,
}

impl File {
    const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Calendar];

    fn parts(self) -> (&'static str, &'static str, (Word, Word)) {
        match self {
            Self::Csv => (".csv", "text/csv", (words::EXPORT_CSV, words::EXPORT_CSV_WHAT)),
            Self::Json => {
                (".json", "application/json", (words::EXPORT_JSON, words::EXPORT_JSON_WHAT))
            }
            Self::Calendar => {
                (".ics", "text/calendar", (words::EXPORT_CALENDAR, words::EXPORT_CALENDAR_WHAT))
            }
        }
    }

    /// The text; `None` where there is nothing that it could hold.
    fn text<'a>(
        self,
        items: impl IntoIterator<Item = &'a Item>,
        context: &Context<'_>,
    ) -> Option<String> {
        match self {
            Self::Csv => Some(csv(items, context)),
            Self::Json => Some(json(items, &[], context) + "\n"),
            Self::Calendar => icalendar(items, context, language::words()),
        }
    }
}

/// The question of what to make of them. `print` gets what is to be printed.
#[component]
pub fn ExportSheet(
    panel: Panel,
    is_open: RwSignal<bool>,
    print: Callback<Vec<Arc<Item>>>,
) -> impl IntoView {
    let told = RwSignal::new(String::new());
    let only_shown = RwSignal::new(true);
    let is_narrow = move || panel.selection.with(|asked| asked.is_narrow());
    let items = move || chosen(panel, is_narrow() && only_shown.get());
    let save = move |file: File| {
        let (ending, kind, _) = file.parts();
        let items = items();
        let text = panel.in_context(|context| file.text(items.iter().map(AsRef::as_ref), context));
        let Some(text) = text else { return told.set(words::EXPORT_NOTHING.told().to_owned()) };
        let cluster = panel.inventory.cluster_name.get_untracked().unwrap_or_default();
        let day = time::day(panel.clock.minute.get_untracked());
        let name = file_name(&format!("certificates-{cluster}-{day}"), ending);
        if download(&name, kind, &text) {
            panel.activity.note(Action::Exported, &name, Some(words::count(items.len())));
            told.set(words::saved(&name));
        } else {
            told.set(words::NOT_SAVED.told().to_owned());
        }
    };
    let only_shown_box = move || {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=only_shown
                    on:change=move |event| only_shown.set(event_target_checked(&event))
                />
                <span>{words::EXPORT_SHOWN}</span>
            </label>
        }
    };
    let choice = move |(label, what): (Word, Word), act: Callback<()>| {
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
        let entries = Some(words::count(items.len()));
        panel.activity.note(Action::Printed, "", entries);
        is_open.set(false);
        print.run(items);
    });
    view! {
        <Sheet title=words::EXPORT is_open>
            <p class="quiet-text">{words::EXPORT_LEAD}</p>
            {move || is_narrow().then(only_shown_box)}
            <ul class="plain export">
                {File::ALL
                    .map(|file| choice(file.parts().2, Callback::new(move |()| save(file))))
                    .collect_view()}
                {choice((words::EXPORT_PRINT, words::EXPORT_PRINT_WHAT), print)}
            </ul>
            <p class="hint" role="status">
                {move || told.get()}
            </p>
        </Sheet>
    }
}

/// What is shown, in the order in which it is, or everything in the order of the cluster.
fn chosen(panel: Panel, only_shown: bool) -> Vec<Arc<Item>> {
    if only_shown {
        return Group::ALL.into_iter().flat_map(|group| panel.rows(group).items).collect();
    }
    panel
        .inventory
        .loaded
        .with(|loaded| loaded.as_ref().map(|loaded| loaded.items().to_vec()).unwrap_or_default())
}
