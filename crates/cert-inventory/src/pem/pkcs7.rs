//! The certificates in PKCS #7, a form in which some CAs send a chain.

use crate::asn1::der::{Part, Reader, tag};
use crate::x509::certificate::Certificate;

/// signedData, RFC 2315 §14.
const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];

/// The certificates of a SignedData, RFC 2315 §9.1, whose signers aren't looked at.
pub(crate) fn certificates(der: &[u8]) -> Part<Vec<Certificate>> {
    let mut content = Reader::new(der, 0).sequence("PKCS #7")?;
    let kind = content.expect(tag::OID, "the content’s type")?;
    if kind.value != SIGNED_DATA {
        return Ok(Vec::new());
    }
    let wrapped = content.expect(tag::constructed(0), "the content")?;
    let mut fields = wrapped.reader().sequence("the content")?;
    fields.expect(tag::INTEGER, "the version")?;
    fields.expect(tag::SET, "the digest algorithms")?;
    fields.expect(tag::SEQUENCE, "the signed content")?;
    let mut found = Vec::new();
    if let Some(set) = fields.optional(tag::constructed(0), "the certificates")? {
        let mut list = set.reader();
        while !list.is_empty() {
            let element = list.next("a certificate")?;
            // Others are attribute certificates and obsolete forms.
            if element.tag == tag::SEQUENCE {
                found.push(Certificate::decode(element.raw)?);
            }
        }
    }
    Ok(found)
}
