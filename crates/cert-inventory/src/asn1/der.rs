//! Walks DER, the encoding of certificates and keys, without copying.
//!
//! Kept apart so that every bound check lives in one small file: a length is
//! compared with what is really there before anything is cut or allocated, and
//! there is no recursion. As lenient as OpenSSL where OpenSSL is (lengths with
//! leading zeros, any non-zero byte as TRUE), so that the panel reads what the
//! cluster reads.

use crate::asn1::oid::Oid;
use crate::message;
use crate::text::hex::hex;
use crate::text::language::Label;
use crate::text::message::{Message, display_in_english};

/// A part that could not be read; the parts around it stay readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where in the DER, in bytes from its start.
    pub offset: usize,
    /// What is wrong there.
    pub reason: DerError,
}

/// A part of a certificate or a key, each read on its own.
pub type Part<T> = Result<T, Unreadable>;

/// Why a part could not be read. Never holds what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerError {
    /// The data ends inside a value, or a length says more than there is.
    CutOff,
    /// A value is missing at the end of a structure.
    Missing(&'static str),
    /// Another value, where what it is may be a secret.
    Misplaced(&'static str),
    /// Another type than the standard asks for.
    Unexpected {
        /// What the standard asks for, in its own words.
        expected: &'static str,
        /// The tag byte that stands there.
        found: u8,
    },
    /// A length without end (BER), which DER does not allow.
    IndefiniteLength,
    /// A tag number above 30, which no certificate uses.
    HighTag,
    /// More values than the standard allows.
    TrailingData,
    /// A BOOLEAN that is not one byte.
    Boolean,
    /// An INTEGER that is empty or padded.
    Integer,
    /// A number that is out of range for what it counts.
    Range,
    /// A BIT STRING without or with impossible unused bits.
    BitString,
    /// An OBJECT IDENTIFIER that is empty, cut, padded or absurdly long.
    Oid,
    /// A date that is not in the calendar or not written as RFC 5280 asks.
    Time,
    /// A date without `Z` or an offset from UTC: nobody can tell which instant it is.
    NoTimeZone,
    /// Text that does not fit its own string type.
    Text,
    /// Another signature algorithm than in the signed part.
    AlgorithmsDiffer,
    /// A kind of key or structure that is not known here.
    Unknown,
}

impl DerError {
    /// What is wrong, as a part of a sentence. What is looked for is named with its article.
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
    /// Why and where, as a part of a sentence.
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

    /// A context-specific tag in front of a simple value.
    pub(crate) const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// A context-specific tag in front of other values.
    pub(crate) const fn constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// One value with its tag.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    /// Where the tag stands.
    pub(crate) offset: usize,
    /// Tag, length and value.
    pub(crate) raw: &'a [u8],
    pub(crate) value: &'a [u8],
}

/// Reads the elements of one structure, one after the other.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// `offset` is where `bytes` start in the whole, for positions in errors.
    pub(crate) fn new(bytes: &'a [u8], offset: usize) -> Self {
        Self { rest: bytes, offset }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn unreadable(&self, reason: DerError) -> Unreadable {
        Unreadable { offset: self.offset, reason }
    }

    /// The next element, whatever its tag.
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

    /// The elements of a SEQUENCE that comes next.
    pub(crate) fn sequence(&mut self, what: &'static str) -> Part<Reader<'a>> {
        Ok(self.expect(tag::SEQUENCE, what)?.reader())
    }

    /// For how many elements there should be room at first: for all that follow, but no more than
    /// certificates have, since what is empty takes up far more room than it has bytes.
    pub(crate) fn room(mut self) -> usize {
        std::iter::from_fn(|| self.next("").ok()).take(32).count()
    }

    /// Nothing may follow.
    pub(crate) fn finish(&self) -> Part<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.unreadable(DerError::TrailingData)) }
    }
}

/// The length and what follows it.
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
            // A length that does not fit a usize is longer than any input.
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

    /// Reads what is inside.
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

    /// A key's number without leading zeros. OpenSSL takes it for positive whatever its first bit
    /// says, and keys whose numbers lack the zero byte before that bit are in use.
    pub(crate) fn unsigned(&self) -> Part<&'a [u8]> {
        if self.value.is_empty() {
            return Err(self.unreadable(DerError::Integer));
        }
        let zeros = self.value.iter().take_while(|byte| **byte == 0).count();
        Ok(self.value.get(zeros..).unwrap_or_default())
    }

    /// A count or a small number that is never negative.
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

    /// The bytes of a BIT STRING and how many bits of the last one are unused.
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
