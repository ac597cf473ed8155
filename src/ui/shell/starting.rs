//! The page before sign-in: loading, or misconfigured.

use leptos::prelude::*;
use panel_logic::config::ConfigError;

use crate::language;
use crate::ui::strings::labels;

/// Waiting for the first response.
#[component]
pub fn Starting() -> impl IntoView {
    view! {
        <main class="starting" aria-busy="true">
            <p>{labels::STARTING}</p>
        </main>
    }
}

/// The configuration is invalid: no sign-in until it's fixed.
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
