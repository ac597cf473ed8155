//! Splits a response body into entries, or explains why it can't.
//!
//! A first pass only locates the entries, so that unchanged text needn't be read again; then each
//! text is passed on in place, so no key is ever copied. The JSON parser's error messages quote
//! their input and are never used, only its positions.

mod unescape;

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::pem::LONGEST_TEXT;
use crate::text::language::Label;
use crate::text::message::{Message, display_in_english};
use crate::{label, message};

/// A cluster has about 20 entries; tables, searches, and counts stay quick with a thousand times
/// that.
const MOST_ENTRIES: usize = 25_000;

/// Why a response body can't be read as entries: what was expected, and where it failed. Never
/// contains input. Lines and columns start at 1, columns count bytes; they mark where parsing
/// stopped or where a non-text value starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// Empty, or whitespace only.
    Empty,
    /// A web page, as from a proxy in front of the cluster.
    LooksLikeHtml,
    /// Bytes that are not UTF-8 text.
    NotUtf8 {
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
    /// Not JSON, or extra text after the JSON value.
    NotJson {
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
    /// Truncated JSON.
    CutOff {
        /// The line.
        line: usize,
        /// The byte in the line.
        column: usize,
    },
    /// JSON, but not an object.
    NotAnObject {
        /// What it is instead.
        found: JsonKind,
    },
    /// An object with more entries than a cluster can have.
    TooManyEntries {
        /// The most that are read.
        limit: usize,
    },
    /// An object with a value that isn't text.
    ValueNotText {
        /// The entry's number, starting at 1.
        entry: usize,
        /// The value's type.
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
    /// What was expected and what was found.
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
            Self::TooManyEntries { limit } => {
                message!("the response has more than {0} entries.", *limit)
            }
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
    /// A JSON value's kind, by its first character.
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

    /// Its name in a sentence.
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

/// An entry of a body: its name, and the location of its text.
pub(crate) struct JsonEntry {
    pub name: String,
    pub text: Quoted,
}

/// A string literal's location in a body, including quotation marks and escapes. Only
/// [`Quoted::read`] reads it.
pub(crate) struct Quoted(Range<usize>);

/// Locates a body's entries, in order.
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
    /// The raw bytes, which differ for different texts.
    pub(crate) fn raw<'a>(&self, body: &'a [u8]) -> &'a [u8] {
        body.get(self.0.clone()).unwrap_or_default()
    }

    /// Passes the unescaped text to `take`, and whether it is only the beginning; `body` is the
    /// body it was found in.
    pub(crate) fn read(
        &self,
        body: &[u8],
        take: &mut dyn FnMut(&str, bool),
    ) -> Result<(), LoadError> {
        if let Some((text, is_cut)) = unescape::simple(self.raw(body), LONGEST) {
            take(beginning(&text), is_cut);
            return Ok(());
        }
        let mut json = serde_json::Deserializer::from_slice(self.raw(body));
        // The first pass accepts escapes for half a surrogate pair.
        json.deserialize_str(Taken(take)).map_err(|error| {
            let (line, column) = position(body, self.0.start);
            LoadError::NotJson { line, column: column + error.column().saturating_sub(1) }
        })
    }
}

/// What is read of a text: enough for all blocks that are.
const LONGEST: usize = 2 * LONGEST_TEXT;

/// The characters that are whole.
fn beginning(text: &[u8]) -> &str {
    match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let whole = text.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
    }
}

/// A body's text. RFC 8259, section 8.1 allows ignoring a byte order mark.
fn text(body: &[u8]) -> Result<&str, LoadError> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let (line, column) = position(body, error.valid_up_to());
        LoadError::NotUtf8 { line, column }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A byte's line and column.
fn position(body: &[u8], at: usize) -> (usize, usize) {
    let before = body.get(..at).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, at - line_start + 1)
}

/// Parses the object around the entries, and rejects anything else.
struct Found<'a> {
    whole: &'a [u8],
    entries: Vec<JsonEntry>,
    /// A value of an unexpected kind.
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
            if self.entries.len() == MOST_ENTRIES {
                self.unexpected = Some(LoadError::TooManyEntries { limit: MOST_ENTRIES });
                return Err(A::Error::custom(""));
            }
            let value = value.get();
            // It's a slice of the body, so subtracting addresses gives its position.
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

/// Receives an unescaped text.
struct Taken<'a>(&'a mut dyn FnMut(&str, bool));

impl Visitor<'_> for Taken<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let bytes = text.as_bytes();
        (self.0)(beginning(bytes.get(..LONGEST).unwrap_or(bytes)), bytes.len() > LONGEST);
        Ok(())
    }
}
