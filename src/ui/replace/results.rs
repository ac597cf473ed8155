//! What became of it: what the cluster responded, what it lists now, and what is to be done.

use cert_inventory::{Task, Tone};
use leptos::prelude::*;
use panel_logic::replacing::{Replacing, Told};

use super::title::Title;
use super::todo::checklist;
use crate::language;
use crate::state::{Panel, Tray};
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

#[component]
pub fn Results(panel: Panel, tray: Tray) -> impl IntoView {
    let Some(flow) = tray.flow.get_untracked() else { return ().into_any() };
    let responses = flow.responses().map(|(names, outcome)| {
        result(outcome.tone(), language::localized(&outcome.message(names)))
    });
    let responses: Vec<_> = responses.collect();
    let names: Vec<_> = flow.told().map(of_name).collect();
    let is_done = flow.told().all(Told::is_done);
    let todo: Vec<_> = flow.names().iter().map(|name| afterward(panel, &flow, name)).collect();
    let again = (!is_done).then(|| match tray.is_held() {
        true => view! {
            <button type="button" on:click=move |_| panel.replace_again()>
                {labels::SAME_FILES}
            </button>
        }
        .into_any(),
        false => view! { <p>{labels::FILES_GONE}</p> }.into_any(),
    });
    let over = move |_| {
        let names = tray.flow.with_untracked(|flow| {
            let told = flow.iter().flat_map(Replacing::told);
            told.filter(|it| !it.is_done()).map(|it| it.name.to_owned()).collect::<Vec<_>>()
        });
        tray.clear();
        names.iter().for_each(|name| tray.begin(name));
    };
    let over = (!is_done).then(|| {
        view! {
            <button type="button" on:click=over>
                {labels::START_OVER}
            </button>
        }
    });
    let close = move |_| panel.replacing.asked.set(None);
    view! {
        <Title text=Signal::derive(|| labels::RESULTS.localized().to_owned()) />
        <div role="status">
            <ul class="plain results">{responses} {names}</ul>
        </div>
        {todo}
        <div class="buttons">
            {again} {over} <button type="button" class="primary" on:click=close>
                {labels::CLOSE}
            </button>
        </div>
    }
    .into_any()
}

fn result(tone: Tone, text: String) -> AnyView {
    let (class, icon) = match tone {
        Tone::Success => ("result good", "check"),
        Tone::Failure => ("result bad", "error"),
    };
    view! {
        <li class=class>
            <Icon name=icon />
            <p>{text}</p>
        </li>
    }
    .into_any()
}

fn of_name(told: Told<'_>) -> AnyView {
    match told.outcome {
        Some(outcome) => {
            let text = language::localized(&outcome.message_after(told.name, told.installed));
            result(outcome.tone_after(told.installed), text)
        }
        None => result(Tone::Failure, phrases::not_sent(&shown(told.name))),
    }
}

/// What is to be done for a name that may have been changed.
fn afterward(panel: Panel, flow: &Replacing, name: &str) -> Option<impl IntoView + use<>> {
    let mut told = flow.told().filter(|told| told.name == name);
    let may_have_changed = told.next()?.outcome?.may_have_changed();
    let tasks: Vec<Task> =
        untrack(|| panel.tasks_for(name)).into_iter().filter(|task| !task.is_before).collect();
    let name = shown(name);
    (may_have_changed && !tasks.is_empty()).then(|| {
        view! {
            <section>
                <h3>{phrases::then_do(&name)}</h3>
                {checklist(tasks)}
            </section>
        }
    })
}
