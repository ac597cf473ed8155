//! A replacement of certificates, from the first request to what the list shows afterward.
//!
//! The requests are those of the core's plan. After them, the list is read until it shows what
//! became of each name, because the API can be away for minutes, and a cluster that gave no response
//! may still be working.

use cert_inventory::{
    Endpoint, Installed, Plan, PlannedRequest, ReplaceOutcome, Then, Timestamp, Version, known,
};

/// A replacement that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacing {
    names: Vec<String>,
    version: Option<Version>,
    plan: Plan,
    responses: Vec<(PlannedRequest, ReplaceOutcome)>,
    installed: Vec<(String, Installed)>,
    step: Step,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The plan's next request was sent then.
    Sending(Timestamp),
    /// The list is read again and again.
    Reading {
        /// The number of reads so far.
        reads: u32,
        /// When the next is due.
        next: Timestamp,
        /// When patience ends.
        until: Timestamp,
    },
    Told,
}

/// What to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this request.
    Send(PlannedRequest),
    /// Read the list, after so many seconds.
    Read {
        /// Seconds to wait before.
        wait: u32,
    },
    /// Nothing: it's known what became of each name, or patience has ended.
    Nothing,
}

/// What is known of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// The logical name.
    pub name: &'a str,
    /// The response to its request; `None` if none was sent, because one before it failed.
    pub outcome: Option<&'a ReplaceOutcome>,
    /// What the list shows.
    pub installed: Installed,
}

/// Seconds within which a cluster may respond: its own limit, and some for the way.
pub const LONGEST_REQUEST: u32 = 930;

/// Seconds after a request during which the cluster may still be working on it, or its API may be
/// away.
const LONG: i64 = 900;

/// The same where nothing speaks for either: nodes need a moment to agree.
const SHORT: i64 = 60;

/// The most seconds between two reads of the list.
const LONGEST_WAIT: u32 = 30;

impl Replacing {
    /// Starts with the first request, in a cluster whose oldest node has this version.
    #[must_use]
    pub fn begin(names: &[&str], version: Option<Version>, now: Timestamp) -> Self {
        Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            version,
            plan: Plan::new(names, version),
            responses: Vec::new(),
            installed: Vec::new(),
            step: Step::Sending(now),
        }
    }

    /// What to do now.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Next {
        match self.step {
            Step::Sending(_) => self.plan.next().cloned().map_or(Next::Nothing, Next::Send),
            Step::Reading { next, .. } => {
                Next::Read { wait: u32::try_from(next.0.saturating_sub(now.0)).unwrap_or(0) }
            }
            Step::Told => Next::Nothing,
        }
    }

    /// Records the response to the request that was sent.
    pub fn responded(&mut self, outcome: ReplaceOutcome, now: Timestamp) {
        let (Step::Sending(sent), Some(request)) = (self.step, self.plan.next().cloned()) else {
            return;
        };
        self.plan.record(outcome.then());
        let is_ended = outcome == ReplaceOutcome::SessionEnded;
        self.responses.push((request, outcome));
        self.step = match self.plan.next() {
            _ if is_ended => Step::Told,
            Some(_) => Step::Sending(now),
            None => Step::Reading { reads: 0, next: now, until: self.until(sent, now) },
        };
    }

    /// Records what the list has under each name. `compare` is `None` if it couldn't be read.
    pub fn listed(&mut self, compare: Option<&dyn Fn(&str) -> Installed>, now: Timestamp) {
        let Step::Reading { reads, until, .. } = self.step else { return };
        let installed = self
            .names
            .iter()
            .map(|name| (name.clone(), compare.map_or(Installed::Unread, |compare| compare(name))));
        self.installed = installed.collect();
        let wait = 2_u32.saturating_pow(reads + 1).min(LONGEST_WAIT);
        let next = Timestamp(now.0 + i64::from(wait));
        let is_open = self.told().any(Told::is_open);
        self.step = match is_open && next <= until {
            true => Step::Reading { reads: reads + 1, next, until },
            false => Step::Told,
        };
    }

    /// Stops waiting for the list. A request on its way can't be called back.
    pub fn give_up(&mut self) {
        if matches!(self.step, Step::Reading { .. }) {
            self.step = Step::Told;
        }
    }

    /// The names, as they were given.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The request on its way.
    #[must_use]
    pub fn sending(&self) -> Option<&PlannedRequest> {
        if matches!(self.step, Step::Sending(_)) { self.plan.next() } else { None }
    }

    /// Whether the names are sent one by one, because the cluster can't do it otherwise.
    #[must_use]
    pub fn is_one_by_one(&self) -> bool {
        let sent = self.responses.iter().map(|(request, _)| request);
        self.names.len() > 1
            && sent.chain(self.plan.pending()).any(|it| it.endpoint == Endpoint::UpdateCert)
    }

    /// Whether the list is being read to see what became of the names.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self.step, Step::Reading { .. })
    }

    /// Whether all is told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.step == Step::Told
    }

    /// Whether it's foreseen that the API is away for a while: what was sent restarts the nodes'
    /// control plane, or is what the API itself presents.
    #[must_use]
    pub fn may_be_away(&self) -> bool {
        let stays = self.version >= Some(Version::API_STAYS);
        let sent = self.responses.iter().filter(|(_, outcome)| outcome.may_have_changed());
        sent.flat_map(|(request, _)| &request.names).any(|name| {
            known(name).is_some_and(|known| known.serves_api || known.restarts_nodes && !stays)
        })
    }

    /// Seconds until patience ends, while the list is being read.
    #[must_use]
    pub fn patience(&self, now: Timestamp) -> Option<i64> {
        match self.step {
            Step::Reading { until, .. } => Some(until.0.saturating_sub(now.0).max(0)),
            _ => None,
        }
    }

    /// What is known of each name.
    pub fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.names.iter().map(|name| {
            // The last, because a request that the cluster doesn't have is followed by another.
            let mut responses = self.responses.iter().rev();
            let response = responses.find(|(request, _)| request.names.contains(name));
            let listed = self.installed.iter().find(|(listed, _)| listed == name);
            Told {
                name,
                outcome: response.map(|(_, outcome)| outcome),
                installed: listed.map_or(Installed::Unread, |(_, installed)| *installed),
            }
        })
    }

    /// The responses, each with the names of its request, in their order. Not those that were
    /// followed by another way to do the same.
    pub fn responses(&self) -> impl Iterator<Item = (&[String], &ReplaceOutcome)> {
        let last = self.responses.len().saturating_sub(1);
        let told = self
            .responses
            .iter()
            .enumerate()
            .filter(move |(at, (_, outcome))| *at == last || outcome.then() != Then::OtherWay);
        told.map(|(_, (request, outcome))| (&*request.names, outcome))
    }

    fn until(&self, sent: Timestamp, now: Timestamp) -> Timestamp {
        let last = self.responses.last();
        match last {
            Some((_, outcome)) if is_unfinished(outcome) => Timestamp(sent.0 + LONG).max(now),
            _ if self.may_be_away() => Timestamp(now.0 + LONG),
            _ => Timestamp(now.0 + SHORT),
        }
    }
}

impl Told<'_> {
    /// Whether everything is as it was meant to be.
    #[must_use]
    pub fn is_done(self) -> bool {
        self.outcome == Some(&ReplaceOutcome::Replaced) && self.installed == Installed::InPlace
    }

    /// Whether another look at the list may show something else.
    fn is_open(self) -> bool {
        let Some(outcome) = self.outcome else { return self.installed == Installed::Unread };
        match self.installed {
            Installed::Unread => true,
            Installed::StillOld | Installed::NotListed => {
                is_unfinished(outcome) || *outcome == ReplaceOutcome::Replaced
            }
            Installed::InPlace | Installed::OtherChain | Installed::Another => false,
        }
    }
}

/// Whether the cluster may still be working on a request.
fn is_unfinished(outcome: &ReplaceOutcome) -> bool {
    matches!(
        outcome,
        ReplaceOutcome::NoResponse(_) | ReplaceOutcome::Unexpected { status: 502..=504, .. }
    )
}
