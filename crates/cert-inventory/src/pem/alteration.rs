//! Recognizes from its traces how a PEM text was altered.
//!
//! Someone who pasted a certificate from a configuration file, form, or email needs to know that,
//! not the position of the first invalid character.

use crate::message;
use crate::pem::scan::find;
use crate::text::message::Message;

/// How PEM text was altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// Line breaks as escape sequences (`\n`).
    EscapedLineBreaks,
    /// `%20` instead of a space.
    UrlEncoded,
    /// `=3D` instead of `=`.
    QuotedPrintable,
    /// `>` before each line.
    QuotedMail,
    /// `<br>` or `&#10;` instead of a line break.
    Html,
    /// The whole text in base64.
    Base64,
    /// Dashes that aren't hyphens.
    Dashes,
}

/// Strings that occur only in text altered this way.
static TRACES: [(&str, Alteration); 18] = [
    ("-----\\", Alteration::EscapedLineBreaks),
    ("BEGIN%20", Alteration::UrlEncoded),
    ("-----%0", Alteration::UrlEncoded),
    ("%2B", Alteration::UrlEncoded),
    ("=3D", Alteration::QuotedPrintable),
    ("-----=0", Alteration::QuotedPrintable),
    ("-----=20", Alteration::QuotedPrintable),
    ("> -----BEGIN", Alteration::QuotedMail),
    (">-----BEGIN", Alteration::QuotedMail),
    ("-----<br", Alteration::Html),
    ("-----&#", Alteration::Html),
    ("&#43;", Alteration::Html),
    // "-----BEGIN " in base64, after any number of line breaks.
    ("LS0tLS1CRUdJTi", Alteration::Base64),
    ("\u{2010}BEGIN ", Alteration::Dashes),
    ("\u{2011}BEGIN ", Alteration::Dashes),
    ("\u{2013}BEGIN ", Alteration::Dashes),
    ("\u{2014}BEGIN ", Alteration::Dashes),
    ("\u{2212}BEGIN ", Alteration::Dashes),
];

impl Alteration {
    /// How an unreadable text was altered. Only its beginning is examined.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (text, _) = text.split_at(text.floor_char_boundary(64 * 1024));
        let has = |trace: &str| find(text, trace).is_some();
        let (_, alteration) = TRACES.iter().find(|(trace, _)| has(trace))?;
        (has("BEGIN") || *alteration == Self::Base64).then_some(*alteration)
    }

    /// What happened and how to fix it.
    pub(crate) fn message(self) -> Message {
        match self {
            Self::EscapedLineBreaks => message!(
                "The text’s line breaks are written as \\n, a backslash and a letter. Replace \
                 them with real line breaks."
            ),
            Self::UrlEncoded => {
                message!("The text is URL-encoded: % stands for other characters. Decode it.")
            }
            Self::QuotedPrintable => message!(
                "The text is quoted-printable, as in an email: = stands for other characters. \
                 Decode it."
            ),
            Self::QuotedMail => {
                message!(
                    "The text’s lines start with >, as in an email reply. Remove the > \
                     characters."
                )
            }
            Self::Html => {
                message!(
                    "The text is encoded for HTML: its line breaks are <br> or &#10;. Decode it."
                )
            }
            Self::Base64 => message!(
                "The text is PEM that was base64-encoded again, as in a Kubernetes Secret. \
                 Decode it once."
            ),
            Self::Dashes => message!(
                "The dashes around BEGIN aren’t hyphens, because a word processor replaced them. \
                 Use hyphens instead."
            ),
        }
    }
}
