//! The sign-in form.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::language_switch::LanguageSwitch;
use super::page_title;
use crate::language;
use crate::state::{Session, Why};
use crate::ui::kit::Icon;
use crate::ui::words;
use crate::ui::words::Word;

/// Asks for a name and a password, and says why where there is a reason.
#[component]
pub fn SignIn(session: Session, why: Why) -> impl IntoView {
    let username = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    // What is being done, while it is.
    let busy = RwSignal::new(None::<Word>);
    // A cluster that wants no sign-in may only have been out of reach.
    let retry = matches!(why, Why::NoAnswer(_));
    let failure = RwSignal::new(match why {
        Why::Unasked => None,
        Why::Ended => Some(words::SESSION_ENDED.told().to_owned()),
        Why::Idle(minutes) => Some(words::idle_ended(minutes)),
        Why::NoAnswer(failure) => Some(language::told(&failure.told())),
    });
    let config = session.config();
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
        let wrong = if name.is_empty() {
            Some((words::NAME_MISSING, &name_input))
        } else if name.contains(':') {
            Some((words::NAME_WITH_COLON, &name_input))
        } else if secret.is_empty() {
            Some((words::PASSWORD_MISSING, &password_input))
        } else {
            None
        };
        if let Some((message, input)) = wrong {
            failure.set(Some(message.told().to_owned()));
            drop(input.focus());
            return;
        }
        busy.set(Some(words::SIGNING_IN));
        failure.set(None);
        spawn_local(async move {
            let result = session.sign_in(name, secret).await;
            password_input.set_value("");
            if let Err(why) = result {
                failure.set(Some(language::told(&why.told())));
                busy.set(None);
                drop(password_input.focus());
            }
        });
    };
    let knock = move |_| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(words::STARTING));
        spawn_local(async move { session.knock().await });
    };

    view! {
        <main class="sign-in">
            <LanguageSwitch session />
            <form class="card" on:submit=submit novalidate=true>
                <h1>{words::TITLE}</h1>
                {(!config.title.is_empty())
                    .then(|| view! { <p class="site-title">{config.title.clone()}</p> })}
                <p class="quiet-text">{words::SIGN_IN_LEAD}</p>
                {(!config.api.is_empty())
                    .then(|| {
                        view! {
                            <p class="quiet-text destination">
                                {words::sign_in_at(&config.api)}
                            </p>
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
                <label for="username">{words::USERNAME}</label>
                <input
                    id="username"
                    node_ref=username
                    prop:value=session.typed_name.get_value()
                    on:input=move |event| session.typed_name.set_value(event_target_value(&event))
                    type="text"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                />
                <label for="password">{words::PASSWORD}</label>
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
                    {move || busy.get().unwrap_or(words::SIGN_IN).told()}
                </button>
                {retry
                    .then(|| {
                        view! {
                            <button type="button" on:click=knock>
                                <Icon name="refresh" />
                                <span>{words::TRY_AGAIN}</span>
                            </button>
                        }
                    })}
                <p class="quiet-text small">{words::SIGN_IN_NOTE}</p>
            </form>
        </main>
    }
}
