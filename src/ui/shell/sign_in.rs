//! The sign-in form.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::sign_in_form::{self, FormError};

use crate::language;
use crate::state::{App, SignedOutReason};
use crate::ui::around::{LanguageSwitch, page_title};
use crate::ui::kit::Icon;
use crate::ui::strings::{Label, labels, phrases};

/// Asks for username and password, and explains why, if there is a reason.
#[component]
pub fn SignIn(app: App, reason: SignedOutReason) -> impl IntoView {
    let username = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    // The current activity, if any.
    let busy = RwSignal::new(None::<Label>);
    // A cluster that requires no sign-in may only have been unreachable.
    let retry = match reason {
        SignedOutReason::NoResponse(_) => Some(labels::TRY_AGAIN),
        SignedOutReason::Locked(_) | SignedOutReason::Left => Some(labels::UNLOCK),
        _ => None,
    };
    let is_locked = matches!(reason, SignedOutReason::Locked(_) | SignedOutReason::Left);
    let failure = RwSignal::new(match reason {
        SignedOutReason::Expected => None,
        SignedOutReason::SessionEnded => Some(labels::SESSION_ENDED.localized().to_owned()),
        SignedOutReason::Idle(minutes) => Some(phrases::idle_ended(minutes)),
        SignedOutReason::Locked(minutes) => Some(phrases::locked(minutes)),
        SignedOutReason::Left => Some(labels::LEFT.localized().to_owned()),
        SignedOutReason::TooLong(hours) => Some(phrases::session_over(hours)),
        SignedOutReason::NoResponse(failure) => Some(language::localized(&failure.message())),
    });
    let config = app.config();
    page_title::set(&[&config.title]);
    Effect::new(move || {
        if let Some(input) = username.get() {
            drop(input.focus());
        }
    });

    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(name_input), Some(password_input)) =
            (username.get_untracked(), password.get_untracked())
        else {
            return;
        };
        if busy.get_untracked().is_some() {
            return;
        }
        let (name, secret) = (name_input.value(), password_input.value());
        if let Err(error) = sign_in_form::check(&name, &secret) {
            let (message, input) = match error {
                FormError::NameMissing => (labels::NAME_MISSING, &name_input),
                FormError::NameWithColon => (labels::NAME_WITH_COLON, &name_input),
                FormError::PasswordMissing => (labels::PASSWORD_MISSING, &password_input),
            };
            failure.set(Some(message.localized().to_owned()));
            drop(input.focus());
            return;
        }
        busy.set(Some(labels::SIGNING_IN));
        failure.set(None);
        spawn_local(async move {
            let result = app.sign_in(name, secret).await;
            password_input.set_value("");
            if let Err(why) = result {
                failure.set(Some(language::localized(&why.message())));
                busy.set(None);
                drop(password_input.focus());
            }
        });
    };
    let probe = move |_| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(labels::STARTING));
        spawn_local(async move { app.probe_without_credentials().await });
    };

    view! {
        <main class="sign-in">
            <LanguageSwitch app />
            <form class="card" on:submit=submit novalidate=true>
                <h1>{labels::TITLE}</h1>
                {(!config.title.is_empty())
                    .then(|| view! { <p class="site-title">{config.title.clone()}</p> })}
                {(!is_locked).then(|| view! { <p class="quiet-text">{labels::SIGN_IN_LEAD}</p> })}
                {(!config.api.is_empty())
                    .then(|| {
                        view! {
                            <p class="quiet-text destination">{phrases::sign_in_at(&config.api)}</p>
                        }
                    })}
                {move || {
                    failure
                        .get()
                        .map(|message| {
                            view! {
                                <p class="form-failure" role="alert">
                                    <Icon name="error" />
                                    <span>{message}</span>
                                </p>
                            }
                        })
                }}
                {(!is_locked)
                    .then(|| {
                        view! {
                            <label for="username">{labels::USERNAME}</label>
                            <input
                                id="username"
                                node_ref=username
                                prop:value=app.typed_name.get_value()
                                on:input=move |event| {
                                    app.typed_name.set_value(event_target_value(&event))
                                }
                                type="text"
                                autocomplete="username"
                                autocapitalize="none"
                                spellcheck="false"
                            />
                            <label for="password">{labels::PASSWORD}</label>
                            <input
                                id="password"
                                node_ref=password
                                type="password"
                                autocomplete="current-password"
                            />
                            <button
                                type="submit"
                                class="primary"
                                aria-disabled=move || busy.get().is_some().to_string()
                            >
                                {move || busy.get().unwrap_or(labels::SIGN_IN).localized()}
                            </button>
                        }
                    })}
                {retry
                    .map(|label| {
                        view! {
                            <button type="button" class:primary=is_locked on:click=probe>
                                <Icon name="refresh" />
                                <span>
                                    {move || {
                                        busy.get()
                                            .filter(|_| is_locked)
                                            .unwrap_or(label)
                                            .localized()
                                    }}
                                </span>
                            </button>
                        }
                    })}
                {(!is_locked)
                    .then(|| view! { <p class="quiet-text small">{labels::SIGN_IN_NOTE}</p> })}
            </form>
        </main>
    }
}
