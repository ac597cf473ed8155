//! Before anybody can sign in: the first answer is awaited, or the page is set up wrongly.

use leptos::prelude::*;
use panel_logic::config::ConfigError;

use crate::language;
use crate::ui::strings::labels;

/// The first answer is on its way.
#[component]
pub fn Starting() -> impl IntoView {
    view! {
        <main class="starting" aria-busy="true">
            <p>{labels::STARTING}</p>
        </main>
    }
}

/// The configuration cannot be used: nothing is asked of anybody until it is.
#[component]
pub fn Unconfigured(error: ConfigError) -> impl IntoView {
    view! {
        <main class="sign-in">
            <div class="card" role="alert">
                <h1>{labels::CONFIG_TITLE}</h1>
                <p>{language::localized(&error.message())}</p>
                <p class="quiet-text">{labels::CONFIG_HELP}</p>
            </div>
        </main>
    }
}
