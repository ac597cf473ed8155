//! The panel's own texts, in English, which is the key to every other language. What an answer of
//! the cluster means is said by `cert-inventory`.

pub mod labels;
pub mod phrases;

use leptos::prelude::*;

use crate::language;

/// A text without a fact in it. Only this module makes them, so a test can collect them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(&'static str);

impl Label {
    /// In the page's language.
    pub fn localized(self) -> &'static str {
        language::translations().translate(self.0)
    }

    /// In English, for where nothing else can be relied on.
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
