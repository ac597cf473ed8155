//! Faults between the page and the cluster that anyone can trigger with a request to
//! `/demo/faults`, in a test or by hand.
//!
//! A rule applies to matching requests until `times` of them are used up. This is only the queue of
//! rules: `inject.rs` implements the faults, which needs the whole cluster, whose state needs this.

use std::{
    num::NonZeroU32,
    time::{Duration, Instant},
};

use axum::http::Method;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

mod error_status;

pub use error_status::{ErrorStatus, RetryAfterForm};

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// This status; nothing is carried out.
    Status {
        /// The status code and Retry-After.
        #[serde(flatten)]
        status: ErrorStatus,
        /// The response body.
        #[serde(default)]
        body: Body,
    },
    /// 200 with a web page, as from a proxy's sign-in.
    #[serde(rename = "html-200")]
    Html200,
    /// The real response with half of the declared body.
    CutOff,
    /// The real status without a body.
    Empty,
    /// The real response with an invalid UTF-8 byte in the middle.
    InvalidUtf8,
    /// An array of entries.
    NotAnObject,
    /// A number instead of the first entry's PEM.
    NonStringValue,
    /// The first entry twice.
    DuplicateNames,
    /// The real response as `text/plain`.
    WrongContentType,
    /// The real response, slowly.
    SlowDrip {
        /// Bytes per second, at least 10.
        bytes_per_second: usize,
    },
    /// No response until faults are cleared; then the request is carried out.
    Hang,
    /// The real response, as late as this: the request is carried out then, or when faults are
    /// cleared.
    Delay {
        /// How long it takes.
        seconds: u64,
    },
    /// The real response; then every connection closes for this long, or until faults are cleared.
    Away {
        /// For how long.
        seconds: u64,
    },
    /// The request is carried out immediately; no response until faults are cleared.
    HoldAnswer,
    /// The real response without CORS headers.
    NoCors,
    /// The connection closes; nothing is carried out.
    Reset,
    /// The request is carried out; then the connection closes.
    LostAnswer,
    /// 307 to the same URL.
    RedirectSame,
    /// 307 to the same server under another origin (`localhost` instead of `127.0.0.1`, or vice
    /// versa).
    RedirectOther,
    /// The list, made larger than 16 MiB.
    Huge,
    /// A change fails on node 2's disk: it's made in the store and on two nodes. The response is 500
    /// for a deletion, 409 for a replacement, 400 for a rotation.
    NodeDisk,
    /// A change fails in the store: nothing is changed; 500.
    StoreRefuses,
    /// A deletion hits a name that this cluster requires; 403.
    Required,
    /// The real response from a cluster whose clock is ahead, or behind if negative.
    WrongClock {
        /// The difference in seconds.
        seconds: i64,
    },
    /// Every token expires before the request is handled.
    TokenExpired,
    /// The list without the names that a cluster requires, as from another server.
    WithoutRequired,
    /// Adds entries that no healthy cluster has.
    UnknownEntries,
    /// Adds entries with hostile names and subjects.
    HostileEntries,
    /// Adds entries whose names can't be used in an API path.
    UnaddressableEntries,
    /// Adds an entry with many expired certificates, all the same.
    LongEntry {
        /// The number of certificates.
        count: usize,
    },
    /// Adds generated pairs.
    Many {
        /// The number of pairs.
        count: usize,
    },
}

/// The body of a [`Fault::Status`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    /// `{"error_code": …, "description": …}`
    #[default]
    Json,
    /// `{"error_code": …, "message": …}`, the format of older versions.
    Message,
    /// A proxy's error page.
    Html,
    /// No body.
    None,
}

/// A fault, the requests it applies to, and how many of them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Rule {
    /// `GET /v1/cluster/certificates`, or a file of the panel, such as `GET /boot.js`; a trailing
    /// `*` matches anything; without a pattern, every API request matches.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Until cleared if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<NonZeroU32>,
    /// The fault.
    #[serde(flatten)]
    pub fault: Fault,
}

impl Rule {
    fn matches(&self, request: &str) -> bool {
        match &self.pattern {
            None => request.contains(" /v"),
            Some(pattern) => match pattern.strip_suffix('*') {
                Some(start) => request.starts_with(start),
                None => request == pattern,
            },
        }
    }
}

/// The pending rules, oldest first: the oldest match applies.
#[derive(Default)]
pub struct Faults {
    rules: Mutex<Vec<Rule>>,
    away_until: Mutex<Option<Instant>>,
    cleared: watch::Sender<()>,
}

impl Faults {
    /// Adds a rule.
    pub fn add(&self, rule: Rule) {
        self.rules.lock().push(rule);
    }

    /// The pending rules.
    pub fn list(&self) -> Vec<Rule> {
        self.rules.lock().clone()
    }

    /// Removes every rule and releases every hanging request.
    pub fn clear(&self) {
        self.rules.lock().clear();
        *self.away_until.lock() = None;
        self.cleared.send_replace(());
    }

    /// The API is away from now on, for so long.
    pub(crate) fn go_away(&self, duration: Duration) {
        *self.away_until.lock() = Some(Instant::now() + duration);
    }

    /// Whether the API is away.
    pub(crate) fn is_away(&self) -> bool {
        self.away_until.lock().is_some_and(|until| Instant::now() < until)
    }

    /// A receiver notified by [`Faults::clear`].
    pub(crate) fn cleared(&self) -> watch::Receiver<()> {
        self.cleared.subscribe()
    }

    /// Takes the fault for this request, using it up once.
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
