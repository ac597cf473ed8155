//! The language of the page: the browser's, or as somebody chose for this page.

use cert_inventory::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::language::{LOCALES, Locale};
use crate::state::App;
use crate::ui::kit::on_event;
use crate::ui::strings::phrases;

const ID: &str = "language";

/// A button, labeled in the next language, that switches to it.
#[component]
pub fn LanguageSwitch(
    app: App,
    /// The id of what gets the focus where this is folded away.
    #[prop(default = ID)]
    folded_into: &'static str,
) -> impl IntoView {
    let next = next(app.locale.get_untracked());
    let change = move |_| change(app, next, folded_into);
    view! {
        <button type="button" id=ID class="quiet language" lang=next.tag on:click=change>
            {next.name}
        </button>
    }
}

/// Has a button of the sign-in form do the same.
pub fn switch_language(app: App, button: Option<HtmlElement>) {
    let Some(button) = button else { return };
    let next = next(app.locale.get_untracked());
    button.set_text_content(Some(next.name));
    button.set_lang(next.tag);
    // Can't fail: the name is valid.
    drop(button.remove_attribute("disabled"));
    on_event(Some(button), HtmlElement::set_onclick, move || change(app, next, ID));
}

fn change(app: App, next: &'static Locale, focused: &'static str) {
    spawn_local(async move {
        if app.set_locale(next).await {
            // The page was drawn anew, and this button with it.
            request_animation_frame(move || focus(focused));
        } else {
            app.notices.announce(Tone::Failure, phrases::not_spoken(next.name));
        }
    });
}

fn next(locale: &Locale) -> &'static Locale {
    let at = LOCALES.iter().position(|other| other == locale).unwrap_or_default();
    LOCALES.iter().cycle().nth(at + 1).unwrap_or(&LOCALES[0])
}

fn focus(folded_into: &str) {
    for id in [folded_into, ID] {
        let button = document().get_element_by_id(id);
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            drop(button.focus());
        }
    }
}
