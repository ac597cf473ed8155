//! What happened to a PEM text on its way here, told from the traces that it left.
//!
//! Whoever pastes a certificate from a configuration file, a form or an email needs to hear that
//! rather than where the first wrong character stands.

use crate::message;
use crate::pem::scan::find;
use crate::text::message::Message;

/// How a text was changed so that it is not PEM any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mangling {
    /// Line breaks as a backslash and a letter.
    EscapedLineBreaks,
    /// `%20` for a blank.
    UrlEncoded,
    /// `=3D` for `=`.
    QuotedPrintable,
    /// `>` before each line.
    QuotedMail,
    /// `<br>` or `&#10;` for a line break.
    Html,
    /// The whole text in base64.
    Base64,
    /// Dashes that are not hyphens.
    Dashes,
}

/// What stands only in a text to which it happened.
static TRACES: [(&str, Mangling); 18] = [
    ("-----\\", Mangling::EscapedLineBreaks),
    ("BEGIN%20", Mangling::UrlEncoded),
    ("-----%0", Mangling::UrlEncoded),
    ("%2B", Mangling::UrlEncoded),
    ("=3D", Mangling::QuotedPrintable),
    ("-----=0", Mangling::QuotedPrintable),
    ("-----=20", Mangling::QuotedPrintable),
    ("> -----BEGIN", Mangling::QuotedMail),
    (">-----BEGIN", Mangling::QuotedMail),
    ("-----<br", Mangling::Html),
    ("-----&#", Mangling::Html),
    ("&#43;", Mangling::Html),
    // "-----BEGIN ", after any number of line breaks as base64 has them.
    ("LS0tLS1CRUdJTi", Mangling::Base64),
    ("\u{2010}BEGIN ", Mangling::Dashes),
    ("\u{2011}BEGIN ", Mangling::Dashes),
    ("\u{2013}BEGIN ", Mangling::Dashes),
    ("\u{2014}BEGIN ", Mangling::Dashes),
    ("\u{2212}BEGIN ", Mangling::Dashes),
];

impl Mangling {
    /// Of a text that can't be read. What happened to its beginning happened to all of it.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (text, _) = text.split_at(text.floor_char_boundary(64 * 1024));
        let has = |trace: &str| find(text, trace).is_some();
        let (_, mangling) = TRACES.iter().find(|(trace, _)| has(trace))?;
        (has("BEGIN") || *mangling == Self::Base64).then_some(*mangling)
    }

    /// What happened and what to do, in sentences.
    pub(crate) fn message(self) -> Message {
        match self {
            Self::EscapedLineBreaks => message!(
                "The entry’s line breaks are written as \\n, a backslash and a letter. Replace \
                 them with real line breaks."
            ),
            Self::UrlEncoded => {
                message!("The entry is URL-encoded: % stands for other characters. Decode it.")
            }
            Self::QuotedPrintable => message!(
                "The entry is quoted-printable, as in an email: = stands for other characters. \
                 Decode it."
            ),
            Self::QuotedMail => {
                message!(
                    "The entry’s lines start with >, as in an email reply. Remove the > \
                     characters."
                )
            }
            Self::Html => {
                message!(
                    "The entry is encoded for HTML: its line breaks are <br> or &#10;. Decode it."
                )
            }
            Self::Base64 => message!(
                "The entry is PEM that was base64-encoded again, as in a Kubernetes Secret. \
                 Decode it once."
            ),
            Self::Dashes => message!(
                "The dashes around BEGIN aren’t hyphens, because a word processor replaced them. \
                 Use hyphens instead."
            ),
        }
    }
}
