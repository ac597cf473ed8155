//! How to find a certificate's issuer and revocation status.

use crate::asn1::der::{Part, Reader, tag};
use crate::asn1::oid::Oid;
use crate::x509::general_name::GeneralName;
use crate::x509::serial::Serial;

/// authorityKeyIdentifier, RFC 5280 §4.2.1.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityKeyIdentifier {
    /// The issuer's subjectKeyIdentifier.
    pub key_id: Option<Vec<u8>>,
    /// The name of the issuer's issuer.
    pub issuer: Vec<GeneralName>,
    /// The issuer's serial number.
    pub serial: Option<Serial>,
}

/// An authorityInfoAccess entry, RFC 5280 §4.2.2.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessDescription {
    /// The kind of resource.
    pub method: Oid,
    /// Its location.
    pub location: GeneralName,
}

impl AuthorityKeyIdentifier {
    pub(super) fn from_der(mut value: Reader<'_>) -> Part<Self> {
        let mut parts = value.sequence("the identifier")?;
        let key_id = parts.optional(tag::context(0), "the key identifier")?;
        let issuer = parts.optional(tag::constructed(1), "the issuer")?;
        let serial = parts.optional(tag::context(2), "the serial number")?;
        parts.finish()?;
        Ok(Self {
            key_id: key_id.map(|element| element.value.to_vec()),
            issuer: issuer.map_or(Ok(Vec::new()), |names| GeneralName::list(names.reader()))?,
            serial: serial.map(|element| Serial::from_der(&element)).transpose()?,
        })
    }
}

impl AccessDescription {
    pub(super) fn list(mut value: Reader<'_>) -> Part<Vec<Self>> {
        let mut list = value.sequence("the access descriptions")?;
        let mut descriptions = Vec::new();
        while !list.is_empty() {
            let mut parts = list.sequence("an access description")?;
            let method = parts.expect(tag::OID, "the access method")?.oid()?;
            let location = GeneralName::from_der(&parts.next("the location")?)?;
            parts.finish()?;
            descriptions.push(Self { method, location });
        }
        Ok(descriptions)
    }
}

/// The full names of CRLDistributionPoints, RFC 5280 §4.2.1.13.
pub(super) fn distribution_points(mut value: Reader<'_>) -> Part<Vec<GeneralName>> {
    let mut points = value.sequence("the distribution points")?;
    let mut names = Vec::new();
    while !points.is_empty() {
        let mut point = points.sequence("a distribution point")?;
        let name = point.optional(tag::constructed(0), "the point’s name")?;
        point.optional(tag::context(1), "the reasons")?;
        point.optional(tag::constructed(2), "the list’s issuer")?;
        point.finish()?;
        if let Some(name) = name
            && let Some(full_name) = name.reader().optional(tag::constructed(0), "the full name")?
        {
            names.extend(GeneralName::list(full_name.reader())?);
        }
    }
    Ok(names)
}
