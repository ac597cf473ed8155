//! PEM as it is in the wild (RFC 7468 and what people make of it).
//!
//! The text may hold private keys: it is read in place, decoded bytes are
//! wiped, and nothing of it is in any result or error but positions.

pub(crate) mod content;
pub(crate) mod error;
pub(crate) mod mangling;
mod scan;

use crate::keys::private_key::PrivateKey;
use crate::pem::content::Content;
use crate::pem::error::{PemError, PemErrorReason};
use crate::pem::mangling::Mangling;
use crate::pem::scan::{Block, Label, Scanner};
use crate::x509::certificate::Certificate;

/// What one PEM text tells; the text itself is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The certificates in their order.
    pub certificates: Vec<Certificate>,
    /// Facts about the private keys in their order.
    pub keys: Vec<PrivateKey>,
    /// What the other blocks hold, such as `EC PARAMETERS`.
    pub others: Vec<Content>,
    /// What could not be read.
    pub errors: Vec<PemError>,
    /// How many of the errors are about blocks that say that they are private keys.
    pub broken_keys: usize,
    /// The first line that ends in characters that OpenSSL skips and others refuse.
    pub stray_characters: Option<usize>,
    /// What happened to a text of which something or all can't be read.
    pub mangling: Option<Mangling>,
}

/// Reads all that is in a PEM text.
#[must_use]
pub fn read_pem(text: &str) -> Blocks {
    let mut blocks = Blocks::default();
    let mut scanner = Scanner::new(text);
    while let Some(block) = scanner.next() {
        match block {
            Err((error, label)) => {
                blocks.errors.push(error);
                blocks.broken_keys += usize::from(matches!(label, Some(Label::PrivateKey(_))));
            }
            Ok(block) => {
                let error = blocks.add(&block).map(|reason| scanner.error(block.begin, reason));
                blocks.errors.extend(error);
                if let (None, Some(place)) = (blocks.stray_characters, block.stray) {
                    blocks.stray_characters = Some(scanner.line(place));
                }
            }
        }
    }
    if !blocks.errors.is_empty() || blocks.is_empty() {
        blocks.mangling = Mangling::of(text);
    }
    blocks
}

impl Blocks {
    /// Whether there is no block, not even one that can't be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.certificates.is_empty()
            && self.keys.is_empty()
            && self.others.is_empty()
            && self.errors.is_empty()
    }

    /// Takes what a block holds, or tells why there is nothing.
    fn add(&mut self, block: &Block) -> Option<PemErrorReason> {
        let said = block.label.content();
        let is_sure =
            !matches!(said, Content::Certificate | Content::PrivateKey | Content::Unknown);
        // Encryption hides what is inside.
        let found = if is_sure || block.encrypted_header {
            said
        } else {
            Content::of_der(&block.der).unwrap_or(said)
        };
        match (block.label, found) {
            (Label::Certificate, Content::Certificate) => match Certificate::decode(&block.der) {
                Ok(certificate) => {
                    if self.certificates.is_empty() {
                        // Nearly always there is one, and a vector would make room for four.
                        self.certificates.reserve_exact(1);
                    }
                    self.certificates.push(certificate);
                }
                Err(unreadable) => return Some(PemErrorReason::NoCertificate(unreadable)),
            },
            (Label::PrivateKey(label), Content::PrivateKey) => {
                self.keys.push(PrivateKey::from_block(label, block.encrypted_header, &block.der));
            }
            (_, found) => self.others.push(found),
        }
        None
    }
}
