//! Sentences whose facts stand apart from their words, so that they can be told in other
//! languages.
//!
//! What the core has to say is written in English where it is said, with [`message!`] and
//! [`text!`], and the English words are the key to every translation, as gettext does it: a
//! sentence without a translation is told in English, and nobody has to keep a list of keys. A
//! [`Language`] is data, so a panel fetches only the one that it shows.
//!
//! [`message!`]: crate::message!
//! [`text!`]: crate::text!

use std::collections::BTreeMap;
use std::fmt;

use crate::der::{DerError, Unreadable};
use crate::failure::{ReadFailure, SignInFailure};
use crate::load::LoadError;
use crate::pem::{PemError, PemErrorReason};
use crate::problem::Problem;
use crate::visible::visible;

/// A sentence, or a piece of one: words with the places `{0}`, `{1}`, … for its facts. Its
/// `Display` is English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    words: &'static str,
    facts: Vec<Fact>,
}

/// Words without a fact in them, in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(pub &'static str);

/// What is put into a place: a text that is the same in all languages, or a piece of a sentence.
/// Texts are made [visible], whoever wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A name, a number, a quotation.
    Text(String),
    /// A piece of the sentence that is translated for itself.
    Message(Message),
}

/// The words of a language other than English, by the English ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Language(BTreeMap<String, String>);

/// A [`Message`]: words in English with `{0}`, `{1}`, … in them, then as many facts.
#[macro_export]
macro_rules! message {
    ($words:literal $(, $fact:expr)* $(,)?) => {{
        const { $crate::message::check_places($words, &[$(stringify!($fact)),*]) };
        $crate::Message::new($words, vec![$($crate::message::Fact::from($fact)),*])
    }};
}

/// A [`Text`]: words in English that other languages have a translation of.
#[macro_export]
macro_rules! text {
    ($words:literal) => {
        $crate::message::Text($words)
    };
}

impl Message {
    /// Not to be called by itself: [`message!`](crate::message!) makes sure that words and facts
    /// fit together, and that translators find the words.
    #[doc(hidden)]
    #[must_use]
    pub fn new(words: &'static str, facts: Vec<Fact>) -> Self {
        Self { words, facts }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn told_in(&self, language: &Language) -> String {
        let mut told = String::new();
        self.tell(language, &mut told);
        told
    }

    /// Sentences in a language, one behind the other.
    #[must_use]
    pub fn all_told_in(sentences: &[Self], language: &Language) -> String {
        sentences.iter().map(|sentence| sentence.told_in(language)).collect::<Vec<_>>().join(" ")
    }

    fn tell(&self, language: &Language, told: &mut String) {
        let mut rest = language.words(self.words);
        while let Some((before, digit, after)) = next_place(rest) {
            told.push_str(before);
            match self.facts.get(digit) {
                Some(Fact::Text(text)) => told.push_str(text),
                Some(Fact::Message(message)) => message.tell(language, told),
                None => {}
            }
            rest = after;
        }
        told.push_str(rest);
    }
}

impl Language {
    /// English: no words need another.
    #[must_use]
    pub const fn english() -> Self {
        Self(BTreeMap::new())
    }

    /// The words of a language: English ones and theirs.
    pub fn of(words: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(words.into_iter().collect())
    }

    /// These words in this language; in English where it has none for them.
    #[must_use]
    pub fn words<'a>(&'a self, english: &'a str) -> &'a str {
        self.0.get(english).map_or(english, String::as_str)
    }
}

impl Text {
    /// It in a language.
    #[must_use]
    pub fn told_in(self, language: &Language) -> &str {
        language.words(self.0)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told_in(&Language::english()))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl From<Text> for Message {
    fn from(Text(words): Text) -> Self {
        Self { words, facts: Vec::new() }
    }
}

impl From<Message> for Fact {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Text> for Fact {
    fn from(text: Text) -> Self {
        Self::Message(text.into())
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(visible(text).into_owned())
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

/// In English, for programs and tests.
macro_rules! displayed {
    ($($told:ty)*) => {$(
        impl fmt::Display for $told {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.told().fmt(f)
            }
        }
    )*};
}

displayed!(DerError Unreadable PemError PemErrorReason LoadError Problem ReadFailure SignInFailure);

/// What lies before the first place, its number, and what lies behind it.
fn next_place(words: &str) -> Option<(&str, usize, &str)> {
    let (start, _) = words.match_indices('{').find(|(start, _)| {
        let place = words.get(start + 1..start + 3).map(str::as_bytes);
        matches!(place, Some([b'0'..=b'9', b'}']))
    })?;
    let digit = words.get(start + 1..start + 2)?.parse().ok()?;
    Some((words.get(..start)?, digit, words.get(start + 3..)?))
}

/// Stops the build where words have another number of places than of facts.
#[doc(hidden)]
#[allow(clippy::indexing_slicing, reason = "it runs in the compiler only")]
pub const fn check_places(words: &str, facts: &[&str]) {
    let bytes = words.as_bytes();
    let (mut at, mut seen) = (0, 0);
    while at + 2 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1].is_ascii_digit() && bytes[at + 2] == b'}' {
            let place = 1 << (bytes[at + 1] - b'0');
            seen |= place;
        }
        at += 1;
    }
    assert!(seen == (1 << facts.len()) - 1, "the words must have a place for each fact");
}
