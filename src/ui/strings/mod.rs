//! The panel's own texts in English, which are the keys to all translations. `cert-inventory` has
//! the texts that explain the cluster's responses.

pub mod labels;
pub mod phrases;

use leptos::prelude::*;

use crate::language;

/// A text without placeholders. Only this module creates them, so that a test can collect them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(&'static str);

impl Label {
    /// In the page's language.
    pub fn localized(self) -> &'static str {
        language::translations().translate(self.0)
    }

    /// In English, for when translations can't be relied on.
    pub fn english(self) -> &'static str {
        self.0
    }
}

impl IntoRender for Label {
    type Output = &'static str;

    fn into_render(self) -> Self::Output {
        self.localized()
    }
}

impl IntoAttributeValue for Label {
    type Output = &'static str;

    fn into_attribute_value(self) -> Self::Output {
        self.localized()
    }
}
