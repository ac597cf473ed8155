//! The page where it is misconfigured.

use leptos::prelude::*;
use panel_logic::config::ConfigError;

use crate::language;
use crate::ui::strings::labels;

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
