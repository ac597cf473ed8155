//! A rule's inputs, and its explanation for an item that breaks it.

use std::fmt;

use crate::asn1::time::Timestamp;
use crate::findings::reach::Reach;
use crate::inventory::license::License;
use crate::inventory::version::Version;
use crate::message;
use crate::text::message::Message;
use crate::x509::expiry::Thresholds;
use crate::x509::signature_results::SignatureResults;

/// What isn't in a certificate itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The current time.
    pub now: Timestamp,
    /// The cluster's fully qualified domain name: `name` in the response to `GET v1/cluster`.
    pub fqdn: Option<&'a str>,
    /// The versions of the cluster's nodes, each once, oldest first: several during an upgrade.
    /// Empty where they are not known: what there is to do is then said for old and new.
    pub versions: &'a [Version],
    /// The cluster's license, where it is known.
    pub license: Option<License>,
    /// From how many days on an expiry is a finding.
    pub thresholds: Thresholds,
    /// Results of signature checks.
    pub signatures: &'a SignatureResults,
}

impl Context<'_> {
    /// The oldest version, which decides what the cluster has.
    #[must_use]
    pub fn version(&self) -> Option<Version> {
        self.versions.first().copied()
    }
}

/// What a broken rule means for one item, and what to do about it.
pub(super) struct Explanation {
    pub(super) meaning: Message,
    /// Whom the meaning is about.
    pub(super) reach: Reach,
    pub(super) remedy: Remedy,
}

/// What to do about a finding, in sentences. What to get differs; how it replaces what is there is
/// the same for all findings of an item, so it can be said once, with the commands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Get another certificate, then put it in place.
    Replace {
        /// What to get.
        get: Message,
        /// How it replaces what is there.
        then: Message,
    },
    /// Anything else.
    Other(Message),
}

impl Remedy {
    /// All of it.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Replace { get, then } => message!("{0} {1}", get.clone(), then.clone()),
            Self::Other(message) => message.clone(),
        }
    }
}

/// In English.
impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}
