//! Errors in PEM text.

use crate::asn1::der::Unreadable;
use crate::base64::Base64Error;
use crate::message;
use crate::text::message::{Message, display_in_english};

/// A fault in PEM text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PemError {
    /// The line, starting at 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: PemErrorReason,
}

/// What is wrong with a PEM block. Never contains input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemErrorReason {
    /// A BEGIN line without an END line.
    MissingEnd,
    /// An END line without a BEGIN line.
    MissingBegin,
    /// A BEGIN or END line without its five trailing dashes.
    MissingDashes,
    /// The END label differs from the BEGIN label.
    EndDiffers,
    /// A character outside the base64 alphabet.
    NotBase64,
    /// The base64 ends early, or its padding is misplaced.
    Padding,
    /// Nothing between BEGIN and END.
    Empty,
    /// More between BEGIN and END than any certificate or key in use has.
    TooLong,
    /// The block isn't a valid certificate.
    NoCertificate(Unreadable),
}

impl From<Base64Error> for PemErrorReason {
    fn from(error: Base64Error) -> Self {
        match error {
            Base64Error::NotBase64 => Self::NotBase64,
            Base64Error::Padding => Self::Padding,
            Base64Error::Empty => Self::Empty,
        }
    }
}

impl PemErrorReason {
    /// What is wrong, as a phrase to embed in a sentence.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::MissingEnd => message!("a BEGIN line without an END line"),
            Self::MissingBegin => message!("an END line without a BEGIN line"),
            Self::MissingDashes => {
                message!("a BEGIN or END line without five dashes at the end")
            }
            Self::EndDiffers => {
                message!("an END line that doesn’t match its BEGIN line")
            }
            Self::NotBase64 => message!("a character that isn’t base64"),
            Self::Padding => message!("base64 that’s cut off or incorrectly padded"),
            Self::Empty => message!("nothing between BEGIN and END"),
            Self::TooLong => message!("more than 128 KiB between BEGIN and END"),
            Self::NoCertificate(unreadable) => {
                message!("an unreadable certificate: {0}", unreadable.message())
            }
        }
    }
}

impl PemError {
    /// Where and what, as a phrase to embed in a sentence.
    #[must_use]
    pub fn message(self) -> Message {
        message!("line {0}: {1}", self.line, self.reason.message())
    }
}

display_in_english!(PemError PemErrorReason);
