//! Limits on what an authority may certify.

use crate::asn1::der::{Element, Part, Reader, tag};
use crate::x509::general_name::GeneralName;

/// basicConstraints, RFC 5280 §4.2.1.9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether it's a certificate authority.
    pub ca: bool,
    /// The maximum number of authorities below this one.
    pub path_len: Option<u32>,
}

/// nameConstraints, RFC 5280 §4.2.1.10.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameConstraints {
    /// Names below must match one of these.
    pub permitted: Vec<GeneralName>,
    /// Names below must match none of these.
    pub excluded: Vec<GeneralName>,
}

impl BasicConstraints {
    pub(super) fn from_der(mut value: Reader<'_>) -> Part<Self> {
        let mut parts = value.sequence("the constraints")?;
        let ca = match parts.optional(tag::BOOLEAN, "the CA flag")? {
            Some(flag) => flag.boolean()?,
            None => false,
        };
        let path_len = match parts.optional(tag::INTEGER, "the path length")? {
            Some(number) => Some(number.small_integer()?),
            None => None,
        };
        parts.finish()?;
        Ok(Self { ca, path_len })
    }
}

impl NameConstraints {
    pub(super) fn from_der(mut value: Reader<'_>) -> Part<Self> {
        let mut parts = value.sequence("the constraints")?;
        let permitted = parts.optional(tag::constructed(0), "the permitted names")?;
        let excluded = parts.optional(tag::constructed(1), "the excluded names")?;
        parts.finish()?;
        let subtrees = |element: Option<Element<'_>>| {
            let mut list = Vec::new();
            let Some(element) = element else { return Ok(list) };
            let mut subtrees = element.reader();
            while !subtrees.is_empty() {
                let base = subtrees.sequence("a subtree")?.next("a name")?;
                list.push(match GeneralName::from_der(&base)? {
                    GeneralName::Ip(bytes) => GeneralName::IpRange(bytes),
                    name => name,
                });
            }
            Ok(list)
        };
        Ok(Self { permitted: subtrees(permitted)?, excluded: subtrees(excluded)? })
    }
}
