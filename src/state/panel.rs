//! One cluster's panel: what a person can do, without a view of it.

mod delete;
mod polling;
mod refresh;
mod session_timeout;
mod visible_rows;

use cert_inventory::expiry::Thresholds;
use cert_inventory::findings::{Context, Finding, findings};
use cert_inventory::inventory::Item;
use cert_inventory::{Needle, Selection};
use leptos::prelude::*;

use super::rows::{Groups, Listing};
use super::{Activity, Clock, Deletion, InventoryState, Notices, Session, Why};
use crate::api::Client;
use polling::Schedule;

/// A signed-in panel in front of one cluster. Signed out there is none of it.
#[derive(Clone, Copy)]
pub struct Panel {
    client: StoredValue<Client>,
    pub session: Session,
    pub inventory: InventoryState,
    pub deletion: Deletion,
    pub notices: Notices,
    pub activity: Activity,
    pub clock: Clock,
    pub thresholds: Thresholds,
    /// What somebody asked to see.
    pub selection: RwSignal<Selection>,
    needle: Memo<Option<Needle>>,
    groups: Memo<Groups>,
    /// Seconds until the session ends unless somebody uses the page; `None` while there is time.
    pub idle_seconds_left: RwSignal<Option<i64>>,
    schedule: Schedule,
    idle_minutes: u32,
    title: StoredValue<String>,
}

impl Panel {
    /// A panel that has not read anything yet.
    pub fn new(client: Client, session: Session) -> Self {
        let config = session.config();
        let selection = RwSignal::new(Selection::default());
        let activity = Activity::new();
        let inventory = InventoryState::new(activity);
        let (thresholds, minute) = (config.thresholds(), session.clock.minute);
        let needle = Memo::new(move |_| selection.with(|asked| Needle::new(&asked.search)));
        let listing = Listing { inventory, selection, needle, minute, thresholds };
        let order = Memo::new(move |_| selection.with(|asked| asked.order));
        let ordered = Memo::new(move |_| listing.ordered(order.get()));
        Self {
            client: StoredValue::new(client),
            session,
            inventory,
            deletion: Deletion::new(),
            notices: session.notices,
            activity,
            clock: session.clock,
            thresholds,
            selection,
            needle,
            groups: Memo::new(move |_| ordered.with(|ordered| listing.groups(ordered))),
            idle_seconds_left: RwSignal::new(None),
            schedule: Schedule::new(config.refresh_seconds),
            idle_minutes: config.idle_minutes,
            title: StoredValue::new(config.title),
        }
    }

    /// Whether there is a session to sign out of: not where the cluster asks for no sign-in.
    pub fn can_sign_out(self) -> bool {
        self.client.with_value(Client::is_signed_in)
    }

    /// What the site calls this installation; empty where it does not.
    pub fn title(self) -> String {
        self.title.get_value()
    }

    /// Forgets the session, and all that was read and told.
    pub fn sign_out(self) {
        self.notices.clear();
        self.forget(Why::Unasked);
    }

    /// What is wrong with an item, at this minute.
    pub fn findings(self, item: &Item) -> Vec<Finding> {
        self.in_context(|context| findings(item, context))
    }

    /// What `tell` makes of what certificates can't tell by themselves, at this minute.
    pub fn in_context<T>(self, tell: impl FnOnce(&Context<'_>) -> T) -> T {
        let fqdn = self.inventory.cluster_name.get();
        let now = self.clock.minute.get();
        let thresholds = self.thresholds;
        self.inventory
            .forged
            .with(|forged| tell(&Context { now, fqdn: fqdn.as_deref(), thresholds, forged }))
    }

    /// Forgets the session and all that was read. What was told stays: whoever was away has not
    /// read it yet.
    fn forget(self, why: Why) {
        self.client.with_value(Client::sign_out);
        self.session.end(why);
    }

    /// A client to make a request with.
    fn client(self) -> Client {
        self.client.get_value()
    }
}
