//! A button that changes the theme.

use leptos::prelude::*;

use crate::ui::kit::Icon;
use crate::ui::strings::{Label, labels};
use crate::ui::theme::Theme;

impl Theme {
    fn next(self) -> Self {
        match self {
            Self::System => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::System,
        }
    }

    fn icon_and_label(self) -> (&'static str, Label) {
        match self {
            Self::System => ("theme", labels::THEME_SYSTEM),
            Self::Light => ("sun", labels::THEME_LIGHT),
            Self::Dark => ("moon", labels::THEME_DARK),
        }
    }
}

/// A button that cycles through the themes.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(Theme::kept());
    let change = move |_| {
        theme.update(|theme| *theme = theme.next());
        theme.get_untracked().choose();
    };
    view! {
        <button type="button" class="quiet" on:click=change>
            {move || {
                let (icon, label) = theme.get().icon_and_label();
                view! {
                    <Icon name=icon />
                    <span>{label}</span>
                }
            }}
        </button>
    }
}
