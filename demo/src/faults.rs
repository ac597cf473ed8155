//! Faults: what can go wrong between the page and the cluster, as triggers that
//! anyone can set with a request to `/demo/faults`, in a test or by hand.
//!
//! A rule waits for a matching request and is used up after `times` of them.
//! Here is only the queue of rules: what a fault does to a request is in
//! `inject.rs`, which needs the whole cluster, and the cluster's state needs this.

use std::num::NonZeroU32;

use axum::http::Method;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

mod error_status;

pub use error_status::{ErrorStatus, RetryAfterForm};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// This status, and nothing is done.
    Status {
        /// The number, and when to come back.
        #[serde(flatten)]
        status: ErrorStatus,
        /// What the answer's body says.
        #[serde(default)]
        body: Body,
    },
    /// 200 with a web page, as from a proxy's sign-in.
    #[serde(rename = "html-200")]
    Html200,
    /// The real answer, with half the body it promises.
    CutOff,
    /// The real status without a body.
    Empty,
    /// The real answer with a byte in the middle that no UTF-8 has.
    InvalidUtf8,
    /// The entries as an array.
    NotAnObject,
    /// A number where the first entry's PEM should be.
    NonStringValue,
    /// The first entry twice.
    DuplicateNames,
    /// The real answer called `text/plain`.
    WrongContentType,
    /// The real answer, slowly.
    SlowDrip {
        /// Bytes per second, at least 10.
        bytes_per_second: usize,
    },
    /// No answer until the faults are cleared; then the request goes its way.
    Hang,
    /// The request is carried out at once; no answer until the faults are cleared.
    HoldAnswer,
    /// The real answer, which no page of another origin may read.
    NoCors,
    /// The connection closes; nothing is done.
    Reset,
    /// The request is carried out; then the connection closes.
    LostAnswer,
    /// 307 to the same address.
    RedirectSame,
    /// 307 to the same server under another origin (`localhost` for
    /// `127.0.0.1` and the other way round).
    RedirectOther,
    /// A JSON object of more than 16 MiB.
    Huge,
    /// A deletion finds that the folder of node 2 refuses: the name is gone from
    /// the store and two nodes, and the answer is 500.
    NodeDisk,
    /// A deletion is refused by the store: nothing is removed; 500.
    StoreRefuses,
    /// A deletion meets a name that this cluster requires; 403.
    Required,
    /// The real answer from a cluster whose clock is ahead, or behind where negative.
    WrongClock {
        /// By how many seconds.
        seconds: i64,
    },
    /// Every token ends before the request is looked at.
    TokenExpired,
    /// Entries that no healthy cluster has join the others.
    UnknownEntries,
    /// Entries join the others whose names and subjects try to be more than text.
    HostileEntries,
    /// Entries join the others whose names no address of the API can hold.
    UnaddressableEntries,
    /// Generated pairs join the others.
    Many {
        /// How many pairs.
        count: usize,
    },
}

/// What a [`Fault::Status`] has for a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// `{"error_code": …, "description": …}`
    #[default]
    Json,
    /// `{"error_code": …, "message": …}`, as older versions say it.
    Message,
    /// A proxy's error page.
    Html,
    /// No body.
    None,
}

/// A fault, the requests it waits for, and how many of them it takes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Rule {
    /// `GET /v1/cluster/certificates`; a `*` at the end stands for any rest, and
    /// no pattern at all for every request to the API.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Until cleared when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<NonZeroU32>,
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
}

impl Rule {
    fn matches(&self, request: &str) -> bool {
        match &self.pattern {
            None => true,
            Some(pattern) => match pattern.strip_suffix('*') {
                Some(start) => request.starts_with(start),
                None => request == pattern,
            },
        }
    }
}

/// The rules that wait, oldest first: the oldest that matches acts.
#[derive(Default)]
pub struct Faults {
    rules: Mutex<Vec<Rule>>,
    cleared: watch::Sender<()>,
}

impl Faults {
    /// One more rule.
    pub fn add(&self, rule: Rule) {
        self.rules.lock().push(rule);
    }

    /// The rules that still wait.
    pub fn list(&self) -> Vec<Rule> {
        self.rules.lock().clone()
    }

    /// Drops every rule and lets go of every request that hangs.
    pub fn clear(&self) {
        self.rules.lock().clear();
        self.cleared.send_replace(());
    }

    /// A receiver that hears of the next [`Faults::clear`].
    pub(crate) fn cleared(&self) -> watch::Receiver<()> {
        self.cleared.subscribe()
    }

    /// The fault that waits for this request, used up by one.
    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<Fault> {
        let request = format!("{method} {path}");
        let mut rules = self.rules.lock();
        let index = rules.iter().position(|rule| rule.matches(&request))?;
        let rule = rules.get_mut(index)?;
        let fault = rule.fault.clone();
        if let Some(times) = rule.times {
            rule.times = NonZeroU32::new(times.get() - 1);
            if rule.times.is_none() {
                rules.remove(index);
            }
        }
        Some(fault)
    }
}
