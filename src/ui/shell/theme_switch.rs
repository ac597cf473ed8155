//! Light or dark: as the system wants it, or as somebody chose for this page. Nothing of a choice
//! is stored, as nothing of the panel is.

use leptos::prelude::*;

use crate::ui::kit::Icon;
use crate::ui::strings::{Label, labels};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    fn next(self) -> Self {
        match self {
            Self::System => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::System,
        }
    }

    /// The value of `data-theme`, the icon, and the label.
    fn appearance(self) -> (&'static str, &'static str, Label) {
        match self {
            Self::System => ("system", "theme", labels::THEME_SYSTEM),
            Self::Light => ("light", "sun", labels::THEME_LIGHT),
            Self::Dark => ("dark", "moon", labels::THEME_DARK),
        }
    }
}

/// A button that goes from one to the next.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(Theme::System);
    Effect::new(move || {
        let (value, ..) = theme.get().appearance();
        if let Some(root) = document().document_element() {
            // It fails for no name that is written here.
            drop(root.set_attribute("data-theme", value));
        }
    });
    view! {
        <button
            type="button"
            class="quiet"
            on:click=move |_| theme.update(|theme| *theme = theme.next())
        >
            {move || {
                let (_, icon, label) = theme.get().appearance();
                view! {
                    <Icon name=icon />
                    <span>{label}</span>
                }
            }}
        </button>
    }
}
