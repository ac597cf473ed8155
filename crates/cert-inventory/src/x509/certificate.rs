//! X.509 certificates, RFC 5280 §4.1, parsed part by part: an unreadable part doesn't hide the
//! others.

mod digests;
mod faults;

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
    /// The extensions, in order.
    pub extensions: Part<Vec<Extension>>,
    /// SHA-256 fingerprint.
    pub sha256: [u8; 32],
    outer_algorithm: Part<()>,
    /// Whether the outer SEQUENCE continues after the signature.
    has_more: bool,
    dates_are_strict: [bool; 2],
    spans: Spans,
}

/// Offsets in the DER for signature verification.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Spans {
    tbs: Range<usize>,
    signature: Part<Range<usize>>,
    spki: Part<Range<usize>>,
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
        let mut parts = outer.reader();
        let tbs = parts.expect(tag::SEQUENCE, "the certificate’s content")?;
        // Reject data that merely starts like a certificate: a mislabeled encrypted private key has
        // an OCTET STRING here.
        let outer_algorithm = parts.expect(tag::SEQUENCE, "the signature algorithm")?;
        let signature = parts.expect(tag::BIT_STRING, "the signature")?;
        let signature = signature.bit_string().map(|(bits, _)| (signature, bits));

        let mut fields = tbs.reader();
        let version = read_version(&mut fields);
        let serial = fields.next("the serial number");
        let algorithm = fields.next("the signature algorithm");
        let issuer = fields.next("the issuer");
        let validity = fields.next("the validity");
        let subject = fields.next("the subject");
        let spki = fields.next("the public key");
        let [(not_before, is_strict), (not_after, is_end_strict)] = read_validity(validity);
        let signed = algorithm;
        let algorithm = algorithm.and_then(|element| SignatureAlgorithm::from_der(&element));
        Ok(Self {
            der: outer.raw.to_vec(),
            version,
            serial: serial.and_then(|element| {
                Serial::from_der(&element.is(tag::INTEGER, "a serial number")?)
            }),
            outer_algorithm: match (&algorithm, signed) {
                // Nearly always identical bytes.
                (Ok(_), Ok(signed)) if signed.raw == outer_algorithm.raw => Ok(()),
                _ => read_outer_algorithm(&outer_algorithm, &algorithm),
            },
            signature: algorithm,
            issuer: issuer.and_then(|element| Name::from_der(&element)),
            subject: subject.and_then(|element| Name::from_der(&element)),
            not_before,
            not_after,
            public_key: spki.and_then(|element| PublicKey::from_der(&element)),
            extensions: read_extensions(fields),
            sha256: Sha256::digest(outer.raw).into(),
            has_more: !parts.is_empty(),
            dates_are_strict: [is_strict, is_end_strict],
            spans: Spans {
                tbs: span(&tbs),
                signature: signature.map(|(element, bits)| {
                    let end = element.offset + element.raw.len();
                    end - bits.len()..end
                }),
                spki: spki.map(|element| span(&element)),
            },
        })
    }

    /// The names in subjectAltName; empty without the extension.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn sans(&self) -> Part<&[GeneralName]> {
        let names = self.find("2.5.29.17", |value| match value {
            ExtensionValue::SubjectAltName(names) => Some(names.as_slice()),
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
        self.find("2.5.29.15", |value| match value {
            ExtensionValue::KeyUsage(usage) => Some(*usage),
            _ => None,
        })
    }

    /// extKeyUsage.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn extended_key_usage(&self) -> Part<Option<&ExtendedKeyUsage>> {
        self.find("2.5.29.37", |value| match value {
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
        self.find("2.5.29.19", |value| match value {
            ExtensionValue::BasicConstraints(constraints) => Some(*constraints),
            _ => None,
        })
    }

    /// subjectKeyIdentifier.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn subject_key_identifier(&self) -> Part<Option<&[u8]>> {
        self.find("2.5.29.14", |value| match value {
            ExtensionValue::SubjectKeyIdentifier(key_id) => Some(key_id.as_slice()),
            _ => None,
        })
    }

    /// authorityKeyIdentifier.
    ///
    /// # Errors
    ///
    /// If the extension, or all of them, can't be read.
    pub fn authority_key_identifier(&self) -> Part<Option<&AuthorityKeyIdentifier>> {
        self.find("2.5.29.35", |value| match value {
            ExtensionValue::AuthorityKeyIdentifier(identifier) => Some(identifier),
            _ => None,
        })
    }

    /// The extension with an OID in dotted form.
    ///
    /// # Errors
    ///
    /// If the extensions can't be read.
    pub fn extension(&self, oid: &str) -> Part<Option<&Extension>> {
        let extensions = self.extensions.as_ref().map_err(|unreadable| *unreadable)?;
        Ok(extensions.iter().find(|extension| extension.oid == *oid))
    }

    fn find<'a, T>(
        &'a self,
        oid: &str,
        pick: impl Fn(&'a ExtensionValue) -> Option<T>,
    ) -> Part<Option<T>> {
        let extensions = self.extensions.as_ref().map_err(|unreadable| *unreadable)?;
        let mut copies = extensions.iter().filter(|extension| extension.oid == *oid);
        let first = copies.next();
        // Duplicates are ambiguous.
        if let Some(again) = copies.next() {
            let (offset, reason) = (again.offset, DerError::TrailingData);
            return Err(Unreadable { offset, reason });
        }
        match first.map(|extension| &extension.value) {
            Some(ExtensionValue::Unreadable(unreadable)) => Err(*unreadable),
            value => Ok(value.and_then(pick)),
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
        self.slice(&self.spans.tbs)
    }

    /// The signature's bits.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn signature_value(&self) -> Part<&[u8]> {
        self.spans.signature.as_ref().map(|span| self.slice(span)).map_err(|unreadable| *unreadable)
    }

    /// The SubjectPublicKeyInfo in DER.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn spki(&self) -> Part<&[u8]> {
        self.spans.spki.as_ref().map(|span| self.slice(span)).map_err(|unreadable| *unreadable)
    }

    fn slice(&self, span: &Range<usize>) -> &[u8] {
        self.der.get(span.clone()).unwrap_or_default()
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
            (label!("the unsigned signature algorithm"), error(&self.outer_algorithm)),
            (label!("the issuer"), error(&self.issuer)),
            (label!("the start date"), error(&self.not_before)),
            (label!("the expiration date"), error(&self.not_after)),
            (label!("the subject"), error(&self.subject)),
            (label!("the public key"), error(&self.public_key)),
            (label!("the extensions"), error(&self.extensions)),
            (label!("the signature"), error(&self.spans.signature)),
        ];
        let extensions = self.extensions.iter().flatten().map(|extension| match extension.value {
            ExtensionValue::Unreadable(unreadable) => (label!("an extension"), Some(unreadable)),
            _ => (label!("an extension"), None),
        });
        let all = parts.into_iter().chain(extensions);
        all.filter_map(|(part, error)| Some((part, error?))).collect()
    }
}

fn span(element: &Element<'_>) -> Range<usize> {
    element.offset..element.offset + element.raw.len()
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

/// The unsigned copy of the algorithm must match the signed one (RFC 5280 §4.1.1.2).
fn read_outer_algorithm(outer: &Element<'_>, signed: &Part<SignatureAlgorithm>) -> Part<()> {
    let algorithm = SignatureAlgorithm::from_der(outer)?;
    match signed {
        Ok(signed) if signed.oid != algorithm.oid => {
            Err(outer.unreadable(DerError::AlgorithmsDiffer))
        }
        _ => Ok(()),
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

fn read_extensions(mut fields: Reader<'_>) -> Part<Vec<Extension>> {
    fields.optional(tag::context(1), "the issuer’s identifier")?;
    fields.optional(tag::context(2), "the subject’s identifier")?;
    let mut extensions = Vec::new();
    if let Some(wrapped) = fields.optional(tag::constructed(3), "the extensions")? {
        let mut list = wrapped.reader().sequence("the extensions")?;
        extensions.reserve_exact(list.room());
        while !list.is_empty() {
            extensions.push(Extension::from_der(&list.next("an extension")?)?);
        }
    }
    fields.finish()?;
    Ok(extensions)
}
