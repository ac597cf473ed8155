//! Exports expiration dates as a calendar, RFC 5545, so renewals appear with everything else people
//! plan.
//!
//! An event's UID is derived from the certificate's fingerprint, so reimporting the file updates
//! existing events.

use std::iter;

use crate::asn1::time::Timestamp;
use crate::findings::rule::Context;
use crate::findings::verdict::assess;
use crate::inventory::item::Item;
use crate::inventory::license::License;
use crate::inventory::occurrences::{Distinct, Occurrence};
use crate::message;
use crate::text::hex::hex;
use crate::text::language::{Label, Language};
use crate::text::message::Message;
use crate::text::visible::visible;
use crate::x509::certificate::Certificate;
use crate::x509::expiry::Thresholds;

/// An event for each certificate at its last second, chains included, however many entries hold
/// it, and one for the cluster's license where that is known; with a reminder before it at each of the two thresholds. `None` where there is no event,
/// because a calendar can't be empty (RFC 5545, section 3.6).
///
/// Skips certificates whose expiration is unreadable, undefined (RFC 5280, section 4.1.2.5), or
/// before the year 1, where other programs' calendars begin.
#[must_use]
pub fn icalendar<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    context: &Context<'_>,
    language: &Language,
) -> Option<String> {
    let text: String = icalendar_pieces(items, context, language).collect();
    (!text.is_empty()).then_some(text)
}

/// The same, event by event; empty as long as the items are being gathered, and if there is no
/// event.
pub fn icalendar_pieces<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    context: &Context<'_>,
    language: &Language,
) -> impl Iterator<Item = String> {
    let mut items = items.into_iter();
    let mut gathered = Distinct::default();
    let mut found = Vec::new().into_iter();
    let mut license = context.license.filter(|license| has_date(license.expiration));
    let mut progress = Progress::Gathering;
    iter::from_fn(move || {
        if let Progress::Gathering = progress {
            if let Some(item) = items.next() {
                gather(&mut gathered, item, context);
                return Some(String::new());
            }
            found = std::mem::take(&mut gathered).into_found().into_iter();
            progress = Progress::Gathered;
        }
        let of_found = |((certificate, states), occurrences): (Found<'a>, Vec<Occurrence>)| {
            let end = certificate.not_after.ok().filter(|end| has_date(*end))?;
            let places = Places { occurrences, states };
            Some(of_certificate(certificate, &places, end, (context, language)))
        };
        let event = found
            .find_map(of_found)
            .or_else(|| license.take().map(|license| of_license(&license, (context, language))));
        let mut calendar = Lines(String::new());
        match (event, progress) {
            (Some(event), _) => {
                if let Progress::Gathered = progress {
                    calendar.push(&["BEGIN:VCALENDAR"]);
                    calendar.push(&["VERSION:2.0"]);
                    calendar.push(&["PRODID:-//Certdeck//Certificate expiry//EN"]);
                }
                push_event(&mut calendar, &event, context);
                progress = Progress::Begun;
            }
            (None, Progress::Begun) => {
                calendar.push(&["END:VCALENDAR"]);
                progress = Progress::Ended;
            }
            (None, _) => return None,
        }
        Some(calendar.0)
    })
}

/// How far a calendar is written.
#[derive(Clone, Copy)]
enum Progress {
    Gathering,
    Gathered,
    Begun,
    Ended,
}

/// A certificate, and what is wrong with each place's name.
type Found<'a> = (&'a Certificate, Vec<Option<Label>>);

fn gather<'a>(gathered: &mut Distinct<Found<'a>>, item: &'a Item, context: &Context<'_>) {
    let assessment = assess(item, context);
    let state = assessment
        .verdict
        .needs_attention()
        .then(|| assessment.fact().unwrap_or(assessment.verdict.label()));
    gathered.add(
        item,
        |certificate| (certificate, Vec::new()),
        |(_, states), place| states.push(state.filter(|_| place.is_leaf)),
    );
}

/// Where a certificate stands, and for each place about it what is wrong with that name: the fact
/// that decided its verdict, or the verdict itself.
struct Places {
    occurrences: Vec<Occurrence>,
    states: Vec<Option<Label>>,
}

fn has_date(end: Timestamp) -> bool {
    end != Timestamp::NEVER_EXPIRES && (1..=9999).contains(&end.civil().year)
}

/// What differs between events. Its texts are TEXTs.
struct Event {
    uid: String,
    end: Timestamp,
    summary: String,
    description: String,
    thresholds: Thresholds,
}

fn of_certificate(
    certificate: &Certificate,
    places: &Places,
    end: Timestamp,
    (context, language): (&Context<'_>, &Language),
) -> Event {
    Event {
        uid: hex(&certificate.sha256),
        end,
        summary: text(&summary(certificate, &places.occurrences).localized(language)),
        description: description(certificate, places, end, language),
        thresholds: context.thresholds.of(certificate),
    }
}

/// A renewed license takes the place of the one before in the calendar, if the cluster is known.
fn of_license(license: &License, (context, language): (&Context<'_>, &Language)) -> Event {
    let end = license.expiration;
    let cluster = context.fqdn.map_or_else(|| date_time(end), text);
    let last = message!("Valid through: {0}", end.to_string());
    Event {
        uid: format!("license.{cluster}"),
        end,
        summary: text(&message!("Cluster license expires").localized(language)),
        description: text(&last.localized(language)),
        thresholds: context.thresholds.of_license(),
    }
}

fn push_event(calendar: &mut Lines, event: &Event, context: &Context<'_>) {
    calendar.push(&["BEGIN:VEVENT"]);
    calendar.push(&["UID:", &event.uid, "@certdeck"]);
    calendar.push(&["DTSTAMP:", &date_time(context.now)]);
    calendar.push(&["DTSTART:", &date_time(event.end)]);
    // It takes no time: nobody is busy.
    calendar.push(&["TRANSP:TRANSPARENT"]);
    calendar.push(&["SUMMARY:", &event.summary]);
    calendar.push(&["DESCRIPTION:", &event.description]);
    if let Some(fqdn) = context.fqdn {
        calendar.push(&["LOCATION:", &text(fqdn)]);
    }
    let mut days = vec![event.thresholds.warning_days, event.thresholds.critical_days];
    days.dedup();
    for days in days {
        calendar.push(&["BEGIN:VALARM"]);
        calendar.push(&["ACTION:DISPLAY"]);
        calendar.push(&["DESCRIPTION:", &event.summary]);
        calendar.push(&["TRIGGER:-P", &days.to_string(), "D"]);
        calendar.push(&["END:VALARM"]);
    }
    calendar.push(&["END:VEVENT"]);
}

/// `Certificate expires: api, proxy (Root CA)`.
fn summary(certificate: &Certificate, occurrences: &[Occurrence]) -> Message {
    const MOST: usize = 3;
    let mut names: Vec<&str> =
        occurrences.iter().map(|occurrence| occurrence.name.as_str()).collect();
    // One entry may contain it twice.
    names.dedup();
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let names = match more {
        0 => message!("{0}", names.join(", ")),
        more => message!("{0}, and {1} more", names.join(", "), more),
    };
    let common_name = certificate.subject.as_ref().ok().and_then(|subject| subject.common_name());
    match common_name.or_else(|| certificate.shown_name()) {
        Some(subject) => message!("Certificate expires: {0} ({1})", names, subject),
        None => message!("Certificate expires: {0}", names),
    }
}

/// One fact per line, as a TEXT value.
fn description(
    certificate: &Certificate,
    places: &Places,
    end: Timestamp,
    language: &Language,
) -> String {
    let issuer = certificate.issuer.as_ref().ok();
    let has_subject = certificate.subject.as_ref().is_ok_and(|subject| !subject.is_empty());
    let name = certificate.shown_name().map(|name| match has_subject {
        true => message!("Subject: {0}", name),
        false => message!("Name: {0}", name),
    });
    let lines = name
        .into_iter()
        .chain(issuer.map(|issuer| message!("Issuer: {0}", issuer.to_string())))
        .chain([message!("Valid through: {0}", end.to_string())])
        .chain(places.occurrences.iter().zip(&places.states).map(|(occurrence, state)| {
            let (name, number) = (occurrence.name.as_str(), occurrence.index + 1);
            match *state {
                Some(state) => {
                    message!("Listed in: {0}, certificate {1}: {2}", name, number, state)
                }
                None => message!("Listed in: {0}, certificate {1}", name, number),
            }
        }))
        .chain([message!("SHA-256: {0}", hex(&certificate.sha256))]);
    lines.map(|line| text(&line.localized(language))).collect::<Vec<_>>().join("\\n")
}

/// Form #2 of RFC 5545, section 3.3.5: `20270601T000000Z`, which is RFC 3339 without separators.
fn date_time(time: Timestamp) -> String {
    time.to_string().replace(['-', ':'], "")
}

/// RFC 5545, section 3.3.11. [`visible`] has already replaced control characters.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if matches!(character, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Content lines, folded at 75 bytes (RFC 5545, section 3.1) between characters.
struct Lines(String);

impl Lines {
    fn push(&mut self, parts: &[&str]) {
        let mut length = 0;
        for character in parts.iter().flat_map(|part| part.chars()) {
            if length + character.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
