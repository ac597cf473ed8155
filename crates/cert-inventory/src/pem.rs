//! PEM as it is in the wild (RFC 7468 and what people make of it).
//!
//! The text may hold private keys: it is read in place, decoded bytes are
//! wiped, and nothing of it is in any result or error but positions.

pub(crate) mod error;
mod scan;

use crate::keys::private_key::PrivateKey;
use crate::pem::error::{PemError, PemErrorReason};
use crate::pem::scan::{Block, Label, Scanner};
use crate::x509::certificate::Certificate;

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
