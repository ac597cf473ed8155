//! The reader's language, for tables, why a cluster couldn't be read, and what `certdeck serve` prints.
//! Help and errors in arguments are English, and so is what programs read.

use std::env;
use std::sync::OnceLock;

use cert_inventory::{Language, Message};
use panel_logic::locale::{is_of_language, read_translations};

/// The tags of the languages.
pub const TAGS: [&str; 2] = ["en", "de"];

/// English.
pub static ENGLISH: Language = Language::english();

static READER: OnceLock<Language> = OnceLock::new();

/// The panel's translations, and the command's own.
fn files(tag: &str) -> Option<[&'static str; 2]> {
    match tag {
        "de" => {
            Some([include_str!("../../languages/de.json"), include_str!("../languages/de.json")])
        }
        _ => None,
    }
}

/// Chooses a language: by its tag, else by the environment.
pub fn choose(tag: Option<&str>) {
    let tag = tag.map(str::to_owned).or_else(of_environment).unwrap_or_default();
    let tag = TAGS.into_iter().find(|known| is_of_language(&tag, known));
    let read = |files: [&str; 2]| {
        let both = files.map(|file| read_translations(file.as_bytes()).unwrap_or_default());
        both.into_iter().reduce(Language::and)
    };
    if let Some(language) = tag.and_then(files).and_then(read) {
        // Called once.
        drop(READER.set(language));
    }
}

/// The one chosen.
pub fn reader() -> &'static Language {
    READER.get().unwrap_or(&ENGLISH)
}

/// A text in it.
pub fn localized(text: impl Into<Message>) -> String {
    text.into().localized(reader())
}

/// A tag of a locale such as `de_AT.UTF-8`, from the first variable that is set.
fn of_environment() -> Option<String> {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set)?;
    Some(locale.replace(['_', '.', '@'], "-"))
}
