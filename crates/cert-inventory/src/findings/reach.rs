//! Who notices that an item doesn't work, so that a user sees who can't connect.
//!
//! Only errors affect anyone now. A finding itself says what is about to happen, and what works for
//! most. Nor is it known whom an unreadable entry affects: the cluster may have what its list lacks.

use crate::inventory::item::Item;
use crate::inventory::known::Users;
use crate::message;
use crate::text::language::Label;
use crate::text::message::Message;

/// Whom a broken rule affects now; the most comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nobody yet, or nobody that is known.
    Nobody,
    /// Those to whom a node presents it as a client.
    AsClient,
    /// Those whose software is strict, of those that verify certificates.
    Strict,
    /// All that verify certificates.
    Verifiers,
    /// All that use it.
    Users,
}

impl Reach {
    /// Who that is for an item, in a few words.
    #[must_use]
    pub fn affected(self, item: &Item) -> Option<Message> {
        self.whom(item).map(|whom| message!("Affects {0}", whom))
    }

    /// The same as a short phrase.
    #[must_use]
    pub fn whom(self, item: &Item) -> Option<Label> {
        let users = users(item);
        match (self, users.as_client) {
            (Self::Nobody, _) => None,
            (Self::AsClient, Some(as_client)) => Some(as_client.whom),
            _ => Some(users.whom),
        }
    }

    /// Who notices and who doesn't, in sentences.
    #[must_use]
    pub fn message(self, item: &Item) -> Option<Message> {
        let users = users(item);
        match (self, users.as_client) {
            (Self::Nobody, _) => None,
            (Self::AsClient, Some(as_client)) => Some(as_client.rejected.into()),
            (Self::Strict, Some(_)) => {
                Some(message!("Only {0} whose software rejects it can’t connect.", users.whom))
            }
            (Self::AsClient | Self::Strict | Self::Verifiers, _) => Some(users.rejected.into()),
            (Self::Users, _) => Some(users.unusable.into()),
        }
    }
}

fn users(item: &Item) -> Users {
    item.known().map_or(Users::UNKNOWN, |known| known.users)
}
