//! Reads PEM as found in practice (RFC 7468 and common deviations).
//!
//! The text may contain private keys: it's read in place, decoded bytes are wiped, and results and
//! errors contain only positions.

pub(crate) mod alteration;
pub(crate) mod content;
pub(crate) mod error;
pub(crate) mod pkcs7;
mod scan;

use zeroize::Zeroizing;

use crate::keys::private_key::PrivateKey;
use crate::pem::alteration::Alteration;
use crate::pem::content::Content;
use crate::pem::error::{PemError, PemErrorReason};
use crate::pem::scan::{Block, Label, Scanner};
use crate::x509::certificate::Certificate;

/// The contents of a PEM text; the text itself isn't kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The certificates, in order.
    pub certificates: Vec<Certificate>,
    /// Facts about the private keys, in order.
    pub keys: Vec<PrivateKey>,
    /// The types of other blocks, such as `EC PARAMETERS`.
    pub others: Vec<Content>,
    /// Blocks that couldn't be read.
    pub errors: Vec<PemError>,
    /// The number of errors in blocks labeled as private keys.
    pub broken_keys: usize,
    /// The number of blocks read, with errors or not.
    pub read: usize,
    /// Whether more follow, which weren't read because the text is too long.
    pub is_cut: bool,
    /// The first line with trailing characters that OpenSSL skips and others refuse.
    pub stray_characters: Option<usize>,
    /// How a text was altered, if any of it can't be read.
    pub alteration: Option<Alteration>,
}

/// The most blocks that are read of one text.
const MOST_BLOCKS: usize = 1000;

/// What begins after so many bytes isn't read either. All of Mozilla's roots have 220 KiB.
/// Both limits keep a page from being busy with one text for longer than its user notices.
pub(crate) const LONGEST_TEXT: usize = 512 * 1024;

/// Reads the blocks in a PEM text, up to a limit.
#[must_use]
pub fn read_pem(text: &str) -> Blocks {
    read_beginning(text, false)
}

/// The same of a text that may be only the beginning of one.
pub(crate) fn read_beginning(text: &str, is_cut: bool) -> Blocks {
    read(text, is_cut, &mut |_, _| {})
}

/// Reads the blocks of a text, and passes on the bytes of private keys and of other blocks, which
/// are otherwise wiped.
pub(crate) fn read_keeping(text: &str, keep: &mut Keep<'_>) -> Blocks {
    read(text, false, keep)
}

/// What is done with the bytes of a block that has no certificate.
pub(crate) type Keep<'a> = dyn FnMut(Kept<'_>, Zeroizing<Vec<u8>>) + 'a;

/// What bytes are.
pub(crate) enum Kept<'a> {
    /// A private key with these facts.
    Key(&'a PrivateKey),
    /// One of [`Blocks::others`].
    Other(Content),
}

fn read(text: &str, is_cut: bool, keep: &mut Keep<'_>) -> Blocks {
    let mut blocks = Blocks::default();
    let mut scanner = Scanner::new(text, is_cut);
    while let Some(block) = scanner.next() {
        blocks.read += 1;
        match block {
            Err((error, label)) => {
                blocks.errors.push(error);
                blocks.broken_keys += usize::from(matches!(label, Some(Label::PrivateKey(_))));
            }
            Ok(block) => {
                let (begin, stray) = (block.begin, block.stray);
                let error = blocks.add(block, keep).map(|reason| scanner.error(begin, reason));
                blocks.errors.extend(error);
                if let (None, Some(place)) = (blocks.stray_characters, stray) {
                    blocks.stray_characters = Some(scanner.line(place));
                }
            }
        }
        if blocks.read == MOST_BLOCKS {
            blocks.is_cut = scanner.next().is_some();
            break;
        }
    }
    blocks.is_cut |= scanner.is_cut();
    blocks.certificates.shrink_to_fit();
    if !blocks.errors.is_empty() || blocks.is_empty() {
        blocks.alteration = Alteration::of(text);
    }
    blocks
}

impl Blocks {
    /// Whether there are no blocks, readable or not.
    pub(crate) fn is_empty(&self) -> bool {
        self.certificates.is_empty()
            && self.keys.is_empty()
            && self.others.is_empty()
            && self.errors.is_empty()
    }

    /// Adds a block's contents, or returns why it can't.
    fn add(&mut self, block: Block, keep: &mut Keep<'_>) -> Option<PemErrorReason> {
        let said = block.label.content();
        let is_sure =
            !matches!(said, Content::Certificate | Content::PrivateKey | Content::Unknown);
        // The DER of an encrypted key reveals nothing.
        let found = if is_sure || block.encrypted_header {
            said
        } else {
            Content::of_der(&block.der).unwrap_or(said)
        };
        match (block.label, found) {
            (Label::Certificate, Content::Certificate) => match Certificate::decode(&block.der) {
                Ok(certificate) => {
                    if self.certificates.is_empty() {
                        // There is nearly always one, and a vector would reserve space for four.
                        self.certificates.reserve_exact(1);
                    }
                    self.certificates.push(certificate);
                }
                Err(unreadable) => return Some(PemErrorReason::NoCertificate(unreadable)),
            },
            (Label::PrivateKey(label), Content::PrivateKey) => {
                let key = PrivateKey::from_block(label, block.encrypted_header, &block.der);
                keep(Kept::Key(&key), block.der);
                self.keys.push(key);
            }
            (_, found) => {
                keep(Kept::Other(found), block.der);
                self.others.push(found);
            }
        }
        None
    }
}
