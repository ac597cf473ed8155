//! Identifies a block's contents from its DER if the label is wrong.
//!
//! People put a request under a certificate's label, or rename a PKCS #7 bundle. A request even
//! starts like a version 1 certificate: parsed as one, it would have a serial number, no dates, and
//! a finding for each.

use crate::asn1::der::{Element, Reader, tag};
use crate::label;
use crate::text::language::Label;

/// What a PEM block can contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Content {
    Certificate,
    PrivateKey,
    Request,
    RevocationList,
    PublicKey,
    Pkcs7,
    Pkcs12,
    AttributeCertificate,
    /// Parameters next to a key, such as `EC PARAMETERS`.
    Parameters,
    /// Unknown.
    Unknown,
}

impl Content {
    /// By a label other than a certificate's or private key's.
    pub(super) fn of_label(label: &str) -> Self {
        match label {
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Self::Request,
            "X509 CRL" => Self::RevocationList,
            "PUBLIC KEY" | "RSA PUBLIC KEY" => Self::PublicKey,
            "PKCS7" | "CMS" => Self::Pkcs7,
            "PKCS12" => Self::Pkcs12,
            "ATTRIBUTE CERTIFICATE" => Self::AttributeCertificate,
            "EC PARAMETERS" | "DH PARAMETERS" | "DSA PARAMETERS" => Self::Parameters,
            _ => Self::Unknown,
        }
    }

    /// By the tags of the first values, which differ between types.
    pub(crate) fn of_der(der: &[u8]) -> Option<Self> {
        let mut parts = Reader::new(der, 0).sequence("").ok()?;
        let (first, second) = (parts.next("").ok()?, parts.next("").ok()?);
        match (first.tag, second.tag) {
            (tag::OID, _) => is_pkcs7(&first).then_some(Self::Pkcs7),
            // A modulus, not a version.
            (tag::INTEGER, tag::INTEGER) if parts.is_empty() && first.value.len() > 16 => {
                Some(Self::PublicKey)
            }
            (tag::INTEGER, tag::SEQUENCE) if is_pkcs7(&second.reader().next("").ok()?) => {
                Some(Self::Pkcs12)
            }
            (tag::INTEGER, tag::INTEGER | tag::SEQUENCE | tag::OCTET_STRING)
            | (tag::SEQUENCE, tag::OCTET_STRING) => Some(Self::PrivateKey),
            (tag::SEQUENCE, tag::BIT_STRING) => Some(Self::PublicKey),
            (tag::SEQUENCE, tag::SEQUENCE) => Self::of_signed(first.reader()),
            _ => None,
        }
    }

    fn of_signed(mut fields: Reader<'_>) -> Option<Self> {
        const CONTEXT_0: u8 = tag::constructed(0);
        let mut next = || fields.next("").map_or(0, |element| element.tag);
        match [next(), next(), next(), next()] {
            // The version is optional.
            [tag::INTEGER, _, _, tag::UTC_TIME | tag::GENERALIZED_TIME]
            | [tag::SEQUENCE, _, tag::UTC_TIME | tag::GENERALIZED_TIME, _] => {
                Some(Self::RevocationList)
            }
            [tag::INTEGER, _, tag::SEQUENCE, 0 | CONTEXT_0] => Some(Self::Request),
            [CONTEXT_0, ..] | [tag::INTEGER, _, tag::SEQUENCE, tag::SEQUENCE] => {
                Some(Self::Certificate)
            }
            [tag::INTEGER, _, CONTEXT_0, tag::SEQUENCE] => Some(Self::AttributeCertificate),
            _ => None,
        }
    }

    /// Its name in a sentence.
    pub(crate) fn label(self) -> Label {
        match self {
            Self::Certificate => label!("a certificate"),
            Self::PrivateKey => label!("a private key"),
            Self::Request => label!("a certificate request (CSR)"),
            Self::RevocationList => label!("a certificate revocation list (CRL)"),
            Self::PublicKey => label!("a public key"),
            Self::Pkcs7 => label!("PKCS #7"),
            Self::Pkcs12 => label!("PKCS #12"),
            Self::AttributeCertificate => label!("an attribute certificate"),
            Self::Parameters | Self::Unknown => label!("something else"),
        }
    }
}

/// Whether it's a PKCS #7 or CMS identifier, 1.2.840.113549.1.7.x.
fn is_pkcs7(element: &Element<'_>) -> bool {
    element.value.starts_with(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7])
}
