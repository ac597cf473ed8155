//! What to do about a finding.
//!
//! Most findings end in another certificate. What to get differs; how it replaces the one that is
//! there is the same for all findings of an item, so a reader is told once, with the commands of
//! [`crate::commands`].

use std::fmt;

use crate::findings::rule::Context;
use crate::inventory::item::Item;
use crate::inventory::known::Replacement;
use crate::inventory::version::Version;
use crate::message;
use crate::text::message::Message;

/// What to do about a finding, in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Get another certificate, then put it in place.
    Replace {
        /// What to get.
        get: Message,
        /// How it replaces what is there: the same for all findings of an item.
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

/// What to get replaces an item's certificate.
pub(super) fn replace(item: &Item, context: &Context<'_>, get: Message) -> Remedy {
    let is_internode = item.known().is_some_and(|known| known.replacement == Replacement::Rotation);
    let is_old = context.version.is_some_and(|version| version < Version::PUT_CERTIFICATES);
    let then = match (is_internode, item.is_made_by_cluster()) {
        (true, _) if is_old => {
            return Remedy::Other(message!(
                "Rotate it: the cluster generates a new one. Before version 7.22.2, the cluster \
                 accepts no internode certificates of your own."
            ));
        }
        (true, true) => message!(
            "Then replace the certificate. If the cluster generated this one, rotate it instead. \
             If it is your own, don’t: rotation may discard it."
        ),
        (true, false) => message!(
            "Then replace the certificate. Don’t rotate it: the cluster may put one that it \
             generates in its place."
        ),
        (false, _) => message!("Then replace the certificate."),
    };
    Remedy::Replace { get, then }
}
