//! What the browser keeps of the page: the language and the theme that somebody chose, and nothing
//! else. The only module that uses storage.

use web_sys::{Storage, window};

/// A choice that outlives the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Language,
    Theme,
}

impl Kept {
    fn key(self) -> &'static str {
        match self {
            Self::Language => "certdeck-language",
            Self::Theme => "certdeck-theme",
        }
    }

    /// What was chosen, if anything. Whoever asks checks it: anybody can write to the storage.
    pub fn read(self) -> Option<String> {
        storage()?.get_item(self.key()).ok()?
    }

    /// Keeps a choice. Without storage, as in some private windows, it lasts as long as the page.
    pub fn write(self, choice: &str) {
        if let Some(storage) = storage() {
            drop(storage.set_item(self.key(), choice));
        }
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
