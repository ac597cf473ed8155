//! What a rule is given, and what it says of an item that breaks it.

use crate::asn1::time::Timestamp;
use crate::text::message::Message;
use crate::x509::expiry::Thresholds;

/// What a certificate can't tell by itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instant to judge by.
    pub now: Timestamp,
    /// The cluster's fully qualified domain name, `name` in the answer to `GET v1/cluster`.
    pub fqdn: Option<&'a str>,
    /// From how many days on an expiry is a finding.
    pub thresholds: Thresholds,
    /// SHA-256 of each certificate whose [signature](crate::SignatureCheck) was found not to be
    /// its issuer's, in ascending order.
    pub forged: &'a [[u8; 32]],
}

/// What a broken rule means for one item, and what to do about it.
pub(super) struct Explanation {
    pub(super) meaning: Message,
    pub(super) remedy: Message,
}
