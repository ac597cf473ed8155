//! From the body of an answer to its entries, or to why there are none.
//!
//! First only the places of the entries are found, so that whoever knows a text already need not
//! read it again; then each text is handed on where it stands, so that none of a key is ever
//! kept. The JSON reader's own messages quote what they read and are never used; only its
//! positions are.

mod unescape;

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::text::language::Label;
use crate::text::message::{Message, display_in_english};
use crate::{label, message};

/// Why the body of an answer can't be read as entries. Says what was expected and where it went
/// wrong, and never holds a piece of the body. Lines and columns count from 1, columns in bytes;
/// they say how far reading came, or where a value begins that is not text.
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
    pub fn message(&self) -> Message {
        let what = match self {
            Self::Empty => message!("the response is empty."),
            Self::LooksLikeHtml => message!(
                "the response looks like a web page. It may come from a proxy in front of the \
                 cluster."
            ),
            Self::NotUtf8 { line, column } => {
                message!("the response isn’t UTF-8 text (line {0}, byte {1}).", *line, *column)
            }
            Self::NotJson { line, column } => {
                message!("the response isn’t valid JSON (line {0}, byte {1}).", *line, *column)
            }
            Self::CutOff { line, column } => {
                message!("the response is cut off (line {0}, byte {1}).", *line, *column)
            }
            Self::NotAnObject { found } => message!("the response is {0}.", found.label()),
            Self::ValueNotText { entry, found, line, column } => message!(
                "the value of entry {0} is {1} (line {2}, byte {3}).",
                *entry,
                found.label(),
                *line,
                *column
            ),
        };
        message!("Expected a JSON object that maps entry names to PEM text, but {0}", what)
    }
}

display_in_english!(LoadError);

impl std::error::Error for LoadError {}

impl JsonKind {
    /// The kind of a JSON value, by the character with which each kind begins.
    fn of(value: &str) -> Self {
        match value.bytes().next() {
            Some(b'"') => Self::Text,
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    /// What it is called in a sentence.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Object => label!("an object"),
            Self::Array => label!("an array"),
            Self::Text => label!("a string"),
            Self::Number => label!("a number"),
            Self::Boolean => label!("true or false"),
            Self::Null => label!("null"),
        }
    }
}

/// An entry of a body: its name, and where its text stands.
pub(crate) struct JsonEntry {
    pub name: String,
    pub text: Quoted,
}

/// A text as it stands in a body, quotation marks and escapes included. What it says is seen by
/// [`Quoted::read`] alone.
pub(crate) struct Quoted(Range<usize>);

/// Finds the entries of a body, in its order.
pub(crate) fn entries(body: &[u8]) -> Result<Vec<JsonEntry>, LoadError> {
    let text = text(body)?;
    match text.trim_start().bytes().next() {
        None => return Err(LoadError::Empty),
        Some(b'<') => return Err(LoadError::LooksLikeHtml),
        Some(_) => {}
    }
    let mut found = Found { whole: body, entries: Vec::new(), unexpected: None };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = json.deserialize_any(&mut found).and_then(|()| json.end());
    let Found { entries, unexpected, .. } = found;
    let error = match (read, unexpected) {
        (Ok(()), _) => return Ok(entries),
        (Err(_), Some(unexpected)) => return Err(unexpected),
        (Err(error), None) => error,
    };
    let (line, column) = (error.line(), error.column());
    Err(match error.classify() {
        Category::Eof => LoadError::CutOff { line, column },
        _ => LoadError::NotJson { line, column },
    })
}

impl Quoted {
    /// The bytes between which no other text can stand unnoticed.
    pub(crate) fn raw<'a>(&self, body: &'a [u8]) -> &'a [u8] {
        body.get(self.0.clone()).unwrap_or_default()
    }

    /// Hands what the text says to `take`, from the body in which it was found.
    pub(crate) fn read(&self, body: &[u8], take: &mut dyn FnMut(&str)) -> Result<(), LoadError> {
        if let Some(text) = unescape::simple(self.raw(body))
            && let Ok(text) = std::str::from_utf8(&text)
        {
            take(text);
            return Ok(());
        }
        let mut json = serde_json::Deserializer::from_slice(self.raw(body));
        // An escape can stand for half a character: the first reading lets that pass.
        json.deserialize_str(Taken(take)).map_err(|error| {
            let (line, column) = position(body, self.0.start);
            LoadError::NotJson { line, column: column + error.column().saturating_sub(1) }
        })
    }
}

/// The text of a body. RFC 8259, section 8.1 lets a reader ignore a byte order mark.
fn text(body: &[u8]) -> Result<&str, LoadError> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let (line, column) = position(body, error.valid_up_to());
        LoadError::NotUtf8 { line, column }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The line and the column of a byte.
fn position(body: &[u8], at: usize) -> (usize, usize) {
    let before = body.get(..at).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, at - line_start + 1)
}

/// Takes the body apart: the object around all entries, and what is no entry.
struct Found<'a> {
    whole: &'a [u8],
    entries: Vec<JsonEntry>,
    /// A value of a kind that is not expected.
    unexpected: Option<LoadError>,
}

impl Found<'_> {
    fn unexpected<E: Error>(&mut self, found: JsonKind) -> Result<(), E> {
        self.unexpected = Some(LoadError::NotAnObject { found });
        Err(E::custom(""))
    }
}

impl<'de> Visitor<'de> for &mut Found<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some((name, value)) = entries.next_entry::<String, &RawValue>()? {
            let value = value.get();
            // It is a part of the body, so that the difference of their addresses is its place.
            let start = value.as_ptr().addr() - self.whole.as_ptr().addr();
            let kind = JsonKind::of(value);
            if kind != JsonKind::Text {
                let (line, column) = position(self.whole, start);
                let entry = self.entries.len() + 1;
                self.unexpected =
                    Some(LoadError::ValueNotText { entry, found: kind, line, column });
                return Err(A::Error::custom(""));
            }
            self.entries.push(JsonEntry { name, text: Quoted(start..start + value.len()) });
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.unexpected(JsonKind::Text)
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

/// Takes what a text says.
struct Taken<'a>(&'a mut dyn FnMut(&str));

impl Visitor<'_> for Taken<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        (self.0)(text);
        Ok(())
    }
}
