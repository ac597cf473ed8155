//! X.509 certificates, RFC 5280 §4.1, parsed part by part: an unreadable part doesn't hide the
//! others.

mod digests;
mod faults;

use std::iter;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::asn1::der::{DerError, Element, Part, Reader, Unreadable, tag};
use crate::asn1::time::Timestamp;
use crate::base64;
use crate::label;
use crate::text::language::Label;
use crate::x509::algorithm::{PublicKey, SignatureAlgorithm};
use crate::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, Extension, ExtensionValue, KeyUsage,
};
use crate::x509::general_name::GeneralName;
use crate::x509::name::Name;
use crate::x509::serial::Serial;

/// A certificate's facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The full encoding.
    pub der: Vec<u8>,
    /// 1, 2, or 3; the encoded value is one less.
    pub version: Part<u8>,
    /// The serial number.
    pub serial: Part<Serial>,
    /// The signature algorithm in the signed part.
    pub signature: Part<SignatureAlgorithm>,
    /// The issuer.
    pub issuer: Part<Name>,
    /// The subject.
    pub subject: Part<Name>,
    /// The first valid second.
    pub not_before: Part<Timestamp>,
    /// The last valid second.
    pub not_after: Part<Timestamp>,
    /// The certified public key.
    pub public_key: Part<PublicKey>,
    /// SHA-256 fingerprint.
    pub sha256: [u8; 32],
    /// Where the extensions are in the DER. They are read on demand: kept as values, the smallest
    /// would take many times their encoding.
    extensions: Part<Range<usize>>,
    /// Whether the outer SEQUENCE continues after the signature.
    has_more: bool,
    dates_are_strict: [bool; 2],
}

/// A certificate's three parts.
struct Frame<'a> {
    tbs: Element<'a>,
    outer_algorithm: Element<'a>,
    signature: Element<'a>,
    /// Whether more follows.
    has_more: bool,
}

impl<'a> Frame<'a> {
    fn read(outer: &Element<'a>) -> Part<Self> {
        let mut parts = outer.reader();
        let tbs = parts.expect(tag::SEQUENCE, "the certificate’s content")?;
        // Reject data that merely starts like a certificate: a mislabeled encrypted private key has
        // an OCTET STRING here.
        let outer_algorithm = parts.expect(tag::SEQUENCE, "the signature algorithm")?;
        let signature = parts.expect(tag::BIT_STRING, "the signature")?;
        Ok(Self { tbs, outer_algorithm, signature, has_more: !parts.is_empty() })
    }
}

/// The parts of what is signed.
struct Fields<'a> {
    version: Part<u8>,
    serial: Part<Element<'a>>,
    algorithm: Part<Element<'a>>,
    issuer: Part<Element<'a>>,
    validity: Part<Element<'a>>,
    subject: Part<Element<'a>>,
    spki: Part<Element<'a>>,
    /// The optional ones.
    rest: Reader<'a>,
}

impl<'a> Fields<'a> {
    fn read(tbs: &Element<'a>) -> Self {
        let mut fields = tbs.reader();
        Self {
            version: read_version(&mut fields),
            serial: fields.next("the serial number"),
            algorithm: fields.next("the signature algorithm"),
            issuer: fields.next("the issuer"),
            validity: fields.next("the validity"),
            subject: fields.next("the subject"),
            spki: fields.next("the public key"),
            rest: fields,
        }
    }
}

impl Certificate {
    /// Parses a certificate; ignores trailing data, as OpenSSL does (a `TRUSTED CERTIFICATE` has
    /// some).
    ///
    /// # Errors
    ///
    /// If the outer structure can't be parsed. Other errors belong to their part.
    pub fn decode(der: &[u8]) -> Result<Self, Unreadable> {
        let outer = Reader::new(der, 0).expect(tag::SEQUENCE, "a certificate")?;
        let Frame { tbs, has_more, .. } = Frame::read(&outer)?;
        let Fields { version, serial, algorithm, issuer, validity, subject, spki, rest } =
            Fields::read(&tbs);
        let [(not_before, is_strict), (not_after, is_end_strict)] = read_validity(validity);
        Ok(Self {
            der: outer.raw.to_vec(),
            version,
            serial: serial.and_then(|element| {
                Serial::from_der(&element.is(tag::INTEGER, "a serial number")?)
            }),
            signature: algorithm.and_then(|element| SignatureAlgorithm::from_der(&element)),
            issuer: issuer.and_then(|element| Name::from_der(&element)),
            subject: subject.and_then(|element| Name::from_der(&element)),
            not_before,
            not_after,
            public_key: spki.and_then(|element| PublicKey::from_der(&element)),
            extensions: read_extensions(rest),
            sha256: Sha256::digest(outer.raw).into(),
            has_more,
            dates_are_strict: [is_strict, is_end_strict],
        })
    }

    /// The names in subjectAltName; empty without the extension.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn sans(&self) -> Part<Vec<GeneralName>> {
        let names = self.find(17, |value| match value {
            ExtensionValue::SubjectAltName(names) => Some(names),
            _ => None,
        })?;
        Ok(names.unwrap_or_default())
    }

    /// keyUsage.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn key_usage(&self) -> Part<Option<KeyUsage>> {
        self.find(15, |value| match value {
            ExtensionValue::KeyUsage(usage) => Some(usage),
            _ => None,
        })
    }

    /// extKeyUsage.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn extended_key_usage(&self) -> Part<Option<ExtendedKeyUsage>> {
        self.find(37, |value| match value {
            ExtensionValue::ExtendedKeyUsage(usage) => Some(usage),
            _ => None,
        })
    }

    /// basicConstraints.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn basic_constraints(&self) -> Part<Option<BasicConstraints>> {
        self.find(19, |value| match value {
            ExtensionValue::BasicConstraints(constraints) => Some(constraints),
            _ => None,
        })
    }

    /// subjectKeyIdentifier.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn subject_key_identifier(&self) -> Part<Option<Vec<u8>>> {
        self.find(14, |value| match value {
            ExtensionValue::SubjectKeyIdentifier(key_id) => Some(key_id),
            _ => None,
        })
    }

    /// authorityKeyIdentifier.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn authority_key_identifier(&self) -> Part<Option<AuthorityKeyIdentifier>> {
        self.find(35, |value| match value {
            ExtensionValue::AuthorityKeyIdentifier(identifier) => Some(identifier),
            _ => None,
        })
    }

    /// The extensions, in order.
    ///
    /// # Errors
    ///
    /// If they can't be read.
    pub fn extensions(&self) -> Part<impl Iterator<Item = Extension<'_>>> {
        // Each was read before, with the certificate.
        Ok(self.elements()?.filter_map(|element| Extension::from_der(&element).ok()))
    }

    /// The extension with an OID in dotted form.
    ///
    /// # Errors
    ///
    /// If the extensions can't be read.
    pub fn extension(&self, oid: &str) -> Part<Option<Extension<'_>>> {
        Ok(self.extensions()?.find(|extension| extension.oid == *oid))
    }

    fn elements(&self) -> Part<impl Iterator<Item = Element<'_>>> {
        let span = self.extensions.as_ref().map_err(|unreadable| *unreadable)?;
        let encoded = self.der.get(span.clone()).unwrap_or_default();
        let mut list = Reader::new(encoded, span.start);
        Ok(iter::from_fn(move || list.next("an extension").ok()))
    }

    /// Picks from the extension with the OID 2.5.29 and this number.
    fn find<T>(
        &self,
        number: u8,
        pick: impl FnOnce(ExtensionValue) -> Option<T>,
    ) -> Part<Option<T>> {
        let is_wanted = |element: &Element<'_>| {
            let oid = element.reader().next("the extension’s identifier");
            oid.is_ok_and(|oid| oid.value == [0x55, 0x1d, number])
        };
        let mut copies = self.elements()?.filter(is_wanted);
        let Some(first) = copies.next() else { return Ok(None) };
        // Duplicates are ambiguous.
        if let Some(again) = copies.next() {
            return Err(again.unreadable(DerError::TrailingData));
        }
        match Extension::from_der(&first)?.value() {
            ExtensionValue::Unreadable(unreadable) => Err(unreadable),
            value => Ok(pick(value)),
        }
    }

    /// Whether it's marked as a certificate authority.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        matches!(self.basic_constraints(), Ok(Some(BasicConstraints { ca: true, .. })))
    }

    /// A display name: its subject, or its first subject alternative name without one; `None` if it
    /// has neither or they can't be read.
    #[must_use]
    pub fn shown_name(&self) -> Option<String> {
        let subject = self.subject.as_ref().ok()?;
        if !subject.is_empty() {
            return Some(subject.to_string());
        }
        self.sans().ok()?.first().map(ToString::to_string)
    }

    /// Whether subject and issuer match by RFC 5280 §7.1 ([`Name::matches`]). That doesn't mean
    /// self-signed: see [`Chain::links`].
    ///
    /// [`Chain::links`]: crate::Chain::links
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        match (&self.subject, &self.issuer) {
            (Ok(subject), Ok(issuer)) => subject.matches(issuer),
            _ => false,
        }
    }

    /// Whether both certify the same name and key: either one issues what the other does.
    pub(crate) fn certifies_as(&self, other: &Self) -> bool {
        let is_same_key = self.spki().is_ok_and(|key| other.spki() == Ok(key));
        is_same_key
            && match (&self.subject, &other.subject) {
                (Ok(subject), Ok(other)) => subject.matches(other),
                _ => false,
            }
    }

    /// The certificate as PEM, RFC 7468, with a trailing newline.
    #[must_use]
    pub fn to_pem(&self) -> String {
        base64::encode_certificate(&self.der)
    }

    /// The bytes that the issuer signed.
    #[must_use]
    pub fn tbs(&self) -> &[u8] {
        self.frame().map_or(&[], |frame| frame.tbs.raw)
    }

    /// The signature's bits.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn signature_value(&self) -> Part<&[u8]> {
        self.frame()?.signature.bit_string().map(|(bits, _)| bits)
    }

    /// The SubjectPublicKeyInfo in DER.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn spki(&self) -> Part<&[u8]> {
        Fields::read(&self.frame()?.tbs).spki.map(|element| element.raw)
    }

    /// Read again where it's needed: kept, a part takes 32 bytes even if there is nothing to say.
    fn frame(&self) -> Part<Frame<'_>> {
        Frame::read(&Reader::new(&self.der, 0).expect(tag::SEQUENCE, "a certificate")?)
    }

    /// The unsigned copy of the algorithm must match the signed one (RFC 5280 §4.1.1.2).
    fn check_outer_algorithm(&self) -> Part<()> {
        let outer = self.frame()?.outer_algorithm;
        let algorithm = SignatureAlgorithm::from_der(&outer)?;
        match &self.signature {
            Ok(signed) if signed.oid != algorithm.oid => {
                Err(outer.unreadable(DerError::AlgorithmsDiffer))
            }
            _ => Ok(()),
        }
    }

    /// The unreadable parts, by name.
    #[must_use]
    pub fn unreadable_parts(&self) -> Vec<(Label, Unreadable)> {
        fn error<T>(part: &Part<T>) -> Option<Unreadable> {
            part.as_ref().err().copied()
        }
        let parts = [
            (label!("the version"), error(&self.version)),
            (label!("the serial number"), error(&self.serial)),
            (label!("the signature algorithm"), error(&self.signature)),
            (label!("the unsigned signature algorithm"), error(&self.check_outer_algorithm())),
            (label!("the issuer"), error(&self.issuer)),
            (label!("the start date"), error(&self.not_before)),
            (label!("the expiration date"), error(&self.not_after)),
            (label!("the subject"), error(&self.subject)),
            (label!("the public key"), error(&self.public_key)),
            (label!("the extensions"), error(&self.extensions)),
            (label!("the signature"), error(&self.signature_value())),
        ];
        let extensions = self.extensions().into_iter().flatten();
        let extensions = extensions.map(|extension| match extension.value() {
            ExtensionValue::Unreadable(unreadable) => (label!("an extension"), Some(unreadable)),
            _ => (label!("an extension"), None),
        });
        let all = parts.into_iter().chain(extensions);
        all.filter_map(|(part, error)| Some((part, error?))).collect()
    }
}

fn read_version(fields: &mut Reader<'_>) -> Part<u8> {
    match fields.optional(tag::constructed(0), "the version")? {
        None => Ok(1),
        Some(wrapped) => {
            let number = wrapped.reader().expect(tag::INTEGER, "the version")?;
            let version = number.small_integer()?.checked_add(1);
            version
                .and_then(|version| u8::try_from(version).ok())
                .ok_or_else(|| number.unreadable(DerError::Range))
        }
    }
}

/// Both dates, and whether each has the format RFC 5280 requires.
fn read_validity(validity: Part<Element<'_>>) -> [(Part<Timestamp>, bool); 2] {
    let mut dates = validity
        .and_then(|element| element.is(tag::SEQUENCE, "the validity"))
        .map(|element| element.reader());
    let mut date = || {
        let element = dates.as_mut().map_err(|unreadable| *unreadable)?.next("a date")?;
        Ok((Timestamp::from_der(&element), Timestamp::is_strict(&element)))
    };
    let mut read = || date().unwrap_or_else(|unreadable| (Err(unreadable), false));
    [read(), read()]
}

/// Where the extensions are, all of which have an extension's form.
fn read_extensions(mut fields: Reader<'_>) -> Part<Range<usize>> {
    fields.optional(tag::context(1), "the issuer’s identifier")?;
    fields.optional(tag::context(2), "the subject’s identifier")?;
    let mut span = 0..0;
    if let Some(wrapped) = fields.optional(tag::constructed(3), "the extensions")? {
        let mut list = wrapped.reader().sequence("the extensions")?;
        span = list.span();
        while !list.is_empty() {
            Extension::from_der(&list.next("an extension")?)?;
        }
    }
    fields.finish()?;
    Ok(span)
}
