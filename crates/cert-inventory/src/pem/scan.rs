//! Finds the blocks in a text in a single pass: no input makes it rescan.

use zeroize::Zeroizing;

use crate::base64;
use crate::pem::LONGEST_TEXT;
use crate::pem::content::Content;
use crate::pem::error::{PemError, PemErrorReason};

/// One decoded block. May contain a private key: wiped on drop, no `Debug`, no `Clone`.
pub(super) struct Block {
    pub(super) label: Label,
    /// The offset of its BEGIN.
    pub(super) begin: usize,
    pub(super) der: Zeroizing<Vec<u8>>,
    /// The offset of the first line end with characters that only OpenSSL skips.
    pub(super) stray: Option<usize>,
    /// Whether it has an RFC 1421 encryption header.
    pub(super) encrypted_header: bool,
}

/// A block's label.
#[derive(Clone, Copy)]
pub(super) enum Label {
    Certificate,
    PrivateKey(&'static str),
    Other(Content),
}

const CERTIFICATES: [&str; 3] = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

const PRIVATE_KEYS: [&str; 6] = [
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
];

impl Label {
    fn of(text: &str) -> Self {
        let find = |labels: &[&'static str]| labels.iter().find(|label| **label == text).copied();
        if find(&CERTIFICATES).is_some() {
            Self::Certificate
        } else if let Some(label) = find(&PRIVATE_KEYS) {
            Self::PrivateKey(label)
        } else if text.ends_with("PRIVATE KEY") {
            Self::PrivateKey("PRIVATE KEY")
        } else {
            Self::Other(Content::of_label(text))
        }
    }

    /// What the block contains, if the label is correct.
    pub(super) fn content(self) -> Content {
        match self {
            Self::Certificate => Content::Certificate,
            Self::PrivateKey(_) => Content::PrivateKey,
            Self::Other(content) => content,
        }
    }
}

const DASHES: &str = "-----";

/// The most bytes between BEGIN and END. By default, OpenSSL rejects a whole chain of more than
/// 100 KiB in DER, and the largest private keys have a tenth of that.
const LONGEST_BLOCK: usize = 128 * 1024;

/// Walks a text block by block. BEGIN may be anywhere in a line: some systems indent PEM, or put it
/// all in one line.
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// Whether more follows that isn't read.
    is_cut: bool,
    position: usize,
    /// The offset up to which lines were counted, and their number.
    counted: (usize, usize),
}

/// What a run of dashes starts.
enum Boundary<'a> {
    Begin(&'a str),
    End(&'a str),
    NoDashes,
    Text,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, is_cut: bool) -> Self {
        Self { text, is_cut, position: 0, counted: (0, 1) }
    }

    /// The line at an offset, which must not decrease between calls. Only errors need a line, so
    /// counting is rare.
    pub(super) fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        self.counted = (at, line + line_breaks(self.text, from, at));
        self.counted.1
    }

    pub(super) fn error(&mut self, at: usize, reason: PemErrorReason) -> PemError {
        PemError { line: self.line(at), reason }
    }

    /// Whether more follows that isn't read.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        self.position = self.position.saturating_add(bytes).min(self.text.len());
    }

    /// Moves to the next run of dashes.
    fn find_dashes(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let found = find(rest, DASHES)?;
        self.advance(found);
        rest.get(..found)
    }

    /// Reads a boundary and moves past it, or past one dash if there is none.
    fn boundary(&mut self) -> Boundary<'a> {
        let after = self.rest().strip_prefix(DASHES).unwrap_or_default();
        let (boundary, name): (fn(&'a str) -> Boundary<'a>, _) =
            if let Some(name) = after.strip_prefix("BEGIN ") {
                (Boundary::Begin, name)
            } else if let Some(name) = after.strip_prefix("END ") {
                (Boundary::End, name)
            } else {
                self.advance(1);
                return Boundary::Text;
            };
        self.advance(DASHES.len() + after.len() - name.len());
        // Only up to the next dashes: the rest may be long.
        let label = find(name, DASHES).and_then(|end| name.get(..end));
        match label.filter(|label| !label.contains(['\n', '\r'])) {
            Some(label) => {
                self.advance(label.len() + DASHES.len());
                boundary(label.trim_ascii())
            }
            None => Boundary::NoDashes,
        }
    }

    /// From the end of a BEGIN to the end of its END.
    fn block(&mut self, label: &str, begin: usize) -> Result<Block, PemError> {
        let body_start = self.position;
        let rest = self.rest();
        let body = match self.find_dashes() {
            Some(body) if self.rest().starts_with("-----END ") => body,
            // Its END may be in what was cut off.
            body if self.is_cut && body.unwrap_or(rest).len() > LONGEST_BLOCK => {
                return Err(self.error(begin, PemErrorReason::TooLong));
            }
            _ => return Err(self.error(begin, PemErrorReason::MissingEnd)),
        };
        let end = self.position;
        match self.boundary() {
            _ if body.len() > LONGEST_BLOCK => {
                return Err(self.error(begin, PemErrorReason::TooLong));
            }
            Boundary::End(end) if end == label => {}
            Boundary::NoDashes => return Err(self.error(end, PemErrorReason::MissingDashes)),
            _ => return Err(self.error(end, PemErrorReason::EndDiffers)),
        }
        let (header, encoded) = split_header(body);
        let start = body_start + header.len();
        let decoded = base64::decode(encoded)
            .map_err(|(offset, reason)| self.error(start + offset, reason.into()))?;
        Ok(Block {
            label: Label::of(label),
            begin,
            der: decoded.bytes,
            stray: decoded.stray.map(|offset| start + offset),
            encrypted_header: find(header, "ENCRYPTED").is_some(),
        })
    }
}

impl Iterator for Scanner<'_> {
    /// An error comes with its block's label, if it has one.
    type Item = Result<Block, (PemError, Option<Label>)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.find_dashes()?;
            let at = self.position;
            let reason = match self.boundary() {
                Boundary::Text => continue,
                _ if at > LONGEST_TEXT => {
                    self.is_cut = true;
                    return None;
                }
                Boundary::Begin(label) => {
                    let block = self.block(label, at);
                    return Some(block.map_err(|error| (error, Some(Label::of(label)))));
                }
                Boundary::End(_) => PemErrorReason::MissingBegin,
                Boundary::NoDashes => PemErrorReason::MissingDashes,
            };
            return Some(Err((self.error(at, reason), None)));
        }
    }
}

/// The offset of a pattern. The standard search is faster on long patterns, but much larger.
pub(super) fn find(text: &str, pattern: &str) -> Option<usize> {
    let first = pattern.bytes().next()?;
    let mut rest = text.as_bytes();
    while let Some(found) = rest.iter().position(|byte| *byte == first) {
        (_, rest) = rest.split_at_checked(found)?;
        if rest.starts_with(pattern.as_bytes()) {
            return Some(text.len() - rest.len());
        }
        (_, rest) = rest.split_first()?;
    }
    None
}

/// Splits off RFC 1421 headers (`Proc-Type: 4,ENCRYPTED`, with or without the space), which precede
/// the base64 and contain a colon, unlike it. They end at an empty line, or without one, after the
/// last header.
fn split_header(body: &str) -> (&str, &str) {
    let is_empty = |line: &str| line.bytes().all(base64::is_skipped_at_line_end);
    let line_break = if body.contains('\n') { '\n' } else { '\r' };
    let (mut length, mut end) = (0, None);
    for line in body.split_inclusive(line_break) {
        length += line.len();
        match (line.bytes().any(|byte| byte == b':'), end) {
            (true, _) => end = Some(length),
            (false, None) if is_empty(line) => {}
            (false, None) => break,
            (false, Some(_)) if is_empty(line) => {
                end = Some(length);
                break;
            }
            (false, Some(_)) => {}
        }
    }
    body.split_at_checked(end.unwrap_or(0)).unwrap_or(("", body))
}

/// The number of line ends between two offsets: LF, CR LF, or CR.
fn line_breaks(text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let passed = bytes.get(from..to).unwrap_or_default();
    let following = bytes.get(from.saturating_add(1)..).unwrap_or_default().iter();
    let following = following.copied().map(Some).chain(std::iter::once(None));
    let ends_line = |(byte, next): &(&u8, Option<u8>)| match byte {
        b'\n' => true,
        b'\r' => *next != Some(b'\n'),
        _ => false,
    };
    passed.iter().zip(following).filter(ends_line).count()
}
