//! What the views show and what a person can do: one cluster's panel, without a view of it.

mod clock;
mod deletion;
mod inventory;
mod notices;
mod phase;
mod rows;

pub use clock::Clock;
pub use deletion::{Deletion, Step};
pub use inventory::{InventoryState, Loaded};
pub use notices::Notices;
pub use phase::{Phase, Session};
pub use rows::{Group, rows};

use cert_inventory::expiry::Thresholds;
use cert_inventory::failure::ReadFailure;
use cert_inventory::findings::{Context, Finding, findings};
use cert_inventory::inventory::Item;
use leptos::prelude::*;

use crate::api::Client;

/// A signed-in panel in front of one cluster. Signed out there is none of it.
#[derive(Clone, Copy)]
pub struct Panel {
    client: StoredValue<Client>,
    session: Session,
    pub inventory: InventoryState,
    pub deletion: Deletion,
    pub notices: Notices,
    pub clock: Clock,
    pub thresholds: Thresholds,
}

impl Panel {
    /// A panel that has not read anything yet.
    pub fn new(client: Client, session: Session) -> Self {
        Self {
            client: StoredValue::new(client),
            session,
            inventory: InventoryState::new(),
            deletion: Deletion::new(),
            notices: session.notices,
            clock: session.clock,
            thresholds: session.thresholds(),
        }
    }

    /// Whether there is a session to sign out of: not where the cluster asks for no sign-in.
    pub fn can_sign_out(self) -> bool {
        self.client.with_value(Client::is_signed_in)
    }

    /// Forgets the session and all that was read.
    pub fn sign_out(self) {
        self.client.with_value(Client::sign_out);
        self.notices.clear();
        self.session.end(None);
    }

    /// What is wrong with an item, at this minute.
    pub fn findings(self, item: &Item) -> Vec<Finding> {
        let fqdn = self.inventory.cluster_name.get();
        let now = self.clock.minute.get();
        let thresholds = self.thresholds;
        let forged = self.inventory.signatures.with(|signatures| {
            let wrong = signatures.iter().filter(|(_, valid)| !valid);
            wrong.map(|(certificate, _)| *certificate).collect::<Vec<_>>()
        });
        findings(item, &Context { now, fqdn: fqdn.as_deref(), thresholds, forged: &forged })
    }

    /// The session ended by the cluster's word: back to the sign-in, with the reason.
    fn session_ended(self) {
        self.client.with_value(Client::sign_out);
        let over = ReadFailure::Status { status: 401, words: None };
        self.session.end(Some(over));
    }

    /// A client to make a request with.
    fn client(self) -> Client {
        self.client.get_value()
    }
}
