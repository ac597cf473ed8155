//! A rule's inputs, and its explanation for an item that breaks it.

use std::fmt;

use crate::asn1::time::Timestamp;
use crate::findings::reach::Reach;
use crate::inventory::known::Trust;
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

/// What to do about a finding. What to get differs; how it replaces what is there is the same for
/// all findings of an item, so [`advice`](crate::advice) says it once, with the commands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Get another certificate, then put it in place.
    Replace {
        /// What to get.
        get: Get,
        /// What to know before it's put in place, in sentences.
        cautions: Vec<Message>,
    },
    /// Have the cluster generate another one.
    Rotate(Message),
    /// Anything else.
    Other(Message),
}

/// What to put in the place of an item's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Get {
    /// A new certificate.
    New {
        /// Who issues it.
        from: IssuedBy,
        /// What it has to have, as a phrase.
        with: Option<Message>,
    },
    /// Something else, in sentences.
    Other(Message),
}

/// Who issues a new certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuedBy {
    /// The administrator's CA.
    Ca,
    /// The administrator, because the present one is self-signed.
    SelfSigned,
    /// Whoever owns certificates that the cluster uses to verify others.
    Owner(Trust),
}

impl Get {
    /// The same as a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::New { from, with: None } => match from {
                IssuedBy::Ca => message!("Have your CA issue a new certificate."),
                IssuedBy::SelfSigned => message!("Create a new self-signed certificate."),
                IssuedBy::Owner(Trust::ClientCas) => {
                    message!("Get the current CA certificate from the CA’s administrator.")
                }
                IssuedBy::Owner(Trust::IdentityProvider) => {
                    message!("Get the current certificate from the identity provider.")
                }
            },
            Self::New { from, with: Some(with) } => {
                let with = with.clone();
                match from {
                    IssuedBy::Ca => {
                        message!("Have your CA issue a new certificate with {0}.", with)
                    }
                    IssuedBy::SelfSigned => {
                        message!("Create a new self-signed certificate with {0}.", with)
                    }
                    IssuedBy::Owner(Trust::ClientCas) => {
                        message!("Get a certificate with {0} from the CA’s administrator.", with)
                    }
                    IssuedBy::Owner(Trust::IdentityProvider) => {
                        message!("Get a certificate with {0} from the identity provider.", with)
                    }
                }
            }
            Self::Other(message) => message.clone(),
        }
    }
}

impl Remedy {
    /// All of it.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Replace { get, cautions } => {
                let first = message!("{0} Then replace the certificate.", get.message());
                cautions.iter().fold(first, |all, next| message!("{0} {1}", all, next.clone()))
            }
            Self::Rotate(message) | Self::Other(message) => message.clone(),
        }
    }
}

/// In English.
impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}
