//! What a rule is given, and what it says of an item that breaks it.

use crate::asn1::time::Timestamp;
use crate::findings::remedy::Remedy;
use crate::inventory::version::Version;
use crate::text::message::Message;
use crate::x509::expiry::Thresholds;
use crate::x509::verdicts::Verdicts;

/// What a certificate can't tell by itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instant to judge by.
    pub now: Timestamp,
    /// The cluster's fully qualified domain name, `name` in the answer to `GET v1/cluster`.
    pub fqdn: Option<&'a str>,
    /// The cluster's version, the oldest of its nodes'; where it is not known, what there is to do
    /// is said for old and new.
    pub version: Option<Version>,
    /// From how many days on an expiry is a finding.
    pub thresholds: Thresholds,
    /// What is known of the certificates' signatures.
    pub verdicts: &'a Verdicts,
}

/// What a broken rule means for one item, and what to do about it.
pub(super) struct Explanation {
    pub(super) meaning: Message,
    pub(super) remedy: Remedy,
}
