//! What the bar offers beside the list. It folds into a popover where the bar has no room for it.

use leptos::prelude::*;

use super::language_switch::LanguageSwitch;
use super::sheets::Sheets;
use super::theme_switch::ThemeSwitch;
use crate::state::App;
use crate::ui::kit::Icon;
use crate::ui::strings::labels;

const BUTTON_ID: &str = "menu-button";

const ID: &str = "menu";

#[component]
pub fn Menu(app: App, sheets: Sheets) -> impl IntoView {
    let Sheets { keys, activity, .. } = sheets;
    view! {
        <button
            type="button"
            id=BUTTON_ID
            class="quiet menu-button"
            popovertarget=ID
            aria-label=labels::MENU
            title=labels::MENU
        >
            <Icon name="menu" />
        </button>
        <div id=ID class="menu" popover="auto">
            <LanguageSwitch app folded_into=BUTTON_ID />
            <ThemeSwitch />
            <button type="button" class="quiet" on:click=move |_| activity.set(true)>
                <Icon name="list" />
                <span>{labels::ACTIVITY}</span>
            </button>
            <button type="button" class="quiet" on:click=move |_| keys.sheet.set(true)>
                <Icon name="keyboard" />
                <span>{labels::KEYS}</span>
            </button>
        </div>
    }
}
