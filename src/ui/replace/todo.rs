//! What has to be done around a replacement, as a checklist.

use cert_inventory::{Task, tasks};
use leptos::prelude::*;

use crate::language;
use crate::state::{Draft, Panel, Tray};
use crate::ui::command::{all_commands, placeholders};
use crate::ui::strings::labels;

/// What has to be done first.
#[component]
pub fn Before(panel: Panel, tray: Tray, name: StoredValue<String>) -> impl IntoView {
    let all = Memo::new(move |_| {
        let fqdn = panel.inventory.cluster_name.get();
        let of_name = |name: &String, draft: &Draft| {
            let current = panel.inventory.item(name);
            let new = draft.submission().map(|it| it.item());
            let item = current.as_deref().or(new);
            item.map(|item| tasks(item, fqdn.as_deref())).unwrap_or_default()
        };
        let of_draft = |draft: &Draft| {
            let mut all: Vec<Task> = Vec::new();
            for task in draft.names().flat_map(|name| of_name(name, draft)) {
                if task.is_before && !all.contains(&task) {
                    all.push(task);
                }
            }
            all
        };
        name.with_value(|name| tray.with(name, of_draft)).unwrap_or_default()
    });
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            view! {
                <h3>{labels::FIRST_DO}</h3>
                {checklist(all)}
            }
        })
    }
}

/// Points to tick off, with their commands.
pub fn checklist(tasks: Vec<Task>) -> impl IntoView {
    let commands: Vec<_> = tasks.iter().filter_map(|task| task.command.clone()).collect();
    let point = |task: Task| {
        view! {
            <li>
                <label class="check">
                    // Not static, or Leptos would make a template of it.
                    <input type="checkbox" prop:checked=false />
                    {language::localized(&task.what)}
                </label>
                {all_commands(task.command.into_iter().collect())}
            </li>
        }
    };
    view! {
        <ul class="plain checklist">{tasks.into_iter().map(point).collect_view()}</ul>
        {placeholders(&commands)}
    }
}
