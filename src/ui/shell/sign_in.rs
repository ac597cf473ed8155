//! The sign-in form. Its elements are in `index.html`: they are seen, and take what is typed, before
//! this program is there. Only their texts and events are set here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::sign_in_form::{self, FormError};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::language;
use crate::state::{App, SignedOutReason};
use crate::ui::around::{page_title, switch_language};
use crate::ui::kit::on_event;
use crate::ui::strings::{Label, labels, phrases};

/// The form's page, in the document or out of it.
#[derive(Clone, Copy)]
pub struct SignInPage(StoredValue<Option<HtmlElement>, LocalStorage>);

/// Set by boot.js when the form was submitted before anything here listened.
const SUBMITTED: &str = "data-submitted";

impl SignInPage {
    pub fn find() -> Self {
        let main = document().get_element_by_id("sign-in");
        Self(StoredValue::new_local(main.and_then(|main| main.dyn_into().ok())))
    }

    /// Takes it out of the document, with nothing typed in it.
    pub fn remove(self) {
        for id in ["username", "password"] {
            if let Some(input) = self.part::<HtmlInputElement>(id) {
                input.set_value("");
            }
        }
        self.0.with_value(|main| main.iter().for_each(|main| main.remove()));
    }

    fn show(self) {
        let sprite = document().body().and_then(|body| body.first_element_child());
        self.0.with_value(|main| {
            if let (Some(main), Some(sprite)) = (main.as_ref(), sprite)
                && !main.is_connected()
            {
                drop(sprite.after_with_node_1(main));
            }
        });
    }

    fn part<T: JsCast>(self, id: &str) -> Option<T> {
        let selector = format!("#{id}");
        self.0.with_value(|main| {
            main.as_ref()?.query_selector(&selector).ok().flatten()?.dyn_into().ok()
        })
    }

    /// Shows a part with this text; hides it without.
    fn set(self, id: &str, text: Option<&str>) {
        let Some(part) = self.part::<HtmlElement>(id) else { return };
        part.set_hidden(text.is_none());
        let words = part.query_selector("span").ok().flatten();
        words.unwrap_or(part.into()).set_text_content(text);
    }

    fn has_focus(self) -> bool {
        let focused = document().active_element();
        self.0
            .with_value(|main| main.as_ref().is_some_and(|main| main.contains(focused.as_deref())))
    }
}

/// Asks for username and password, and explains why, if there is a reason.
#[component]
pub fn SignIn(app: App, reason: SignedOutReason, page: SignInPage) -> impl IntoView {
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
    let unless_locked = |label: Label| (!is_locked).then(|| label.localized());
    let destination = (!config.api.is_empty()).then(|| phrases::sign_in_at(&config.api));
    page.set("sign-in-site", Some(&*config.title).filter(|title| !title.is_empty()));
    page.set("sign-in-lead", unless_locked(labels::SIGN_IN_LEAD));
    page.set("sign-in-at", destination.as_deref());
    page.set("username-label", Some(labels::USERNAME.localized()));
    page.set("password-label", Some(labels::PASSWORD.localized()));
    page.set("sign-in-note", unless_locked(labels::SIGN_IN_NOTE));
    if let Some(button) = page.part::<HtmlElement>("sign-in-retry") {
        button.set_class_name(if is_locked { "primary" } else { "" });
    }
    if let Some(credentials) = page.part::<HtmlElement>("credentials") {
        credentials.set_hidden(is_locked);
    }
    Effect::new(move || {
        failure.with(|failure| page.set("sign-in-failure", failure.as_deref()));
        // Hidden, it's no alert.
        if let Some(part) = page.part::<HtmlElement>("sign-in-failure") {
            // Can't fail: the name is valid.
            drop(match failure.with_untracked(Option::is_some) {
                true => part.set_attribute("role", "alert"),
                false => part.remove_attribute("role"),
            });
        }
    });
    Effect::new(move || {
        let busy = busy.get();
        page.set("sign-in-button", Some(busy.unwrap_or(labels::SIGN_IN).localized()));
        let while_locked = busy.filter(|_| is_locked);
        page.set("sign-in-retry", retry.map(|label| while_locked.unwrap_or(label).localized()));
        if let Some(button) = page.part::<HtmlElement>("sign-in-button") {
            // Can't fail: the name is valid.
            drop(button.set_attribute("aria-disabled", &busy.is_some().to_string()));
        }
    });

    let inputs = move || {
        Some((
            page.part::<HtmlInputElement>("username")?,
            page.part::<HtmlInputElement>("password")?,
        ))
    };
    let submit = move || {
        let Some((name_input, password_input)) = inputs() else { return };
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
    let probe = move || {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(labels::STARTING));
        spawn_local(async move { app.probe_without_credentials().await });
    };

    let form = page.part::<HtmlElement>("sign-in-form");
    let was_submitted = form.as_ref().is_some_and(|form| form.has_attribute(SUBMITTED));
    if let Some(form) = &form {
        drop(form.remove_attribute(SUBMITTED));
    }
    on_event(form, HtmlElement::set_onsubmit, submit);
    on_event(page.part("sign-in-retry"), HtmlElement::set_onclick, probe);
    switch_language(app, page.part("language"));
    page.show();
    if !page.has_focus()
        && let Some((username, _)) = inputs()
    {
        drop(username.focus());
    }
    if was_submitted {
        submit();
    }
}
