//! The scale of a timeline of expirations: positions as fractions of its width.
//!
//! Here and not in the view, because a misplaced mark misleads as much as a wrong word, and
//! positions are easiest to test without a browser.

use std::sync::Arc;

use crate::asn1::der::Part;
use crate::asn1::time::{DAY, Timestamp};
use crate::findings::verdict::Verdict;
use crate::inventory::item::Item;
use crate::inventory::license::License;
use crate::inventory::occurrences::{Distinct, Occurrence};
use crate::text::sorted::sorted;
use crate::x509::certificate::Certificate;
use crate::x509::expiry::{Expiry, Thresholds};

/// A timeline from now for 13 months. Positions are 0 to 1 of the width; time is linear from
/// [`Timeline::now`] to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The position of now. The space left of it is for expired certificates and isn't to scale.
    pub now: f64,
    /// The end of the critical threshold's last day; 1 if later.
    pub critical: f64,
    /// The end of the warning threshold's last day; 1 if later.
    pub warning: f64,
    /// The first instant of each UTC month.
    pub months: Vec<Month>,
    /// One mark for everything expired, then the others by time.
    pub marks: Vec<Mark>,
    /// What expires later, or never, in the order of time.
    pub beyond: Vec<Arc<Expiration>>,
    /// The number of certificates with unreadable expirations.
    pub unreadable: usize,
}

/// The first instant of a UTC month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Its position.
    pub position: f64,
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
}

/// One expiration, or several that are too close to each other to be told apart. One that is to
/// become valid first stands where it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The position of the first expiration; 0 for expired certificates.
    pub position: f64,
    /// Whether they have expired.
    pub expired: bool,
    /// Whether the first and last expirations are at most an hour apart.
    pub within_an_hour: bool,
    /// Which, in the order of time; at least one.
    pub expirations: Vec<Arc<Expiration>>,
}

/// The end of a certificate, or of the cluster's license. A certificate that occurs several times
/// has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiration {
    /// The last valid second.
    pub not_after: Timestamp,
    /// The first valid second, where it hasn't come: what is next is that it becomes valid.
    pub begins: Option<Timestamp>,
    /// Its expiry at the current time.
    pub expiry: Expiry,
    /// The worst of the names that are about it; of its dates alone where it only stands in chains.
    pub verdict: Verdict,
    /// What expires.
    pub subject: Expiring,
}

/// What expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expiring {
    /// A certificate.
    Certificate {
        /// Its SHA-256 fingerprint.
        sha256: [u8; 32],
        /// Everywhere it stands; at least one.
        occurrences: Vec<Occurrence>,
    },
    /// The cluster's license.
    License,
}

impl Expiration {
    /// Where it stands on the timeline: at its end, or before its beginning there.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.begins.unwrap_or(self.not_after)
    }

    /// Everywhere the certificate stands; nowhere for the license.
    #[must_use]
    pub fn occurrences(&self) -> &[Occurrence] {
        match &self.subject {
            Expiring::Certificate { occurrences, .. } => occurrences,
            Expiring::License => &[],
        }
    }
}

/// Collects expirations one item at a time: thousands take longer than a page can block.
#[derive(Clone, Debug, Default)]
pub struct ExpirationsBuilder(Distinct<End>);

#[derive(Clone, Debug)]
struct End {
    not_before: Part<Timestamp>,
    not_after: Part<Timestamp>,
    expiry: Expiry,
    /// The worst of the names that are about the certificate.
    verdict: Option<Verdict>,
    sha256: [u8; 32],
}

/// The ends of certificates, each certificate once, and that of the license where it was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expirations {
    in_order: Vec<Arc<Expiration>>,
    unreadable: usize,
}

impl ExpirationsBuilder {
    /// Adds an item with this verdict, as seen at `now`.
    pub fn add(&mut self, item: &Item, verdict: Verdict, now: Timestamp, thresholds: &Thresholds) {
        let end = |certificate: &Certificate| End {
            not_before: certificate.not_before,
            not_after: certificate.not_after,
            expiry: certificate.expiry(now, thresholds),
            verdict: None,
            sha256: certificate.sha256,
        };
        self.0.add(item, end, |end, occurrence| {
            if occurrence.is_leaf {
                end.verdict = Some(end.verdict.map_or(verdict, |worst| worst.min(verdict)));
            }
        });
    }

    /// All of them. Simultaneous expirations keep the items' order.
    #[must_use]
    pub fn build(self) -> Expirations {
        let (mut expirations, mut unreadable) = (Vec::new(), 0);
        for (end, occurrences) in self.0.into_found() {
            let End { not_before, not_after, expiry, verdict, sha256 } = end;
            let is_to_begin = matches!(expiry, Expiry::NotYetValid { .. });
            match not_after {
                Ok(not_after) => expirations.push(Arc::new(Expiration {
                    not_after,
                    begins: not_before.ok().filter(|_| is_to_begin),
                    expiry,
                    verdict: verdict.unwrap_or(Verdict::of(expiry, None)),
                    subject: Expiring::Certificate { sha256, occurrences },
                })),
                Err(_) => unreadable += 1,
            }
        }
        Expirations { in_order: sorted(expirations, |a, b| a.at().cmp(&b.at())), unreadable }
    }
}

impl Expirations {
    /// These and the license's, as seen at `now`.
    #[must_use]
    pub fn with_license(&self, license: &License, now: Timestamp, thresholds: &Thresholds) -> Self {
        let not_after = license.expiration;
        let (expiry, subject) = (license.expiry(now, thresholds), Expiring::License);
        let at = self.in_order.partition_point(|other| other.at() <= not_after);
        let mut all = self.clone();
        let verdict = Verdict::of(expiry, None);
        let license = Expiration { not_after, begins: None, expiry, verdict, subject };
        all.in_order.insert(at, Arc::new(license));
        all
    }
}

/// Room for the mark of what has expired, at least; a gap that is larger is it.
const PAST: f64 = 0.05;

/// The timeline as of `now`, from expirations collected for that time. Marks closer than `gap`, a
/// fraction of the width, are merged.
#[must_use]
pub fn timeline(
    expirations: &Expirations,
    now: Timestamp,
    thresholds: &Thresholds,
    gap: f64,
) -> Timeline {
    let scale = Scale { now, until: months_later(now, 13), past: PAST.max(gap).min(0.5) };
    let near = expirations.in_order.partition_point(|expiration| expiration.at() <= scale.until);
    let (near, beyond) = expirations.in_order.split_at(near);
    Timeline {
        now: scale.past,
        critical: scale.position(day_after(now, thresholds.critical_days)),
        warning: scale.position(day_after(now, thresholds.warning_days)),
        months: (0..=13).filter_map(|later| scale.month(later)).collect(),
        marks: marks(near, &scale, gap),
        beyond: beyond.to_vec(),
        unreadable: expirations.unreadable,
    }
}

fn marks(expirations: &[Arc<Expiration>], scale: &Scale, gap: f64) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for expiration in expirations {
        let expired = expiration.at() < scale.now;
        let position = if expired { 0.0 } else { scale.position(expiration.at()) };
        let joins = |mark: &&mut Mark| {
            // Measured from the first one, so that a dense row of marks doesn't collapse into one.
            mark.expired == expired && (expired || position - mark.position < gap)
        };
        match marks.last_mut().filter(joins) {
            Some(mark) => mark.expirations.push(Arc::clone(expiration)),
            None => {
                let expirations = vec![Arc::clone(expiration)];
                marks.push(Mark { position, expired, within_an_hour: true, expirations });
            }
        }
    }
    for mark in &mut marks {
        if let [first, .., last] = &mark.expirations[..] {
            mark.within_an_hour = last.at().0.saturating_sub(first.at().0) <= 3600;
        }
    }
    marks
}

struct Scale {
    now: Timestamp,
    until: Timestamp,
    /// The position of now.
    past: f64,
}

impl Scale {
    /// The position of an instant after now.
    fn position(&self, instant: Timestamp) -> f64 {
        let after = |instant: Timestamp| instant.0.saturating_sub(self.now.0) as f64;
        let fraction = after(instant) / after(self.until).max(1.0);
        self.past + (1.0 - self.past) * fraction.clamp(0.0, 1.0)
    }

    /// The first instant of the month this many months from now, if in range.
    fn month(&self, later: u8) -> Option<Month> {
        let (year, month) = month_later(self.now, later);
        let first = Timestamp::from_civil(year, month, 1, 0, 0, 0)?;
        let in_range = (self.now..=self.until).contains(&first);
        in_range.then(|| Month { position: self.position(first), year, month })
    }
}

/// The year and month this many months later.
fn month_later(time: Timestamp, months: u8) -> (i64, u8) {
    let civil = time.civil();
    let month = civil.month - 1 + months;
    (civil.year + i64::from(month / 12), month % 12 + 1)
}

/// The same day and time this many months later, or the month's last day if it's shorter. Outside
/// the calendar's years, months have 31 days.
fn months_later(time: Timestamp, months: u8) -> Timestamp {
    let civil = time.civil();
    let (year, month) = month_later(time, months);
    let on = |day| Timestamp::from_civil(year, month, day, civil.hour, civil.minute, civil.second);
    let day = (1..=civil.day).rev().find_map(on);
    day.unwrap_or_else(|| Timestamp(time.0.saturating_add(i64::from(months) * 31 * DAY)))
}

/// The UTC midnight that ends the day this many days from today: the first instant at which
/// [`Expiry`] counts more days.
fn day_after(now: Timestamp, days: u32) -> Timestamp {
    Timestamp((now.day() + i64::from(days) + 1).saturating_mul(DAY))
}
