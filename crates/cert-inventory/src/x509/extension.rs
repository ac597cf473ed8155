//! Certificate extensions, RFC 5280 §4.2: a certificate's permitted uses and related information.

mod constraints;
mod issuer;
mod policy;
mod summary;
mod usage;

pub use constraints::{BasicConstraints, NameConstraints};
pub use issuer::{AccessDescription, AuthorityKeyIdentifier};
pub use policy::Policy;
pub use usage::{ExtendedKeyUsage, KeyUsage};

use crate::asn1::der::{DerError, Element, Part, Reader, Unreadable, tag};
use crate::asn1::oid::{Oid, lookup};
use crate::x509::general_name::GeneralName;

/// One extension.
#[derive(Clone, Debug)]
pub struct Extension<'a> {
    /// The extension's OID.
    pub oid: Oid,
    /// Whether a verifier that doesn't know it must refuse the certificate.
    pub critical: bool,
    /// Its value's length in bytes.
    pub der_len: usize,
    /// Its value's encoding.
    encoded: Reader<'a>,
}

/// An extension's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionValue {
    /// subjectAltName.
    SubjectAltName(Vec<GeneralName>),
    /// issuerAltName.
    IssuerAltName(Vec<GeneralName>),
    /// keyUsage.
    KeyUsage(KeyUsage),
    /// extKeyUsage.
    ExtendedKeyUsage(ExtendedKeyUsage),
    /// basicConstraints.
    BasicConstraints(BasicConstraints),
    /// subjectKeyIdentifier.
    SubjectKeyIdentifier(Vec<u8>),
    /// authorityKeyIdentifier.
    AuthorityKeyIdentifier(AuthorityKeyIdentifier),
    /// nameConstraints.
    NameConstraints(NameConstraints),
    /// certificatePolicies.
    CertificatePolicies(Vec<Policy>),
    /// cRLDistributionPoints: the URLs.
    CrlDistributionPoints(Vec<GeneralName>),
    /// authorityInfoAccess.
    AuthorityInfoAccess(Vec<AccessDescription>),
    /// The number of signed certificate timestamps, RFC 6962 §3.3.
    SignedCertificateTimestamps(usize),
    /// TLS features, RFC 7633; 5 requires OCSP stapling.
    TlsFeature(Vec<u32>),
    /// An extension shown only by name and length.
    Other,
    /// The value couldn't be read.
    Unreadable(Unreadable),
}

impl<'a> Extension<'a> {
    pub(crate) fn from_der(element: &Element<'a>) -> Part<Self> {
        let mut parts = element.is(tag::SEQUENCE, "an extension")?.reader();
        let oid = parts.expect(tag::OID, "the extension’s identifier")?.oid()?;
        let critical = match parts.optional(tag::BOOLEAN, "the critical flag")? {
            Some(flag) => flag.boolean()?,
            None => false,
        };
        let value = parts.expect(tag::OCTET_STRING, "the extension’s value")?;
        parts.finish()?;
        Ok(Self { der_len: value.value.len(), encoded: value.reader(), oid, critical })
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> ExtensionValue {
        ExtensionValue::from_der(&self.oid, self.encoded).unwrap_or_else(ExtensionValue::Unreadable)
    }

    /// Whether OpenSSL refuses the certificate because of it: it's critical, and OpenSSL doesn't
    /// process it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.critical && !ACTED_ON.contains(&self.oid.as_str())
    }

    /// OpenSSL's long name, or the dotted form.
    #[must_use]
    pub fn name(&self) -> &str {
        lookup(&NAMES, &self.oid).unwrap_or(self.oid.as_str())
    }
}

impl ExtensionValue {
    fn from_der(oid: &Oid, mut value: Reader<'_>) -> Part<Self> {
        Ok(match oid.as_str() {
            "2.5.29.17" => Self::SubjectAltName(GeneralName::list(value.sequence("the names")?)?),
            "2.5.29.18" => Self::IssuerAltName(GeneralName::list(value.sequence("the names")?)?),
            "2.5.29.15" => Self::KeyUsage(KeyUsage::from_der(value)?),
            "2.5.29.37" => Self::ExtendedKeyUsage(ExtendedKeyUsage::from_der(value)?),
            "2.5.29.19" => Self::BasicConstraints(BasicConstraints::from_der(value)?),
            "2.5.29.14" => Self::SubjectKeyIdentifier(
                value.expect(tag::OCTET_STRING, "the key identifier")?.value.to_vec(),
            ),
            "2.5.29.35" => Self::AuthorityKeyIdentifier(AuthorityKeyIdentifier::from_der(value)?),
            "2.5.29.30" => Self::NameConstraints(NameConstraints::from_der(value)?),
            "2.5.29.32" => Self::CertificatePolicies(Policy::list(value)?),
            "2.5.29.31" => Self::CrlDistributionPoints(issuer::distribution_points(value)?),
            "1.3.6.1.5.5.7.1.1" => Self::AuthorityInfoAccess(AccessDescription::list(value)?),
            "1.3.6.1.4.1.11129.2.4.2" => {
                Self::SignedCertificateTimestamps(count_timestamps(value)?)
            }
            "1.3.6.1.5.5.7.1.24" => Self::TlsFeature(tls_features(value)?),
            _ => Self::Other,
        })
    }
}

/// Counts a SignedCertificateTimestampList, which is a TLS structure inside DER: a two-byte length,
/// then each timestamp with a two-byte length.
fn count_timestamps(mut value: Reader<'_>) -> Part<usize> {
    let list = value.expect(tag::OCTET_STRING, "the timestamps")?;
    let cut_off = || list.unreadable(DerError::CutOff);
    let (size, mut rest) = list.value.split_first_chunk::<2>().ok_or_else(cut_off)?;
    if usize::from(u16::from_be_bytes(*size)) != rest.len() {
        return Err(cut_off());
    }
    let mut count = 0;
    while !rest.is_empty() {
        let (size, after) = rest.split_first_chunk::<2>().ok_or_else(cut_off)?;
        let size = usize::from(u16::from_be_bytes(*size));
        rest = after.split_at_checked(size).ok_or_else(cut_off)?.1;
        count += 1;
    }
    Ok(count)
}

fn tls_features(mut value: Reader<'_>) -> Part<Vec<u32>> {
    let mut list = value.sequence("the features")?;
    let mut features = Vec::new();
    while !list.is_empty() {
        features.push(list.expect(tag::INTEGER, "a feature")?.small_integer()?);
    }
    Ok(features)
}

/// From `X509_supported_extension` in OpenSSL 3.
static ACTED_ON: [&str; 15] = [
    "2.5.29.15",
    "2.5.29.17",
    "2.5.29.19",
    "2.5.29.30",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.36",
    "2.5.29.37",
    "2.5.29.54",
    "1.3.6.1.5.5.7.1.7",
    "1.3.6.1.5.5.7.1.8",
    "1.3.6.1.5.5.7.1.14",
    "1.3.6.1.5.5.7.48.1.5",
    "2.16.840.1.113730.1.1",
];

/// OpenSSL's long names of the extensions.
static NAMES: [(&str, &str); 39] = [
    ("2.5.29.9", "X509v3 Subject Directory Attributes"),
    ("2.5.29.14", "X509v3 Subject Key Identifier"),
    ("2.5.29.15", "X509v3 Key Usage"),
    ("2.5.29.16", "X509v3 Private Key Usage Period"),
    ("2.5.29.17", "X509v3 Subject Alternative Name"),
    ("2.5.29.18", "X509v3 Issuer Alternative Name"),
    ("2.5.29.19", "X509v3 Basic Constraints"),
    ("2.5.29.30", "X509v3 Name Constraints"),
    ("2.5.29.31", "X509v3 CRL Distribution Points"),
    ("2.5.29.32", "X509v3 Certificate Policies"),
    ("2.5.29.33", "X509v3 Policy Mappings"),
    ("2.5.29.35", "X509v3 Authority Key Identifier"),
    ("2.5.29.36", "X509v3 Policy Constraints"),
    ("2.5.29.37", "X509v3 Extended Key Usage"),
    ("2.5.29.46", "X509v3 Freshest CRL"),
    ("2.5.29.54", "X509v3 Inhibit Any Policy"),
    ("2.5.29.56", "X509v3 No Revocation Available"),
    ("1.3.6.1.5.5.7.1.1", "Authority Information Access"),
    ("1.3.6.1.5.5.7.1.2", "Biometric Info"),
    ("1.3.6.1.5.5.7.1.3", "qcStatements"),
    ("1.3.6.1.5.5.7.1.7", "sbgp-ipAddrBlock"),
    ("1.3.6.1.5.5.7.1.8", "sbgp-autonomousSysNum"),
    ("1.3.6.1.5.5.7.1.11", "Subject Information Access"),
    ("1.3.6.1.5.5.7.1.14", "Proxy Certificate Information"),
    ("1.3.6.1.5.5.7.1.24", "TLS Feature"),
    ("1.3.6.1.5.5.7.48.1.5", "OCSP No Check"),
    ("1.3.6.1.4.1.11129.2.4.2", "CT Precertificate SCTs"),
    ("1.3.6.1.4.1.11129.2.4.3", "CT Precertificate Poison"),
    ("2.16.840.1.113730.1.1", "Netscape Cert Type"),
    ("2.16.840.1.113730.1.2", "Netscape Base Url"),
    ("2.16.840.1.113730.1.3", "Netscape Revocation Url"),
    ("2.16.840.1.113730.1.4", "Netscape CA Revocation Url"),
    ("2.16.840.1.113730.1.7", "Netscape Renewal Url"),
    ("2.16.840.1.113730.1.8", "Netscape CA Policy Url"),
    ("2.16.840.1.113730.1.12", "Netscape SSL Server Name"),
    ("2.16.840.1.113730.1.13", "Netscape Comment"),
    ("1.3.36.8.3.3", "Professional Information or basis for Admission"),
    ("1.2.643.100.111", "Signing Tool of Subject"),
    ("1.2.643.100.112", "Signing Tool of Issuer"),
];
