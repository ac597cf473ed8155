//! From the body of an answer to its entries, or to why there are none.
//!
//! The JSON is read as a stream: each value is handed on where it stands, so that no text of a
//! key is ever kept. The JSON reader's own messages quote what they read and are never used;
//! only its positions are.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use crate::message::{Message, Text};
use crate::{message, text};

/// Why the body of an answer can't be read as entries. Says what was expected and where it went
/// wrong, and never holds a piece of the body. Lines and columns count from 1, columns in bytes;
/// they say how far reading came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No bytes, or white space only.
    Empty,
    /// A page for people, as a proxy in front of the cluster sends.
    LooksLikeHtml,
    /// Bytes that are not UTF-8 text.
    NotUtf8 {
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
    /// Text that stops being JSON, or goes on after the JSON value.
    NotJson {
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
    /// JSON that ends too early.
    CutOff {
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
    /// JSON, but something else than an object.
    NotAnObject {
        /// What it is.
        found: JsonKind,
    },
    /// An object with a value that is not text.
    ValueNotText {
        /// Which entry, the first is 1.
        entry: usize,
        /// What its value is.
        found: JsonKind,
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
}

/// The kinds of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum JsonKind {
    Object,
    Array,
    Text,
    Number,
    Boolean,
    Null,
}

impl LoadError {
    /// What was expected and what is there.
    #[must_use]
    pub fn told(&self) -> Message {
        let what = match self {
            Self::Empty => message!("the answer is empty."),
            Self::LooksLikeHtml => message!(
                "the answer looks like a web page. A proxy in front of the cluster may have sent \
                 it."
            ),
            Self::NotUtf8 { line, column } => {
                message!("the answer is not UTF-8 text (line {0}, byte {1}).", *line, *column)
            }
            Self::NotJson { line, column } => {
                message!("the answer is not valid JSON (line {0}, byte {1}).", *line, *column)
            }
            Self::CutOff { line, column } => {
                message!("the answer ends too early (line {0}, byte {1}).", *line, *column)
            }
            Self::NotAnObject { found } => message!("the answer is {0}.", found.word()),
            Self::ValueNotText { entry, found, line, column } => message!(
                "the value of entry {0} is {1} (line {2}, byte {3}).",
                *entry,
                found.word(),
                *line,
                *column
            ),
        };
        message!("Expected a JSON object of entry names and PEM texts, but {0}", what)
    }
}

impl std::error::Error for LoadError {}

impl JsonKind {
    /// What it is called in a sentence.
    #[must_use]
    pub fn word(self) -> Text {
        match self {
            Self::Object => text!("an object"),
            Self::Array => text!("an array"),
            Self::Text => text!("a text"),
            Self::Number => text!("a number"),
            Self::Boolean => text!("true or false"),
            Self::Null => text!("null"),
        }
    }
}

/// Hands each entry's name and text to `entry`, in the order of the body.
pub(crate) fn read_entries(
    body: &[u8],
    entry: &mut dyn FnMut(&str, &str),
) -> Result<(), LoadError> {
    let text = std::str::from_utf8(body).map_err(|error| not_utf8(body, error.valid_up_to()))?;
    // RFC 8259, section 8.1 lets a reader ignore a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().bytes().next() {
        None => return Err(LoadError::Empty),
        Some(b'<') => return Err(LoadError::LooksLikeHtml),
        Some(_) => {}
    }
    let mut progress = Progress { entry, number: 0, unexpected: None };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_any(Expected { name: None, progress: &mut progress });
    let unexpected = progress.unexpected;
    read.and_then(|()| json.end()).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        match (error.classify(), unexpected) {
            (Category::Data, Some((0, found))) => LoadError::NotAnObject { found },
            (Category::Data, Some((entry, found))) => {
                LoadError::ValueNotText { entry, found, line, column }
            }
            (Category::Eof, _) => LoadError::CutOff { line, column },
            _ => LoadError::NotJson { line, column },
        }
    })
}

fn not_utf8(body: &[u8], valid_up_to: usize) -> LoadError {
    let before = body.get(..valid_up_to).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    LoadError::NotUtf8 {
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: valid_up_to - line_start + 1,
    }
}

struct Progress<'a> {
    entry: &'a mut dyn FnMut(&str, &str),
    /// Of the entry that is being read; 0 before the first.
    number: usize,
    /// A value of a kind that is not expected, and the entry's number.
    unexpected: Option<(usize, JsonKind)>,
}

/// Either the object around all entries or, with a name, one entry's text. One type for both, so
/// that every kind of JSON value is named once.
struct Expected<'a, 'p> {
    name: Option<&'a str>,
    progress: &'a mut Progress<'p>,
}

impl Expected<'_, '_> {
    fn unexpected<E: Error>(self, found: JsonKind) -> Result<(), E> {
        self.progress.unexpected = Some((self.progress.number, found));
        Err(E::custom(""))
    }
}

impl<'de> DeserializeSeed<'de> for Expected<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Expected<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        if self.name.is_some() {
            return self.unexpected(JsonKind::Object);
        }
        while let Some(name) = entries.next_key::<String>()? {
            self.progress.number += 1;
            entries.next_value_seed(Expected { name: Some(&name), progress: self.progress })?;
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.name {
            None => self.unexpected(JsonKind::Text),
            Some(name) => {
                (self.progress.entry)(name, text);
                Ok(())
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.unexpected(JsonKind::Array)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.unexpected(JsonKind::Boolean)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.unexpected(JsonKind::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.unexpected(JsonKind::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.unexpected(JsonKind::Number)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.unexpected(JsonKind::Null)
    }
}
