//! Languages, and labels, which are text without placeholders.
//!
//! A [`Language`] is data: a page fetches only the one it uses.

use std::collections::BTreeMap;
use std::fmt;

/// A language's translations, keyed by English text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Language(BTreeMap<String, String>);

/// English text without placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(pub &'static str);

/// A [`Label`]: English text for translation.
#[macro_export]
macro_rules! label {
    ($words:literal) => {
        $crate::Label($words)
    };
}

impl Language {
    /// English, which needs no translation.
    #[must_use]
    pub const fn english() -> Self {
        Self(BTreeMap::new())
    }

    /// A language from pairs of English and translated text.
    pub fn new(words: impl IntoIterator<Item = (String, String)>) -> Self {
        // Not `collect`, which would include the standard library's stable sort.
        let mut translations = BTreeMap::new();
        translations.extend(words);
        Self(translations)
    }

    /// A language with the texts of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The translation of an English text, or the text itself if there is none.
    #[must_use]
    pub fn translate<'a>(&'a self, english: &'a str) -> &'a str {
        self.0.get(english).map_or(english, String::as_str)
    }
}

impl Label {
    /// The label in a language.
    #[must_use]
    pub fn localized(self, language: &Language) -> &str {
        language.translate(self.0)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
