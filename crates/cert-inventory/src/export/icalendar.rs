//! The ends of the certificates as a calendar, RFC 5545: for those who plan a renewal where they
//! plan everything else.
//!
//! An event's UID is made of the certificate's fingerprint, so that a calendar that takes the
//! file again updates what it has.

use crate::certificate::Certificate;
use crate::findings::Context;
use crate::hex::hex;
use crate::inventory::Item;
use crate::places::{Place, distinct};
use crate::time::Timestamp;
use crate::visible::visible;

/// An event for each certificate at its last second, chains included, however many entries hold
/// it; with a reminder before it at each of the two thresholds. `None` where there is no event,
/// because a calendar can't be empty (RFC 5545, section 3.6).
///
/// Left out are certificates whose end can't be read, has no date (RFC 5280, section 4.1.2.5)
/// or lies before the year 1, where the calendars of other programs begin.
#[must_use]
pub fn icalendar<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    context: &Context<'_>,
) -> Option<String> {
    let mut calendar = Lines(String::new());
    calendar.push(&["BEGIN:VCALENDAR"]);
    calendar.push(&["VERSION:2.0"]);
    calendar.push(&["PRODID:-//Certdeck//Certificate expiry//EN"]);
    let header = calendar.0.len();
    for (certificate, places) in distinct(items) {
        if let Some(end) = certificate.not_after.ok().filter(|end| has_date(*end)) {
            event(&mut calendar, certificate, &places, end, context);
        }
    }
    let any = calendar.0.len() > header;
    calendar.push(&["END:VCALENDAR"]);
    any.then_some(calendar.0)
}

fn has_date(end: Timestamp) -> bool {
    end != Timestamp::NEVER_EXPIRES && (1..=9999).contains(&end.civil().year)
}

fn event(
    calendar: &mut Lines,
    certificate: &Certificate,
    places: &[Place],
    end: Timestamp,
    context: &Context<'_>,
) {
    let summary = summary(certificate, places);
    calendar.push(&["BEGIN:VEVENT"]);
    calendar.push(&["UID:", &hex(&certificate.sha256), "@certdeck"]);
    calendar.push(&["DTSTAMP:", &date_time(context.now)]);
    calendar.push(&["DTSTART:", &date_time(end)]);
    // It takes no time: nobody is busy.
    calendar.push(&["TRANSP:TRANSPARENT"]);
    calendar.push(&["SUMMARY:", &text(&summary)]);
    calendar.push(&["DESCRIPTION:", &description(certificate, places, end)]);
    if let Some(fqdn) = context.fqdn {
        calendar.push(&["LOCATION:", &text(fqdn)]);
    }
    let thresholds = context.thresholds;
    let mut days = vec![thresholds.warning_days, thresholds.critical_days];
    days.dedup();
    for days in days {
        calendar.push(&["BEGIN:VALARM"]);
        calendar.push(&["ACTION:DISPLAY"]);
        calendar.push(&["DESCRIPTION:", &text(&summary)]);
        calendar.push(&["TRIGGER:-P", &days.to_string(), "D"]);
        calendar.push(&["END:VALARM"]);
    }
    calendar.push(&["END:VEVENT"]);
}

/// `Certificate expires: api, proxy (Root CA)`.
fn summary(certificate: &Certificate, places: &[Place]) -> String {
    const MOST: usize = 3;
    let mut names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
    // One entry may hold it twice.
    names.dedup();
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let mut summary = ["Certificate expires: ", &names.join(", ")].concat();
    if more > 0 {
        summary.push_str(&[" and ", &more.to_string(), " more"].concat());
    }
    if let Some(name) = certificate.subject.as_ref().ok().and_then(|subject| subject.common_name())
    {
        summary.push_str(&[" (", name, ")"].concat());
    }
    summary
}

/// A line a fact, as a TEXT.
fn description(certificate: &Certificate, places: &[Place], end: Timestamp) -> String {
    let mut lines = Vec::new();
    let mut line = |label: &str, value: &str| lines.push([label, ": ", &text(value)].concat());
    if let Ok(subject) = &certificate.subject {
        line("Subject", &subject.to_string());
    }
    if let Ok(issuer) = &certificate.issuer {
        line("Issuer", &issuer.to_string());
    }
    line("Last valid second", &end.to_string());
    for place in places {
        let number = (place.index + 1).to_string();
        line("In", &[&place.name, ", certificate ", &number].concat());
    }
    line("SHA-256", &hex(&certificate.sha256));
    lines.join("\\n")
}

/// Form #2 of RFC 5545, section 3.3.5: `20270601T000000Z`, which is RFC 3339 without its marks.
fn date_time(time: Timestamp) -> String {
    time.to_string().replace(['-', ':'], "")
}

/// RFC 5545, section 3.3.11. What [`visible`] leaves has no control character.
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

/// Content lines, each folded at 75 bytes (RFC 5545, section 3.1), and never inside a character.
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
