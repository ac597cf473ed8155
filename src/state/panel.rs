//! One cluster's panel: everything a signed-in user can do, without a view of it.
//!
//! The struct and its lifetime are here. What it does stands in the files below:
//!
//! - `refresh`: reads the list, and what is known of the cluster besides
//! - `polling`: reads it again from time to time
//! - `delete`: deletes a certificate
//! - `analyze`: works out findings, counts, and the timeline's ends
//! - `visible_rows`: which rows are shown
//! - `session_timeout`: renews the token, and ends an unused session

mod analyze;
mod delete;
mod polling;
mod refresh;
mod session_timeout;
mod visible_rows;

use cert_inventory::{Assessment, Context, Item, Needle, Selection, Thresholds, Timestamp, assess};
use leptos::prelude::*;
use panel_logic::config::Config;

use super::rows::{Groups, Listing};
use super::{Activity, Clock, Deletion, InventoryState, Notices, SignedOutReason};
use crate::api::Client;
use crate::browser;

/// A signed-in panel in front of one cluster. Signed out there is none.
#[derive(Clone, Copy)]
pub struct Panel {
    client: StoredValue<Client>,
    on_end: Callback<SignedOutReason>,
    /// The name that somebody signed in with, if somebody did.
    pub user: StoredValue<Option<String>>,
    pub inventory: InventoryState,
    pub deletion: Deletion,
    pub notices: Notices,
    pub activity: Activity,
    pub clock: Clock,
    pub thresholds: Memo<Thresholds>,
    /// What somebody asked to see.
    pub selection: RwSignal<Selection>,
    needle: Memo<Option<Needle>>,
    listing: Listing,
    groups: Memo<Groups>,
    /// Seconds until the session ends unless somebody uses the page; `None` while there is time.
    pub idle_seconds_left: RwSignal<Option<i64>>,
    /// Seconds from one read of the list to the next.
    refresh_seconds: u32,
    next_read: StoredValue<Timestamp>,
    /// When to read what is known of the cluster besides its list.
    next_facts: StoredValue<Timestamp>,
    /// Reads that failed since the last that did not.
    failures: StoredValue<u32>,
    idle_minutes: u32,
    title: StoredValue<String>,
}

/// What a panel has of the page that holds it.
#[derive(Clone, Copy)]
pub struct PageHandle {
    pub notices: Notices,
    pub clock: Clock,
    /// Called when the session is over.
    pub on_end: Callback<SignedOutReason>,
}

impl Panel {
    /// A panel that has not read anything yet.
    pub fn new(client: Client, user: Option<String>, config: Config, page: PageHandle) -> Self {
        let selection = RwSignal::new(Selection::default());
        let activity = Activity::new();
        let inventory = InventoryState::new(activity, page.clock);
        let minute = page.clock.minute;
        let for_days = config.clone();
        let thresholds = Memo::new(move |_| for_days.thresholds(inventory.alert_days.get()));
        let needle = Memo::new(move |_| selection.with(|asked| Needle::new(&asked.search)));
        let listing = Listing { inventory, selection, needle, minute, thresholds };
        let arrangement = Memo::new(move |_| selection.with(Selection::widened));
        let ordered = Memo::new(move |_| arrangement.with(|asked| listing.ordered(asked)));
        Self {
            client: StoredValue::new(client),
            on_end: page.on_end,
            user: StoredValue::new(user),
            inventory,
            deletion: Deletion::new(),
            notices: page.notices,
            activity,
            clock: page.clock,
            thresholds,
            selection,
            needle,
            listing,
            groups: Memo::new(move |_| ordered.with(|ordered| listing.groups(ordered))),
            idle_seconds_left: RwSignal::new(None),
            refresh_seconds: config.refresh_seconds,
            next_read: StoredValue::new(polling::after(config.refresh_seconds)),
            next_facts: StoredValue::new(browser::now()),
            failures: StoredValue::new(0),
            idle_minutes: config.idle_minutes,
            title: StoredValue::new(config.title),
        }
    }

    /// Starts whatever keeps the panel up to date. Call it where the panel is shown, so that it
    /// stops with the view.
    pub fn start(self) {
        self.start_session_timeout();
        self.start_polling();
        self.start_analysis();
    }

    /// Whether there is a session to sign out of: not where the cluster asks for no sign-in.
    pub fn can_sign_out(self) -> bool {
        self.client.with_value(Client::is_signed_in)
    }

    /// What the site calls this installation; empty where it does not.
    pub fn title(self) -> String {
        self.title.get_value()
    }

    /// Forgets the session, and all that was read and announced.
    pub fn sign_out(self) {
        self.notices.clear();
        self.end(SignedOutReason::Expected);
    }

    /// What there is to say of an item, at this minute.
    pub fn assess(self, item: &Item) -> Assessment {
        self.in_context(|context| assess(item, context))
    }

    /// What `judge` makes of what certificates can't tell by themselves, at this minute.
    pub fn in_context<T>(self, judge: impl FnOnce(&Context<'_>) -> T) -> T {
        self.listing.in_context(judge)
    }

    /// Forgets the session and all that was read. Notices stay: whoever was away has not read them
    /// yet.
    fn end(self, reason: SignedOutReason) {
        self.client.with_value(Client::sign_out);
        self.inventory.close();
        self.on_end.run(reason);
    }

    /// A client to make a request with.
    fn client(self) -> Client {
        self.client.get_value()
    }
}
