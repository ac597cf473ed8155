//! One cluster's panel: everything a signed-in user can do, independent of any view.
//!
//! The struct and its lifetime are here; its actions are in these files:
//!
//! - `refresh`: reads the list, and what is known of the cluster besides
//! - `polling`: reads it again from time to time
//! - `health`: finds out without any key whether it changed
//! - `delete`: deletes a certificate
//! - `replace`: replaces certificates
//! - `rotate`: has the cluster make new ones
//! - `signatures`: has the browser verify signatures
//! - `changes`: finds what changed elsewhere
//! - `analyze`: computes findings, counts, and the timeline's expirations
//! - `visible_rows`: which rows are shown
//! - `session_timeout`: renews the token, and ends an idle session

mod analyze;
mod changes;
mod delete;
mod health;
mod polling;
mod refresh;
mod replace;
mod rotate;
mod session_timeout;
mod signatures;
mod visible_rows;

use cert_inventory::{
    Assessment, Context, Item, Query, Selection, Thresholds, Timestamp, Tone, assess, message,
};
use leptos::prelude::*;
use panel_logic::config::Config;
use panel_logic::session_timeout::Limits;

use self::health::Health;
pub use self::replace::Given;
use super::analysis::Inputs;
use super::rows::{Groups, Listing, Ordered};
use super::{Activity, Clock, Deletion, InventoryState, Notices, Replacing, SignedOutReason};
use crate::api::Client;
use crate::browser::{self, Instant};

/// A signed-in panel for one cluster. Signed out, there is none.
#[derive(Clone, Copy)]
pub struct Panel {
    client: StoredValue<Client>,
    on_end: Callback<SignedOutReason>,
    /// The name that somebody signed in with, if somebody did.
    pub user: StoredValue<Option<String>>,
    pub inventory: InventoryState,
    pub deletion: Deletion,
    pub replacing: Replacing,
    pub notices: Notices,
    pub activity: Activity,
    pub clock: Clock,
    pub thresholds: Memo<Thresholds>,
    /// The user's search, filters, and order.
    pub selection: RwSignal<Selection>,
    query: Memo<Option<Query>>,
    listing: Listing,
    ordered: Memo<Ordered>,
    groups: Memo<Groups>,
    /// Seconds until an idle session ends; `None` before the warning.
    pub idle_seconds_left: RwSignal<Option<i64>>,
    /// Seconds between refreshes, without a health report and with one.
    refresh_seconds: [u32; 2],
    next_read: StoredValue<Timestamp>,
    health: StoredValue<Health>,
    /// Whether the last failure is of a health report, not of the list.
    is_check_failed: StoredValue<bool>,
    /// Whether a check or a refresh is on its way.
    is_polling: StoredValue<bool>,
    /// Whether the nodes' versions were requested, and came or did not.
    is_version_requested: StoredValue<bool>,
    /// When to read what is known of the cluster besides its list.
    next_facts: StoredValue<Timestamp>,
    /// Reads that failed since the last that did not.
    failures: StoredValue<u32>,
    limits: Limits,
    signed_in_at: StoredValue<Instant>,
    /// Whether the end of a long session was announced.
    is_end_announced: StoredValue<bool>,
    /// Whether a deletion asks for the password again.
    confirm_with_password: bool,
    title: StoredValue<String>,
}

/// What a panel needs from its page.
#[derive(Clone, Copy)]
pub struct PageHandle {
    pub notices: Notices,
    pub clock: Clock,
    /// Called when the session ends.
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
        let query = Memo::new(move |_| selection.with(|asked| Query::new(&asked.search)));
        let listing = Listing { inventory, selection, query, minute, thresholds };
        let arrangement = Memo::new(move |_| selection.with(Selection::widened));
        let ordered = Memo::new(move |_| arrangement.with(|asked| listing.ordered(asked)));
        Self {
            client: StoredValue::new(client),
            on_end: page.on_end,
            user: StoredValue::new(user),
            inventory,
            deletion: Deletion::new(),
            replacing: Replacing::new(),
            notices: page.notices,
            activity,
            clock: page.clock,
            thresholds,
            selection,
            query,
            listing,
            ordered,
            groups: Memo::new(move |_| ordered.with(|ordered| listing.groups(ordered))),
            idle_seconds_left: RwSignal::new(None),
            refresh_seconds: [false, true].map(|has_report| config.refresh_seconds(has_report)),
            next_read: StoredValue::new(polling::after(config.refresh_seconds(false))),
            health: StoredValue::new(Health::Unknown),
            is_check_failed: StoredValue::new(false),
            is_polling: StoredValue::new(false),
            is_version_requested: StoredValue::new(false),
            next_facts: StoredValue::new(browser::now()),
            failures: StoredValue::new(0),
            limits: Limits { idle_minutes: config.idle_minutes, hours: Some(config.session_hours) },
            signed_in_at: StoredValue::new(Instant::now()),
            is_end_announced: StoredValue::new(false),
            confirm_with_password: config.confirm_with_password,
            title: StoredValue::new(config.title),
        }
    }

    /// Starts what the first rows don't need: reading anew, judging, what else is known of the
    /// cluster. Call it in a view, so that it stops with it. The code is in the second file:
    /// `ui/lazy.rs`.
    pub fn start(self) {
        self.start_polling();
        self.start_analysis();
        self.start_signature_checks();
        self.start_comparisons();
        self.read_facts();
    }

    /// Whether there is a session to sign out of: not if the cluster requires no sign-in.
    pub fn can_sign_out(self) -> bool {
        self.client.with_value(Client::is_signed_in)
    }

    /// Whether a request is under way that changes certificates: its outcome is yet to be seen.
    pub fn is_changing(self) -> bool {
        self.deletion.is_deleting() || untrack(|| self.replacing.is_under_way())
    }

    /// This installation's name; empty if not configured.
    pub fn title(self) -> String {
        self.title.get_value()
    }

    /// Ends the session, and discards everything read and announced.
    pub fn sign_out(self) {
        self.notices.clear();
        self.end(SignedOutReason::Expected);
    }

    /// Ends the session because its page is left: the browser may keep it for "back".
    pub fn leave(self) {
        self.notices.clear();
        let is_signed_in = self.can_sign_out();
        self.end(if is_signed_in { SignedOutReason::Expected } else { SignedOutReason::Left });
    }

    /// An item's verdict and findings, at this minute.
    pub fn assess(self, item: &Item) -> Assessment {
        self.in_context(|context| assess(item, context))
    }

    /// Calls `judge` with the context for findings, as of this minute.
    pub fn in_context<T>(self, judge: impl FnOnce(&Context<'_>) -> T) -> T {
        self.listing.in_context(judge)
    }

    /// The same, to keep for longer than a call.
    pub fn inputs(self) -> Inputs {
        self.listing.inputs()
    }

    /// Ends the session and discards everything read. Notices remain, because a user who was away
    /// hasn't read them yet.
    fn end(self, reason: SignedOutReason) {
        let sent = self.deletion.step.with_untracked(|step| Some(step.sent()?.0.to_owned()));
        if let Some(name) = sent
            && !matches!(reason, SignedOutReason::Expected | SignedOutReason::Left)
        {
            let message = message!(
                "The session ended while {0} was being deleted. Whether it was deleted is unknown: \
                 check the list after you sign in.",
                &*name
            );
            self.notices.announce(Tone::Failure, message);
        }
        let under_way = self.replacing.under_way.get_untracked();
        if let Some(names) = under_way
            && !matches!(reason, SignedOutReason::Expected | SignedOutReason::Left)
        {
            let message = message!(
                "The session ended while {0} was being replaced. Whether it was replaced is unknown: \
                 check the list after you sign in.",
                &*names
            );
            self.notices.announce(Tone::Failure, message);
        }
        self.client.with_value(Client::sign_out);
        self.inventory.close();
        self.on_end.run(reason);
    }

    /// A client to make a request with.
    fn client(self) -> Client {
        self.client.get_value()
    }
}
