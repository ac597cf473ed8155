//! PEM as it is in the wild (RFC 7468 and what people make of it).
//!
//! The text may hold private keys: it is read in place, decoded bytes are
//! wiped, and nothing of it is in any result or error but positions.

mod base64;
mod scan;

pub(crate) use base64::encode_certificate;

use crate::certificate::Certificate;
use crate::der::Unreadable;
use crate::message;
use crate::message::Message;
use crate::private_key::PrivateKey;
use scan::{Block, Label, Scanner};

/// What one PEM text tells; the text itself is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The certificates in their order.
    pub certificates: Vec<Certificate>,
    /// Facts about the private keys in their order.
    pub keys: Vec<PrivateKey>,
    /// The blocks of other kinds, such as `EC PARAMETERS`.
    pub others: Vec<&'static str>,
    /// What could not be read.
    pub errors: Vec<PemError>,
}

/// Something in a PEM text that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PemError {
    /// The line, the first is 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: PemErrorReason,
}

/// What is wrong with a PEM block. Never holds what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemErrorReason {
    /// A BEGIN line without an END line.
    MissingEnd,
    /// An END line without a BEGIN line.
    MissingBegin,
    /// A BEGIN or END line without the five dashes at its end.
    MissingDashes,
    /// The END line names something else than the BEGIN line.
    EndDiffers,
    /// A character that base64 does not have.
    NotBase64,
    /// The base64 ends early, or its padding is not where it must be.
    Padding,
    /// Nothing between BEGIN and END.
    Empty,
    /// The block holds no certificate.
    NoCertificate(Unreadable),
}

impl PemErrorReason {
    /// What is wrong, as a part of a sentence.
    #[must_use]
    pub fn told(self) -> Message {
        match self {
            Self::MissingEnd => message!("a BEGIN line without its END line"),
            Self::MissingBegin => message!("an END line without its BEGIN line"),
            Self::MissingDashes => {
                message!("a BEGIN or END line without the five dashes at its end")
            }
            Self::EndDiffers => {
                message!("an END line that names something else than its BEGIN line")
            }
            Self::NotBase64 => message!("a character that is not base64"),
            Self::Padding => message!("base64 that is cut off or padded wrongly"),
            Self::Empty => message!("nothing between BEGIN and END"),
            Self::NoCertificate(unreadable) => {
                message!("no readable certificate: {0}", unreadable.told())
            }
        }
    }
}

impl PemError {
    /// Where and what, as a part of a sentence.
    #[must_use]
    pub fn told(self) -> Message {
        message!("line {0}: {1}", self.line, self.reason.told())
    }
}

/// Reads all that is in a PEM text.
#[must_use]
pub fn read_pem(text: &str) -> Blocks {
    let mut blocks = Blocks::default();
    let mut scanner = Scanner::new(text);
    while let Some(block) = scanner.next() {
        let error = match block {
            Err(error) => Some(error),
            Ok(block) => blocks.add(&block).map(|reason| scanner.error(block.begin, reason)),
        };
        blocks.errors.extend(error);
    }
    blocks
}

impl Blocks {
    /// Takes what a block holds, or tells why there is nothing.
    fn add(&mut self, block: &Block) -> Option<PemErrorReason> {
        match block.label {
            Label::Certificate => match Certificate::decode(&block.der) {
                Ok(certificate) => {
                    if self.certificates.is_empty() {
                        // Nearly always there is one, and a vector would make room for four.
                        self.certificates.reserve_exact(1);
                    }
                    self.certificates.push(certificate);
                }
                Err(unreadable) => return Some(PemErrorReason::NoCertificate(unreadable)),
            },
            Label::PrivateKey(label) => {
                self.keys.push(PrivateKey::from_block(label, block.encrypted_header, &block.der));
            }
            Label::Other(label) => self.others.push(label),
        }
        None
    }
}
