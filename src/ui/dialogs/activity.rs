//! What happened in this session, newest first, and as a file.

use cert_inventory::{Language, Message, visible};
use leptos::prelude::*;
use serde_json::json;

use crate::language;
use crate::state::{Action, Entry, Panel};
use crate::ui::kit::{Icon, Sheet, download};
use crate::ui::{time, words};

/// The sheet that lists it.
#[component]
pub fn ActivitySheet(panel: Panel, is_open: RwSignal<bool>) -> impl IntoView {
    let list = panel.activity.list;
    let save = move |_| {
        let text = list.with_untracked(|list| file(list));
        download("certdeck-activity.json", "application/json", &text);
    };
    let row = |entry: Entry| {
        view! {
            <li>
                <time datetime=entry.at.to_string() title=time::utc(entry.at)>
                    {time::of_day(entry.at)}
                </time>
                <div>
                    <strong>{words::action(entry.action)}</strong>
                    {" "}
                    <span class="activity-name">{visible(&entry.name).into_owned()}</span>
                    <p>{Message::all_told_in(&entry.outcome, language::words())}</p>
                </div>
            </li>
        }
    };
    let newest_first = move || list.with(|list| list.iter().rev().cloned().collect::<Vec<_>>());
    let action = view! {
        <button type="button" on:click=save>
            <Icon name="download" />
            <span>{words::ACTIVITY_SAVE}</span>
        </button>
    }
    .into_any();
    view! {
        <Sheet title=words::ACTIVITY is_open action>
            <p class="quiet-text">{words::ACTIVITY_LEAD}</p>
            <ol class="plain activity" tabindex="0" aria-label=words::ACTIVITY>
                <For
                    each=newest_first
                    key=|entry| (entry.number, entry.outcome.len())
                    children=row
                />
            </ol>
        </Sheet>
    }
}

/// An array of `{"time", "action", "name", "outcome"}`, oldest first; times are RFC 3339
/// and outcomes English, whatever the page speaks.
fn file(list: &[Entry]) -> String {
    let entry = |entry: &Entry| {
        json!({
            "time": entry.at.to_string(),
            "action": key(entry.action),
            "name": entry.name,
            "outcome": Message::all_told_in(&entry.outcome, &Language::english()),
        })
    };
    format!("{:#}\n", json!(list.iter().map(entry).collect::<Vec<_>>()))
}

/// What programs call an action, in every language.
fn key(action: Action) -> &'static str {
    match action {
        Action::SignedIn => "sign-in",
        Action::Read => "read",
        Action::ReadFailed => "read-failed",
        Action::Deleted => "delete",
        Action::Elsewhere => "elsewhere",
        Action::Exported => "export",
        Action::Printed => "print",
    }
}
