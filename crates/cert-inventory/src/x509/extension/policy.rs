//! The policies a certificate was issued under.

use crate::asn1::der::{Part, Reader, tag};
use crate::asn1::oid::Oid;
use crate::asn1::strings;

/// A certificatePolicies entry, RFC 5280 §4.2.1.4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The policy's identifier.
    pub oid: Oid,
    /// URLs of certification practice statements.
    pub cps: Vec<String>,
    /// The texts of user notices.
    pub notices: Vec<String>,
}

impl Policy {
    pub(super) fn list(mut value: Reader<'_>) -> Part<Vec<Self>> {
        let mut list = value.sequence("the policies")?;
        let mut policies = Vec::new();
        while !list.is_empty() {
            policies.push(Self::from_der(list.sequence("a policy")?)?);
        }
        Ok(policies)
    }

    fn from_der(mut parts: Reader<'_>) -> Part<Self> {
        let oid = parts.expect(tag::OID, "the policy’s identifier")?.oid()?;
        let mut policy = Self { oid, cps: Vec::new(), notices: Vec::new() };
        if let Some(qualifiers) = parts.optional(tag::SEQUENCE, "the qualifiers")? {
            let mut qualifiers = qualifiers.reader();
            while !qualifiers.is_empty() {
                policy.add_qualifier(qualifiers.sequence("a qualifier")?)?;
            }
        }
        parts.finish()?;
        Ok(policy)
    }

    fn add_qualifier(&mut self, mut parts: Reader<'_>) -> Part<()> {
        let oid = parts.expect(tag::OID, "the qualifier’s identifier")?.oid()?;
        let value = parts.next("the qualifier")?;
        match oid.as_str() {
            "1.3.6.1.5.5.7.2.1" => {
                let uri = value.is(tag::IA5_STRING, "the statement’s address")?;
                self.cps.push(strings::ia5(uri.value));
            }
            "1.3.6.1.5.5.7.2.2" => {
                let mut notice = value.is(tag::SEQUENCE, "a user notice")?.reader();
                notice.optional(tag::SEQUENCE, "the notice’s reference")?;
                if !notice.is_empty() {
                    let display = notice.next("the notice’s text")?;
                    self.notices.extend(strings::display_text(display.tag, display.value));
                }
            }
            _ => {}
        }
        Ok(())
    }
}
