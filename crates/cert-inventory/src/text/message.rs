//! Sentences with their facts kept separate, for translation.
//!
//! A sentence is written in English where it's used, with [`message!`]. As with gettext, the
//! English text is the key to its translations: there is no list of keys to maintain, and an
//! untranslated sentence appears in English.
//!
//! [`message!`]: crate::message!

use std::fmt;

use crate::text::language::{Label, Language};
use crate::text::visible::visible;

/// A sentence or phrase with the placeholders `{0}`, `{1}`, … for its facts. `Display` writes
/// English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    words: &'static str,
    facts: Vec<Fact>,
}

/// The most characters of a text in a sentence: whoever issues a certificate chooses its names.
const LONGEST: usize = 1000;

/// What replaces a placeholder: a text that is the same in every language, or a translatable
/// phrase. Texts are made [visible], whatever their source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A name, a number, a quotation.
    Text(String),
    /// A translatable phrase.
    Message(Message),
}

/// A [`Message`]: English text with `{0}`, `{1}`, …, followed by as many facts.
#[macro_export]
macro_rules! message {
    ($words:literal $(, $fact:expr)* $(,)?) => {{
        const { $crate::macros::check_placeholders($words, &[$(stringify!($fact)),*]) };
        $crate::Message::new($words, vec![$($crate::macros::Fact::from($fact)),*])
    }};
}

impl Message {
    /// Use [`message!`](crate::message!) instead: it checks the placeholders, and the translation
    /// check finds its text.
    #[doc(hidden)]
    #[must_use]
    pub fn new(words: &'static str, facts: Vec<Fact>) -> Self {
        Self { words, facts }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn localized(&self, language: &Language) -> String {
        let mut text = String::new();
        self.write(language, &mut text);
        text
    }

    /// Several sentences in a language, joined with spaces.
    #[must_use]
    pub fn localized_all(sentences: &[Self], language: &Language) -> String {
        sentences.iter().map(|sentence| sentence.localized(language)).collect::<Vec<_>>().join(" ")
    }

    fn write(&self, language: &Language, text: &mut String) {
        let mut rest = language.translate(self.words);
        while let Some((before, digit, after)) = next_placeholder(rest) {
            text.push_str(before);
            match self.facts.get(digit) {
                Some(Fact::Text(fact)) => text.push_str(fact),
                Some(Fact::Message(message)) => message.write(language, text),
                None => {}
            }
            rest = after;
        }
        text.push_str(rest);
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.localized(&Language::english()))
    }
}

impl From<Label> for Message {
    fn from(Label(words): Label) -> Self {
        Self { words, facts: Vec::new() }
    }
}

impl From<Message> for Fact {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Label> for Fact {
    fn from(label: Label) -> Self {
        Self::Message(label.into())
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        let text = visible(text);
        Self::Text(match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.into_owned(),
        })
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl From<$number> for Fact {
            fn from(number: $number) -> Self {
                Self::Text(number.to_string())
            }
        }
    )*};
}

numbers!(u8 u16 u32 i64 u64 usize);

/// English `Display`, for programs and tests, for types with `message()`.
macro_rules! display_in_english {
    ($($error:ty)*) => {$(
        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.message().fmt(f)
            }
        }
    )*};
}
pub(crate) use display_in_english;

/// The text before the first placeholder, its number, and the text after it.
fn next_placeholder(words: &str) -> Option<(&str, usize, &str)> {
    let (start, _) = words.match_indices('{').find(|(start, _)| {
        let inside = words.get(start + 1..start + 3).map(str::as_bytes);
        matches!(inside, Some([b'0'..=b'9', b'}']))
    })?;
    let digit = words.get(start + 1..start + 2)?.parse().ok()?;
    Some((words.get(..start)?, digit, words.get(start + 3..)?))
}

/// Fails the build if the numbers of placeholders and facts differ.
#[doc(hidden)]
#[allow(clippy::indexing_slicing, reason = "it runs in the compiler only")]
pub const fn check_placeholders(words: &str, facts: &[&str]) {
    let bytes = words.as_bytes();
    let (mut at, mut seen) = (0, 0);
    while at + 2 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1].is_ascii_digit() && bytes[at + 2] == b'}' {
            let placeholder = 1 << (bytes[at + 1] - b'0');
            seen |= placeholder;
        }
        at += 1;
    }
    assert!(seen == (1 << facts.len()) - 1, "the words must have a placeholder for each fact");
}
