//! The first step: which names are replaced, with which files.

use cert_inventory::{KNOWN, Known, known};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, File};

use super::checks::{Checks, Objections};
use super::confirm::Confirm;
use super::files::Files;
use super::how_to_get::HowToGet;
use super::side_by_side::Comparison;
use super::title::Title;
use super::todo::Before;
use crate::state::{ChosenFile, Draft, Given, Panel, Tray};
use crate::ui::kit::{FilePicker, Icon, all_files};
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

/// How a text begins that may have a private key in it.
const PEM: &str = "-----BEGIN ";

#[component]
pub fn Collect(panel: Panel, tray: Tray) -> impl IntoView {
    let names = Memo::new(move |_| {
        tray.drafts.with(|drafts| drafts.iter().map(|draft| draft.name.clone()).collect::<Vec<_>>())
    });
    let title = move || {
        let all = tray.drafts.with(|drafts| drafts.iter().map(|it| it.names().count()).sum());
        match (all, names.get().first()) {
            (1, Some(name)) if panel.inventory.item(name).is_none() => {
                phrases::set_label(&shown(name))
            }
            (1, Some(name)) => phrases::replace_label(&shown(name)),
            (count, _) => phrases::replace_several(count),
        }
    };
    let objections: Objections = Memo::new(move |_| {
        tray.drafts.with(|drafts| drafts.iter().flat_map(|it| panel.objections(it)).collect())
    });
    follow_paste(panel, tray);
    let role = move || {
        let role = panel.inventory.read_only_role()?;
        Some(view! { <p class="role">{phrases::read_only(&role)}</p> })
    };
    view! {
        <Title text=Signal::derive(title) />
        {role}
        <For
            each=move || names.get()
            key=Clone::clone
            children=move |name| {
                view! { <DraftView panel tray name names objections /> }
            }
        />
        <AnotherName panel tray />
        <Confirm panel tray objections />
    }
}

/// One name, its files, and what is to be known of them.
#[component]
fn DraftView(
    panel: Panel,
    tray: Tray,
    name: String,
    names: Memo<Vec<String>>,
    objections: Objections,
) -> impl IntoView {
    let lead = match known(&name).and_then(|known| known.trust) {
        Some(_) => labels::REPLACE_LEAD_CAS,
        None => labels::REPLACE_LEAD,
    };
    let name = StoredValue::new(name);
    let add = move |given| {
        spawn_local(panel.add_files(name.get_value(), given));
    };
    let on_files = Callback::new(move |files: Vec<File>| add(of_files(files)));
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        let files = all_files(event.data_transfer().and_then(|transfer| transfer.files()));
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let head = move || {
        (names.with(Vec::len) > 1).then(|| {
            let name = name.get_value();
            let label = phrases::leave_out(&shown(&name));
            view! {
                <div class="draft-head">
                    <h3>{shown(&name)}</h3>
                    <button
                        type="button"
                        class="quiet"
                        aria-label=label.clone()
                        title=label
                        on:click=move |_| tray.remove(&name)
                    >
                        <Icon name="close" />
                    </button>
                </div>
            }
        })
    };
    let has_submission = Memo::new(move |_| {
        let has = |draft: &Draft| draft.submission().is_some();
        name.with_value(|name| tray.with(name, has)) == Some(true)
    });
    view! {
        <section class="draft" on:drop=dropped>
            {head}
            <p class="quiet-text">{lead}</p>
            <div class="drop">
                <span>{labels::FILES_DROP}</span>
                <FilePicker label=labels::FILES_CHOOSE.localized() is_multiple=true on_files />
                <FilePicker label=labels::FILES_FOLDER.localized() is_folder=true on_files />
            </div>
            <Files tray name />
            {move || {
                has_submission
                    .get()
                    .then(|| {
                        view! {
                            <AlsoFor panel tray name />
                            <Checks tray name objections />
                            <Comparison panel tray name />
                            <Before panel tray name />
                        }
                    })
            }}
            <HowToGet panel tray name />
        </section>
    }
}

fn of_files(files: Vec<File>) -> Vec<Given> {
    files.into_iter().map(|file| Given::File(ChosenFile::from(file))).collect()
}

/// Takes what is pasted, so that a private key never stands in a text box.
fn follow_paste(panel: Panel, tray: Tray) {
    let pasted = window_event_listener(ev::paste, move |event| {
        let Some(transfer) = event.clipboard_data() else { return };
        let files = all_files(transfer.files());
        let text = transfer.get_data("text/plain").unwrap_or_default();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_typing = target.is_some_and(|target| target.matches("input").unwrap_or(false));
        if files.is_empty() && (text.is_empty() || is_typing && !text.contains(PEM)) {
            return;
        }
        event.prevent_default();
        // To the last name that was added: what was pasted for the others stands above it.
        let name = tray.drafts.with_untracked(|drafts| Some(drafts.last()?.name.clone()));
        let Some(name) = name else { return };
        let given = match files.is_empty() {
            true => vec![Given::Pasted(labels::PASTED.localized().to_owned(), text.into_bytes())],
            false => of_files(files),
        };
        spawn_local(panel.add_files(name, given));
    });
    on_cleanup(move || pasted.remove());
}

/// Other names that can have the same certificate, such as one with a wildcard.
#[component]
fn AlsoFor(panel: Panel, tray: Tray, name: StoredValue<String>) -> impl IntoView {
    let is_server = |known: &&'static Known| known.cluster_names;
    let own = name.get_value();
    if !known(&own).as_ref().is_some_and(is_server) {
        return ().into_any();
    }
    let others = Memo::new(move |_| {
        let version = panel.inventory.version();
        let has_draft = |it: &&Known| {
            tray.drafts.with(|drafts| drafts.iter().any(|draft| draft.name == it.name))
        };
        let others = KNOWN.iter().filter(is_server).filter(|it| it.is_in(version));
        others.filter(|it| !has_draft(it)).map(|it| it.name).collect::<Vec<_>>()
    });
    let check = move |other: &'static str| {
        let is_in = move || {
            let has = |draft: &Draft| draft.others.iter().any(|name| name == other);
            name.with_value(|name| tray.with(name, has)) == Some(true)
        };
        let change = move |_| {
            let name = name.get_value();
            tray.update(&name, |draft| {
                if draft.others.iter().any(|name| name == other) {
                    draft.others.retain(|name| name != other);
                } else {
                    draft.others.push(other.to_owned());
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=is_in on:change=change />
                {other}
            </label>
        }
    };
    let all = move || others.get().into_iter().map(check).collect_view();
    view! {
        <fieldset class="choices">
            <legend>{labels::ALSO_FOR}</legend>
            {all}
        </fieldset>
    }
    .into_any()
}

/// Adds a name to those that are replaced together.
#[component]
fn AnotherName(panel: Panel, tray: Tray) -> impl IntoView {
    let others = Memo::new(move |_| {
        let listed = panel.inventory.items();
        let listed = listed.iter().filter(|item| item.addressable()).map(|item| item.name.clone());
        let empty = panel.inventory.empty_slots().into_iter().map(|slot| slot.name.to_owned());
        let mut names: Vec<String> = listed.chain(empty).collect();
        tray.drafts.with(|drafts| {
            names.retain(|name| !drafts.iter().any(|draft| draft.names().any(|it| it == name)));
        });
        names
    });
    let chosen = move |event: ev::Event| {
        let name = event_target_value(&event);
        if !name.is_empty() {
            tray.begin(&name);
        }
    };
    let options = move || {
        let option = |name: String| {
            let text = shown(&name);
            view! { <option value=name>{text}</option> }
        };
        view! {
            <option value="" selected>
                {labels::CHOOSE_NAME}
            </option>
            {others.get().into_iter().map(option).collect_view()}
        }
    };
    // Only once there is something to send: it's one name first.
    let has_first = Memo::new(move |_| {
        tray.drafts.with(|drafts| drafts.iter().all(|draft| draft.submission().is_some()))
    });
    move || {
        has_first.get().then(|| {
            view! {
                <p class="another">
                    <label for="another-name">{labels::ANOTHER_NAME}</label>
                    <select id="another-name" on:change=chosen>
                        {options}
                    </select>
                </p>
            }
        })
    }
}
