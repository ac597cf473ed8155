//! The language that the page speaks: English, or one that is fetched when it is wanted.
//!
//! Of all that the page has there is one here for the whole page and not one a panel: a reader
//! has one language, and so has the document.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use cert_inventory::{Language, Message};
use serde_json::value::RawValue;
use web_sys::window;

use crate::api;

/// A language that the page can speak.
#[derive(Debug)]
pub struct Locale {
    /// Its tag (RFC 5646), and the name of its file in `languages`.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    words: OnceLock<Language>,
}

/// All of them; the first is the one that needs no file.
pub static LOCALES: [Locale; 2] = [locale("en", "English"), locale("de", "Deutsch")];

static ENGLISH: Language = Language::english();

thread_local! {
    static CURRENT: Cell<&'static Locale> = const { Cell::new(&LOCALES[0]) };
}

const fn locale(tag: &'static str, name: &'static str) -> Locale {
    Locale { tag, name, words: OnceLock::new() }
}

/// The one that is spoken.
pub fn current() -> &'static Locale {
    CURRENT.get()
}

/// The words of the one that is spoken.
pub fn words() -> &'static Language {
    current().words.get().unwrap_or(&ENGLISH)
}

/// A sentence in the language that is spoken.
pub fn told(message: &Message) -> String {
    message.told_in(words())
}

/// The first of the browser's languages that the page can speak.
pub fn of_browser() -> &'static Locale {
    let mut wanted = browser_tags().into_iter();
    let known = wanted.find_map(|tag| LOCALES.iter().find(|locale| locale.is_of(&tag)));
    known.unwrap_or(&LOCALES[0])
}

impl Locale {
    /// Speaks this one from now on. Gives whether it does: its file may be out of reach.
    pub async fn speak(&'static self) -> bool {
        let is_here = self.tag == LOCALES[0].tag || self.words.get().is_some();
        if !is_here {
            let Some(words) = api::language(self.tag).await.as_deref().and_then(read) else {
                return false;
            };
            // Two that asked at once have read the same.
            drop(self.words.set(words));
        }
        CURRENT.set(self);
        let document = window().and_then(|window| window.document());
        if let Some(root) = document.and_then(|document| document.document_element()) {
            // It fails for no name that is written here.
            drop(root.set_attribute("lang", self.tag));
        }
        true
    }

    /// The tag to write dates with: the browser's own for this language, such as `de-CH`, if it
    /// has one.
    pub fn for_dates(&self) -> String {
        let own = browser_tags().into_iter().find(|tag| self.is_of(tag));
        own.unwrap_or_else(|| self.tag.to_owned())
    }

    fn is_of(&self, tag: &str) -> bool {
        tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case(self.tag))
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

/// A JSON object of English texts and theirs.
fn read(file: &[u8]) -> Option<Language> {
    let words: BTreeMap<String, &RawValue> = serde_json::from_slice(file).ok()?;
    let text = |theirs: &RawValue| serde_json::from_str(theirs.get()).ok();
    Some(Language::of(words.into_iter().filter_map(|(own, theirs)| Some((own, text(theirs)?)))))
}
