//! The page's language: English, or one that is fetched on demand.
//!
//! Global, unlike each panel's state: a reader has one language, and so does the document.

use std::cell::Cell;
use std::sync::OnceLock;

use cert_inventory::{Language, Message};
use panel_logic::locale::{is_of_language, read_translations};
use web_sys::window;

use crate::api;
use crate::kept::Kept;

/// A supported language.
#[derive(Debug)]
pub struct Locale {
    /// Its tag (RFC 5646), which is also its file's name in `languages`.
    pub tag: &'static str,
    /// Its own name.
    pub name: &'static str,
    translations: OnceLock<Language>,
}

/// The supported languages; the first needs no file.
pub static LOCALES: [Locale; 2] = [locale("en", "English"), locale("de", "Deutsch")];

static ENGLISH: Language = Language::english();

thread_local! {
    static CURRENT: Cell<&'static Locale> = const { Cell::new(&LOCALES[0]) };
}

const fn locale(tag: &'static str, name: &'static str) -> Locale {
    Locale { tag, name, translations: OnceLock::new() }
}

/// The page's language.
pub fn current() -> &'static Locale {
    CURRENT.get()
}

/// The texts in the page's language.
pub fn translations() -> &'static Language {
    current().translations.get().unwrap_or(&ENGLISH)
}

/// A sentence in the page's language.
pub fn localized(message: &Message) -> String {
    message.localized(translations())
}

/// What somebody chose for this page, else the first of the browser's languages that the page has.
pub fn preferred() -> &'static Locale {
    let mut wanted = Kept::Language.read().into_iter().chain(browser_tags());
    let known =
        wanted.find_map(|tag| LOCALES.iter().find(|locale| is_of_language(&tag, locale.tag)));
    known.unwrap_or(&LOCALES[0])
}

impl Locale {
    /// Switches the page to this language. Returns whether it succeeded: its file may be
    /// unavailable.
    pub async fn activate(&'static self) -> bool {
        let is_loaded = self.tag == LOCALES[0].tag || self.translations.get().is_some();
        if !is_loaded {
            let file = api::translations(self.tag).await;
            let Some(language) = file.as_deref().and_then(read_translations) else {
                return false;
            };
            // Concurrent requests have read the same file.
            drop(self.translations.set(language));
        }
        CURRENT.set(self);
        let document = window().and_then(|window| window.document());
        if let Some(root) = document.and_then(|document| document.document_element()) {
            // Can't fail: the name is valid.
            drop(root.set_attribute("lang", self.tag));
        }
        true
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

fn browser_tags() -> Vec<String> {
    let tags = window().map(|window| window.navigator().languages());
    tags.iter().flat_map(|tags| tags.iter()).filter_map(|tag| tag.as_string()).collect()
}
