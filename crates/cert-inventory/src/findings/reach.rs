//! Whom it affects that an item doesn't work, so that a user sees who can't connect.
//!
//! Errors alone affect anyone now. What is about to happen, and what works for most, is said by the
//! finding. Nor is it known whom it affects that an entry can't be read: the cluster may have what
//! its list lacks.

use crate::inventory::item::Item;
use crate::label;
use crate::message;
use crate::text::message::Message;

/// Whom a broken rule affects now; the most comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nobody yet, or nobody that is known.
    Nobody,
    /// The cluster's nodes where they connect as clients.
    Nodes,
    /// Those of its users that verify certificates.
    Verifiers,
    /// Both.
    VerifiersAndNodes,
    /// All that use it.
    Users,
}

impl Reach {
    pub(super) fn and(self, other: Self) -> Self {
        match (self.min(other), self.max(other)) {
            (Self::Nodes, Self::Verifiers) => Self::VerifiersAndNodes,
            (_, most) => most,
        }
    }

    /// Who that is for an item, as a phrase to follow "Affects".
    #[must_use]
    pub fn message(self, item: &Item) -> Option<Message> {
        let users = item.known().map(|known| known.users);
        let all = users.map_or(label!("whatever uses it"), |users| users.all);
        let verifying =
            users.map_or(label!("clients that verify certificates"), |users| users.verifying);
        let nodes = label!("connections that nodes open");
        match self {
            Self::Nobody => None,
            Self::Nodes => Some(nodes.into()),
            Self::Verifiers => Some(verifying.into()),
            Self::VerifiersAndNodes => Some(message!("{0} and {1}", verifying, nodes)),
            Self::Users => Some(all.into()),
        }
    }
}
