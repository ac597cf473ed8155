//! Parses DER, the encoding of certificates and keys, without copying.
//!
//! Separate, so that every bounds check is in one small file: a length is checked against the
//! actual data before anything is sliced or allocated, and there is no recursion. As lenient as
//! OpenSSL (lengths with leading zeros, any non-zero byte as TRUE), so that the panel reads what
//! the cluster reads.

use std::ops::Range;

use crate::asn1::oid::Oid;
use crate::message;
use crate::text::hex::hex;
use crate::text::language::Label;
use crate::text::message::{Message, display_in_english};

/// A part that couldn't be read; other parts are unaffected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Byte offset from the start of the DER.
    pub offset: usize,
    /// What is wrong at that offset.
    pub reason: DerError,
}

/// A part of a certificate or key, parsed independently of the others.
pub type Part<T> = Result<T, Unreadable>;

/// Why a part couldn't be read. Never contains input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerError {
    /// The data ends inside a value, or a length exceeds the data.
    CutOff,
    /// A value is missing at the end of a structure.
    Missing(&'static str),
    /// An unexpected value that may be secret.
    Misplaced(&'static str),
    /// A different type than the standard requires.
    Unexpected {
        /// What the standard requires, in its own terms.
        expected: &'static str,
        /// The tag byte found.
        found: u8,
    },
    /// An indefinite length (BER), which DER forbids.
    IndefiniteLength,
    /// A tag number above 30, which no certificate uses.
    HighTag,
    /// More values than the standard allows.
    TrailingData,
    /// A BOOLEAN that is not one byte.
    Boolean,
    /// An INTEGER that is empty or padded.
    Integer,
    /// A number out of its valid range.
    Range,
    /// A BIT STRING without a valid count of unused bits.
    BitString,
    /// An OBJECT IDENTIFIER that is empty, truncated, padded, or excessively long.
    Oid,
    /// A date that doesn't exist or isn't in the format RFC 5280 requires.
    Time,
    /// A date without `Z` or a UTC offset, so the instant is unknown.
    NoTimeZone,
    /// Text that is invalid for its string type.
    Text,
    /// A different signature algorithm than in the signed part.
    AlgorithmsDiffer,
    /// An unknown kind of key or structure.
    Unknown,
}

impl DerError {
    /// What is wrong, as a phrase to embed in a sentence.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Missing(what) => message!("expected {0}, found nothing", Label(what)),
            Self::Misplaced(what) => message!("expected {0}, found something else", Label(what)),
            Self::Unexpected { expected, found } => {
                message!("expected {0}, found tag {1}", Label(expected), hex(&[found]))
            }
            Self::CutOff => message!("the data is cut off"),
            Self::IndefiniteLength => message!("an indefinite length (BER, not DER)"),
            Self::HighTag => message!("a tag number above 30"),
            Self::TrailingData => message!("more values than the standard allows"),
            Self::Boolean => message!("a BOOLEAN that isn’t one byte long"),
            Self::Integer => message!("an empty or padded INTEGER"),
            Self::Range => message!("a number out of range"),
            Self::BitString => message!("a BIT STRING with an invalid count of unused bits"),
            Self::Oid => message!("an invalid object identifier"),
            Self::Time => {
                message!("a date that doesn’t exist or is more than 12 hours from UTC")
            }
            Self::NoTimeZone => message!("a date without a time zone (no Z at the end)"),
            Self::Text => message!("text that doesn’t match its string type"),
            Self::AlgorithmsDiffer => {
                message!("a signature algorithm that differs from the signed one")
            }
            Self::Unknown => message!("an unknown type"),
        }
    }
}

impl Unreadable {
    /// Why and where, as a phrase to embed in a sentence.
    #[must_use]
    pub fn message(self) -> Message {
        message!("{0} (at byte {1})", self.reason.message(), self.offset)
    }
}

display_in_english!(DerError Unreadable);

/// The tag bytes that X.509 uses.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// A context-specific primitive tag.
    pub(crate) const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// A context-specific constructed tag.
    pub(crate) const fn constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// A TLV: tag, length, and value.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    /// The tag's offset.
    pub(crate) offset: usize,
    /// The encoded element: tag, length, and value.
    pub(crate) raw: &'a [u8],
    pub(crate) value: &'a [u8],
}

/// Reads the elements of one structure in sequence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// `offset` is the position of `bytes` in the whole input, for errors.
    pub(crate) fn new(bytes: &'a [u8], offset: usize) -> Self {
        Self { rest: bytes, offset }
    }

    /// Where what is left is in the whole input.
    pub(crate) fn span(&self) -> Range<usize> {
        self.offset..self.offset + self.rest.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn unreadable(&self, reason: DerError) -> Unreadable {
        Unreadable { offset: self.offset, reason }
    }

    /// The next element, with any tag.
    pub(crate) fn next(&mut self, what: &'static str) -> Part<Element<'a>> {
        let Some((&tag, after_tag)) = self.rest.split_first() else {
            return Err(self.unreadable(DerError::Missing(what)));
        };
        if tag & 0x1f == 0x1f {
            return Err(self.unreadable(DerError::HighTag));
        }
        let (length, after_length) =
            read_length(after_tag).map_err(|reason| self.unreadable(reason))?;
        let Some((value, rest)) = after_length.split_at_checked(length) else {
            return Err(self.unreadable(DerError::CutOff));
        };
        let size = self.rest.len() - rest.len();
        let (raw, _) = self.rest.split_at(size);
        let element = Element { tag, offset: self.offset, raw, value };
        self.rest = rest;
        self.offset += size;
        Ok(element)
    }

    /// The next element, which must have this tag; `what` names it in errors.
    pub(crate) fn expect(&mut self, tag: u8, what: &'static str) -> Part<Element<'a>> {
        self.next(what)?.is(tag, what)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8, what: &'static str) -> Part<Option<Element<'a>>> {
        if self.rest.first() == Some(&tag) { self.next(what).map(Some) } else { Ok(None) }
    }

    /// A reader for the next element, a SEQUENCE.
    pub(crate) fn sequence(&mut self, what: &'static str) -> Part<Reader<'a>> {
        Ok(self.expect(tag::SEQUENCE, what)?.reader())
    }

    /// Initial capacity for the remaining elements, capped at what real certificates need: an empty
    /// element takes far more memory than it has bytes.
    pub(crate) fn room(mut self) -> usize {
        std::iter::from_fn(|| self.next("").ok()).take(32).count()
    }

    /// Fails if anything is left.
    pub(crate) fn finish(&self) -> Part<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.unreadable(DerError::TrailingData)) }
    }
}

/// The length, and the bytes after it.
fn read_length(bytes: &[u8]) -> Result<(usize, &[u8]), DerError> {
    let (&first, rest) = bytes.split_first().ok_or(DerError::CutOff)?;
    match first {
        0..=0x7f => Ok((usize::from(first), rest)),
        0x80 => Err(DerError::IndefiniteLength),
        _ => {
            let (digits, rest) =
                rest.split_at_checked(usize::from(first & 0x7f)).ok_or(DerError::CutOff)?;
            let length = digits.iter().try_fold(0usize, |length, &digit| {
                length.checked_mul(256)?.checked_add(usize::from(digit))
            });
            // A length that overflows usize exceeds any input.
            Ok((length.ok_or(DerError::CutOff)?, rest))
        }
    }
}

impl<'a> Element<'a> {
    pub(crate) fn unreadable(&self, reason: DerError) -> Unreadable {
        Unreadable { offset: self.offset, reason }
    }

    pub(crate) fn is(self, tag: u8, expected: &'static str) -> Part<Self> {
        if self.tag == tag {
            Ok(self)
        } else {
            Err(self.unreadable(DerError::Unexpected { expected, found: self.tag }))
        }
    }

    /// A reader for the contents.
    pub(crate) fn reader(&self) -> Reader<'a> {
        let header = self.raw.len() - self.value.len();
        Reader::new(self.value, self.offset + header)
    }

    pub(crate) fn boolean(&self) -> Part<bool> {
        match self.value {
            [byte] => Ok(*byte != 0),
            _ => Err(self.unreadable(DerError::Boolean)),
        }
    }

    /// The two's complement bytes of an INTEGER, at least one.
    pub(crate) fn integer(&self) -> Part<&'a [u8]> {
        match self.value {
            [] | [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => {
                Err(self.unreadable(DerError::Integer))
            }
            bytes => Ok(bytes),
        }
    }

    /// A key's number without leading zeros. Like OpenSSL, treats it as positive whatever its first
    /// bit: keys without the leading zero byte are in use.
    pub(crate) fn unsigned(&self) -> Part<&'a [u8]> {
        if self.value.is_empty() {
            return Err(self.unreadable(DerError::Integer));
        }
        let zeros = self.value.iter().take_while(|byte| **byte == 0).count();
        Ok(self.value.get(zeros..).unwrap_or_default())
    }

    /// A count or small number, never negative.
    pub(crate) fn small_integer(&self) -> Part<u32> {
        let bytes = self.integer()?;
        let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
        let number = bytes
            .iter()
            .try_fold(0u32, |number, &byte| number.checked_mul(256)?.checked_add(u32::from(byte)));
        match number {
            Some(number) if !negative => Ok(number),
            _ => Err(self.unreadable(DerError::Range)),
        }
    }

    /// The bytes of a BIT STRING, and the number of unused bits in the last one.
    pub(crate) fn bit_string(&self) -> Part<(&'a [u8], u8)> {
        match self.value.split_first() {
            Some((&unused @ 0..=7, bytes)) if unused == 0 || !bytes.is_empty() => {
                Ok((bytes, unused))
            }
            _ => Err(self.unreadable(DerError::BitString)),
        }
    }

    pub(crate) fn oid(&self) -> Part<Oid> {
        Oid::from_der(self.value).ok_or_else(|| self.unreadable(DerError::Oid))
    }
}
