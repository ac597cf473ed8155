//! The session's activity, newest first, and as a download.

use cert_inventory::Message;
use leptos::prelude::*;
use panel_logic::activity::ActivityEntry;
use panel_logic::utc;

use crate::language;
use crate::state::Panel;
use crate::ui::kit::{Icon, Sheet, download};
use crate::ui::strings::labels;
use crate::ui::text::shown;
use crate::ui::time;

/// The activity sheet.
#[component]
pub fn ActivitySheet(
    panel: Panel,
    is_open: RwSignal<bool>,
    /// Opens the comparison with an export.
    compare: Callback<()>,
) -> impl IntoView {
    let log = panel.activity.log;
    let save = move |_| {
        let text = log.with_untracked(|log| {
            panel.inventory.cluster_name.with_untracked(|cluster| {
                panel.user.with_value(|user| log.to_json(cluster.as_deref(), user.as_deref()))
            })
        });
        download("certdeck-activity.json", "application/json", &text);
    };
    let row = |entry: ActivityEntry| {
        view! {
            <li>
                <time datetime=entry.at.to_string() title=utc::instant(entry.at)>
                    {time::of_day(entry.at)}
                </time>
                <div>
                    <strong>{labels::action(entry.action)}</strong>
                    {" "}
                    <span class="activity-name">{shown(&entry.name)}</span>
                    <p>{Message::localized_all(&entry.outcome, language::translations())}</p>
                </div>
            </li>
        }
    };
    let who_and_where = move || {
        let names = [panel.user.get_value(), panel.inventory.cluster_name.get()];
        names.iter().flatten().map(|name| shown(name)).collect::<Vec<_>>().join(" · ")
    };
    let newest_first =
        move || log.with(|log| log.entries().iter().rev().cloned().collect::<Vec<_>>());
    let action = view! {
        <button type="button" on:click=move |_| compare.run(())>
            {labels::COMPARE}
        </button>
        <button type="button" on:click=save>
            <Icon name="download" />
            <span>{labels::ACTIVITY_SAVE}</span>
        </button>
    }
    .into_any();
    view! {
        <Sheet
            title=labels::ACTIVITY.localized()
            close_label=labels::CLOSE.localized()
            is_open
            action
        >
            <p class="quiet-text">{labels::ACTIVITY_LEAD}</p>
            <p>{who_and_where}</p>
            <ol class="plain activity" tabindex="0" aria-label=labels::ACTIVITY>
                <For
                    each=newest_first
                    key=|entry| (entry.number, entry.outcome.len())
                    children=row
                />
            </ol>
        </Sheet>
    }
}
