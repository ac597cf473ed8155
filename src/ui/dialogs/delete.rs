//! The confirmation before a certificate is deleted.

use cert_inventory::Trust;
use cert_inventory::commands::{is_plain, save_pair};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::deletion::Step;
use web_sys::FocusOptions;

use crate::language;
use crate::state::Panel;
use crate::ui::command::{all_commands, placeholders};
use crate::ui::kit::{Dialog, Icon};
use crate::ui::pem::PemDownload;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::shown;
use crate::ui::waiting::Waiting;

/// Explains what stops working, and asks to type the name.
#[component]
pub fn DeleteDialog(panel: Panel, name: String) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let input = NodeRef::<html::Input>::new();
    let busy = Memo::new(move |_| panel.deletion.step.with(Step::is_deleting));
    let item = untrack(|| panel.inventory.item(&name));
    let versions = panel.inventory.versions.get_untracked();
    let stops = match item.as_ref().and_then(|item| item.known()?.stops(&versions)) {
        Some(stops) => phrases::delete_stops(stops),
        None => labels::DELETE_STOPS_UNKNOWN.localized().to_owned(),
    };
    let has_key = item.as_ref().is_some_and(|item| item.key.is_some());
    let connection = item.as_ref().and_then(|item| item.known()).map(|known| match known.trust {
        _ if known.serves_api => labels::CONNECTION_API,
        Some(Trust::ClientCas) => labels::CONNECTION_CLIENT,
        _ => labels::CONNECTION_SAFE,
    });
    let cluster = panel.inventory.cluster_name.get_untracked();
    let save = if has_key { save_pair(&name, cluster.as_deref()) } else { None };
    let is_plain = is_plain(&name);
    let last = if has_key { labels::DELETE_FINAL_KEY } else { labels::DELETE_FINAL };
    let user = panel.user_to_confirm();
    let password = NodeRef::<html::Input>::new();
    let has_password = RwSignal::new(user.is_none());
    let checking = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    // The displayed form is what a user can type.
    let name = StoredValue::new(shown(&name));
    let is_typed = Memo::new(move |_| name.with_value(|name| typed.with(|typed| typed == name)));
    let ready = Memo::new(move |_| is_typed.get() && has_password.get());
    let mistyped = Memo::new(move |_| {
        name.with_value(|name| typed.with(|typed| !name.starts_with(typed.as_str())))
    });
    let close = move || panel.deletion.close();
    let user = StoredValue::new(user);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !ready.get_untracked() || checking.get_untracked() {
            return;
        }
        let (Some(user), Some(input)) = (user.get_value(), password.get_untracked()) else {
            return panel.delete_confirmed();
        };
        let secret = input.value();
        checking.set(true);
        refused.set(None);
        spawn_local(async move {
            let result = panel.check_password(&user, &secret).await;
            input.set_value("");
            // The dialog was closed meanwhile: what it confirmed no longer holds.
            if checking.try_set(false).is_some() {
                return;
            }
            has_password.set(false);
            match result {
                Ok(()) => panel.delete_confirmed(),
                Err(why) => {
                    refused.set(Some(language::localized(&why.message())));
                    drop(input.focus());
                }
            }
        });
    };
    Effect::new(move || {
        if let Some(input) = input.get() {
            // After the dialog opens, which moves the focus to its first control.
            // The reader starts at the top: what stops working is above it.
            request_animation_frame(move || {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                drop(input.focus_with_options(&options));
            });
        }
    });
    view! {
        <Dialog
            role="alertdialog"
            class="question"
            labelled_by="delete-title"
            described_by="delete-lost"
            on_dismiss=Callback::new(move |()| close())
        >
            <form on:submit=submit>
                <h2 id="delete-title">{name.with_value(|name| phrases::delete_question(name))}</h2>
                <div id="delete-lost" class="lost">
                    {move || {
                        let role = panel.inventory.read_only_role()?;
                        Some(view! { <p>{phrases::read_only(&role)}</p> })
                    }}
                    <p>{stops}</p>
                    <p>{connection.map(Label::localized)}</p>
                    <p>{last}</p>
                </div>
                {item
                    .filter(|item| !item.certificates.is_empty())
                    .map(|item| {
                        view! {
                            <p class="keep">
                                <span>{labels::DELETE_KEEP}</span>
                                <PemDownload item />
                            </p>
                        }
                    })}
                {save
                    .map(|command| {
                        let explained = placeholders(std::slice::from_ref(&command));
                        view! {
                            <details>
                                <summary>{labels::SAVE_PAIR}</summary>
                                <div class="commands">
                                    {all_commands(vec![command])} {explained}
                                </div>
                            </details>
                        }
                    })}
                {(has_key && !is_plain)
                    .then(|| view! { <p class="quiet-text">{labels::NO_COMMAND}</p> })}
                <label for="delete-name">
                    {name.with_value(|name| phrases::delete_type(name))}
                </label>
                <input
                    id="delete-name"
                    node_ref=input
                    type="text"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby="delete-hint"
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                {user
                    .get_value()
                    .map(|user| {
                        view! {
                            <label for="delete-password">{labels::CONFIRM_PASSWORD}</label>
                            // Password managers need the name beside it.
                            <input type="hidden" autocomplete="username" value=user />
                            <input
                                id="delete-password"
                                node_ref=password
                                type="password"
                                autocomplete="current-password"
                                aria-describedby="delete-refused"
                                on:input=move |event| {
                                    has_password.set(!event_target_value(&event).is_empty());
                                }
                            />
                            <p id="delete-refused" class="hint" role="alert">
                                {refused}
                            </p>
                        }
                    })}
                <p id="delete-hint" class="hint" role="status">
                    {move || {
                        if checking.get() {
                            labels::CHECKING_PASSWORD.localized().to_owned()
                        } else if busy.get() {
                            labels::DELETING.localized().to_owned()
                        } else if mistyped.get() {
                            name.with_value(|name| phrases::delete_mistyped(name))
                        } else {
                            String::new()
                        }
                    }}
                </p>
                <Waiting panel since=Signal::derive(move || panel.deletion.since()) />
                <div class="buttons">
                    <button type="button" on:click=move |_| close()>
                        {move || {
                            let label = if busy.get() { labels::GO_ON } else { labels::CANCEL };
                            label.localized()
                        }}
                    </button>
                    <button
                        type="submit"
                        class="danger solid"
                        disabled=move || !ready.get()
                        aria-disabled=move || (busy.get() || checking.get()).to_string()
                    >
                        <Icon name="trash" />
                        <span>{labels::DELETE}</span>
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
