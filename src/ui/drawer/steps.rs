//! What to do about a certificate: get a new one, put it in place, verify it.

use std::sync::Arc;

use cert_inventory::commands::{self, is_plain};
use cert_inventory::{Advice, Finding, Item, Message, advice};
use leptos::prelude::*;

use crate::language;
use crate::state::Panel;
use crate::ui::command::{all_commands, placeholders};
use crate::ui::replace_action::{ReplaceAction, RotateAction};
use crate::ui::strings::{Label, labels};

/// The steps for an item with these findings, then other ways; where nothing has to be replaced,
/// how it could be.
#[component]
pub fn Steps<'a>(panel: Panel, item: &'a Arc<Item>, found: Vec<Finding>) -> impl IntoView + use<> {
    let (item, named) = (Arc::clone(item), Arc::clone(item));
    let plain_name = is_plain(&item.name);
    // A memo, so that the passing of time alone doesn't fold what is open.
    let advice = Memo::new(move |_| panel.in_context(|context| advice(&item, &found, context)));
    move || {
        let no_command =
            (!plain_name).then(|| view! { <p class="quiet-text">{labels::NO_COMMAND}</p> });
        let Advice { get, request, mut replace, cautions, afterward, verify, others } =
            advice.get();
        let is_something_said = !others.is_empty();
        let others = others.into_iter().map(|other| view! { <p>{language::localized(&other)}</p> });
        let others = others.collect_view();
        if get.is_empty() {
            replace.extend(verify);
            let title = is_something_said.then(|| view! { <h3>{labels::WHAT_TO_DO}</h3> });
            return view! {
                {title}
                {others}
                {no_command}
                {folded(labels::REPLACE, replace)}
            }
            .into_any();
        }
        let more = replace.split_off(replace.len().min(1));
        let shown: Vec<_> = request.iter().chain(&replace).chain(&verify).cloned().collect();
        let replacing = (!replace.is_empty()).then(|| {
            let afterward = afterward.into_iter().map(|task| {
                view! {
                    {sentences(&[task.what])}
                    {all_commands(task.command.into_iter().collect())}
                }
            });
            view! {
                <li>
                    {sentences(&cautions)} {action(panel, &named)} {all_commands(replace)}
                    {afterward.collect_view()}
                </li>
            }
        });
        view! {
            <h3>{labels::WHAT_TO_DO}</h3>
            <ol class="steps">
                <li>{sentences(&get)} {all_commands(request.into_iter().collect())}</li>
                {replacing}
                <li>{all_commands(verify.into_iter().collect())} <p>{labels::VERIFY_HERE}</p></li>
            </ol>
            {others}
            {no_command}
            {placeholders(&shown)}
            {folded(labels::REPLACE_OTHERWISE, more)}
        }
        .into_any()
    }
}

/// The button that does it here.
fn action(panel: Panel, item: &Item) -> impl IntoView + use<> {
    let name = item.name.clone();
    match item.is_made_by_cluster() {
        true => view! { <RotateAction panel name /> }.into_any(),
        false => view! { <ReplaceAction panel name /> }.into_any(),
    }
}

fn sentences(messages: &[Message]) -> impl IntoView + use<> {
    let texts: Vec<_> = messages.iter().map(language::localized).collect();
    (!texts.is_empty()).then(|| view! { <p>{texts.join(" ")}</p> })
}

/// Commands that are seen when asked for.
fn folded(title: Label, commands: Vec<commands::Command>) -> impl IntoView {
    let placeholders = placeholders(&commands);
    (!commands.is_empty()).then(|| {
        let explained = (all_commands(commands), placeholders);
        view! {
            <details>
                <summary>{title}</summary>
                <div class="commands">{explained}</div>
            </details>
        }
    })
}
