//! Light or dark: as the system wants it, or as somebody chose for this page.

use leptos::prelude::document;

use crate::kept::Kept;

/// The choice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// Shows what was chosen before.
pub fn apply_kept() {
    Theme::kept().apply();
}

impl Theme {
    /// What was chosen before, else the system's.
    pub fn kept() -> Self {
        let kept = Kept::Theme.read();
        [Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| kept.as_deref() == Some(theme.id()))
            .unwrap_or(Self::System)
    }

    /// Shows it, now and the next time.
    pub fn choose(self) {
        self.apply();
        Kept::Theme.write(self.id());
    }

    fn apply(self) {
        if let Some(root) = document().document_element() {
            // It fails for no name that is written here.
            drop(root.set_attribute("data-theme", self.id()));
        }
    }

    /// Its word in `data-theme` and in the storage.
    fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
