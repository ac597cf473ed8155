use std::collections::BTreeSet;

use cert_inventory::{
    Context, DerError, Inventory, Item, Language, Thresholds, Timestamp, Unreadable, export, hex,
    visible,
};
use icalendar::parser::{Component, read_components, unfold};
use proptest::prelude::*;

use super::{broken_inventory, chains, context, demo_inventory, hostile_inventory, with_facts};
use crate::support::{fixture, inventory, item, named, root};

fn icalendar<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    context: &Context<'_>,
) -> Option<String> {
    export::icalendar(items, context, &Language::english())
}

/// An event as parsed by RFC 5545.
#[derive(Debug)]
struct Event {
    uid: String,
    start: String,
    stamp: String,
    summary: String,
    description: String,
    location: Option<String>,
    alarms: Vec<String>,
}

/// The value of a property that occurs once; the parser unescapes TEXT values.
fn value(component: &Component<'_>, name: &str) -> Option<String> {
    let of_name: Vec<_> =
        component.properties.iter().filter(|property| property.name == name).collect();
    assert!(of_name.len() < 2, "{name} occurs again in {component:?}");
    of_name.first().map(|property| property.val.as_str().to_owned())
}

/// Unescapes a TEXT value, RFC 5545, section 3.3.11.
fn unescaped(text: &str) -> String {
    let mut shown = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        shown.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some(escaped @ ('\\' | ';' | ',')) => escaped,
                other => panic!("\\{other:?} in {text}"),
            },
            ';' | ',' => panic!("a bare {character} in {text}"),
            character => character,
        });
    }
    shown
}

fn check_lines(file: &str) {
    assert!(file.ends_with("\r\n"));
    assert!(!file.replace("\r\n", "").contains(|character: char| character.is_control()));
    for line in file.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
    }
}

fn events(file: &str) -> Vec<Event> {
    check_lines(file);
    let unfolded = unfold(file);
    let calendars = read_components(&unfolded).unwrap();
    let [calendar] = &calendars[..] else { panic!("{} calendars", calendars.len()) };
    assert_eq!(calendar.name, "VCALENDAR");
    assert_eq!(value(calendar, "VERSION").unwrap(), "2.0");
    assert_eq!(value(calendar, "PRODID").unwrap(), "-//Certdeck//Certificate expiry//EN");
    calendar.components.iter().map(event).collect()
}

fn event(event: &Component<'_>) -> Event {
    assert_eq!(event.name, "VEVENT");
    let value = |name: &str| value(event, name);
    let alarm = |alarm: &Component<'_>| {
        assert_eq!(alarm.name, "VALARM");
        assert_eq!(self::value(alarm, "ACTION").unwrap(), "DISPLAY");
        assert_eq!(self::value(alarm, "DESCRIPTION"), value("SUMMARY"));
        self::value(alarm, "TRIGGER").unwrap()
    };
    Event {
        uid: value("UID").unwrap(),
        start: value("DTSTART").unwrap(),
        stamp: value("DTSTAMP").unwrap(),
        summary: value("SUMMARY").unwrap(),
        description: value("DESCRIPTION").unwrap(),
        location: value("LOCATION"),
        alarms: event.components.iter().map(alarm).collect(),
    }
}

fn exported(inventory: &Inventory) -> Vec<Event> {
    events(&icalendar(inventory.iter(), &context()).unwrap())
}

#[test]
fn an_event_for_the_license() {
    let of_license = |context: &Context<'_>| {
        let mut events = events(&icalendar(chains().iter(), context).unwrap());
        assert_eq!(events.len(), 4);
        events.remove(3)
    };
    let license = of_license(&with_facts());
    assert_eq!(license.uid, "license.cluster.example.com@certdeck");
    assert_eq!(
        (license.start.as_str(), license.summary.as_str()),
        ("20261128T000000Z", "Cluster license expires",)
    );
    assert_eq!(license.description, "Valid through: 2026-11-28T00:00:00Z");
    assert_eq!(license.location.as_deref(), Some("cluster.example.com"));
    assert_eq!(license.alarms, ["-P7D"]);
    let unnamed = of_license(&Context { fqdn: None, ..with_facts() });
    assert_eq!(unnamed.uid, "license.20261128T000000Z@certdeck");
    // It is an event without any certificate too.
    assert_eq!(events(&icalendar([], &with_facts()).unwrap()).len(), 1);
}

#[test]
fn one_event_per_certificate() {
    let inventory = chains();
    let events = exported(&inventory);
    let found: Vec<(&str, &str)> =
        events.iter().map(|event| (event.start.as_str(), event.summary.as_str())).collect();
    assert_eq!(
        found,
        [
            ("20270601T000000Z", "Certificate expires: api (cluster.example.com)"),
            ("20400101T000000Z", "Certificate expires: api, cm, mtls_trusted_ca (Root)"),
            ("20261201T000000Z", "Certificate expires: cm (other.example.com)"),
        ]
    );
    let root = &inventory.item("mtls_trusted_ca").unwrap().certificates[0];
    assert_eq!(events[1].uid, format!("{}@certdeck", hex(&root.sha256)));
    assert_eq!(
        events[1].description,
        format!(
            "Subject: CN=Root\nIssuer: CN=Root\nValid through: 2040-01-01T00:00:00Z\n\
             Listed in: api, certificate 2\nListed in: cm, certificate 2\nListed in: mtls_trusted_ca, certificate 1\n\
             SHA-256: {}",
            hex(&root.sha256)
        )
    );
    // What is wrong with the names that are about it; the root is not to blame.
    let places: Vec<_> = events
        .iter()
        .flat_map(|event| event.description.lines())
        .filter(|line| line.starts_with("Listed in: "))
        .collect();
    assert_eq!(places[0], "Listed in: api, certificate 1: Private key missing");
    assert_eq!(places[4], "Listed in: cm, certificate 1: Private key missing");
    for event in &events {
        assert_eq!(event.stamp, "20261123T200000Z");
        assert_eq!(event.location.as_deref(), Some("cluster.example.com"));
        assert_eq!(event.alarms, ["-P45D", "-P7D"]);
    }
}

#[test]
fn the_reminders_are_at_the_thresholds() {
    let item = item(&[("cm_cert", &named("x", (2027, 1, 1)))]);
    for (warning_days, critical_days, alarms) in
        [(90, 14, &["-P90D", "-P14D"][..]), (30, 30, &["-P30D"]), (1, 0, &["-P1D", "-P0D"])]
    {
        let thresholds = Thresholds { warning_days, critical_days, ..Thresholds::default() };
        let context = Context { thresholds, fqdn: None, ..context() };
        let events = events(&icalendar([&item], &context).unwrap());
        assert_eq!(events[0].alarms, alarms);
        assert_eq!(events[0].location, None);
    }
}

/// A calendar that imports the file again recognizes the events.
#[test]
fn only_the_stamp_changes_with_the_instant() {
    let inventory = demo_inventory();
    let later = Context { now: Timestamp(context().now.0 + 86_400), ..context() };
    let first = icalendar(inventory.iter(), &context()).unwrap();
    let second = icalendar(inventory.iter(), &later).unwrap();
    assert_ne!(first, second);
    assert_eq!(first, second.replace("DTSTAMP:20261124", "DTSTAMP:20261123"));
}

#[test]
fn each_certificate_is_one_event() {
    for inventory in [chains(), demo_inventory(), hostile_inventory()] {
        let fingerprints: BTreeSet<String> = inventory
            .items
            .iter()
            .flat_map(|item| &item.certificates)
            .map(|certificate| format!("{}@certdeck", hex(&certificate.sha256)))
            .collect();
        let events = exported(&inventory);
        assert_eq!(events.len(), fingerprints.len());
        assert!(events.iter().all(|event| fingerprints.contains(&event.uid)));
    }
}

#[test]
fn many_names_are_counted() {
    let root = root("Root");
    let names: Vec<String> = (1..=9).map(|number| format!("ca-{number}_cert")).collect();
    // One of them contains it twice.
    let mut entries: Vec<(&str, &str)> =
        names.iter().map(|name| (name.as_str(), root.as_str())).collect();
    let twice = root.repeat(2);
    entries[0].1 = &twice;
    let events = exported(&inventory(&entries));
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].summary, "Certificate expires: ca-1, ca-2, ca-3, and 6 more (Root)");
    assert_eq!(events[0].description.matches("Listed in: ca-").count(), 10);
}

#[test]
fn a_certificate_without_a_subject_is_named_by_its_first_san() {
    let mut params = crate::support::leaf();
    params.distinguished_name = rcgen::DistinguishedName::new();
    let pem = params.self_signed(&crate::support::ec_key()).unwrap().pem();
    let events = exported(&inventory(&[("cm_cert", &pem)]));
    assert_eq!(events[0].summary, "Certificate expires: cm (DNS:cluster.example.com)");
    assert!(events[0].description.starts_with("Name: DNS:cluster.example.com\n"));
}

#[test]
fn what_has_no_date_is_no_event() {
    let mut item = item(&[("cm_cert", &named("x", (2027, 1, 1)))]);
    let of = |item: &Item, end| {
        let mut item = item.clone();
        item.certificates[0].not_after = end;
        icalendar([&item], &context())
    };
    let year_0 = Timestamp::from_civil(0, 12, 31, 23, 59, 59).unwrap();
    let year_1 = Timestamp(year_0.0 + 1);
    let almost = Timestamp(Timestamp::NEVER_EXPIRES.0 - 1);
    assert_eq!(of(&item, Ok(Timestamp::NEVER_EXPIRES)), None);
    assert_eq!(of(&item, Err(Unreadable { offset: 0, reason: DerError::Time })), None);
    assert_eq!(of(&item, Ok(year_0)), None);
    assert_eq!(events(&of(&item, Ok(year_1)).unwrap())[0].start, "00010101T000000Z");
    assert_eq!(events(&of(&item, Ok(almost)).unwrap())[0].start, "99991231T235958Z");
    item.certificates.clear();
    assert_eq!(icalendar([&item], &context()), None);
    assert_eq!(icalendar(Inventory::default().iter(), &context()), None);
    assert_eq!(exported(&broken_inventory()).len(), 1);
}

/// The file's lines, unfolded by hand and compared with the original texts.
#[test]
fn hostile_texts_stay_on_their_lines() {
    let inventory = hostile_inventory();
    let file = icalendar(inventory.iter(), &context()).unwrap();
    check_lines(&file);
    assert_eq!(exported(&inventory).len(), inventory.items.len());
    let unfolded = file.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").collect();
    for name in ["BEGIN:VCALENDAR", "END:VCALENDAR"] {
        assert_eq!(lines.iter().filter(|line| **line == name).count(), 1);
    }
    let texts: Vec<String> =
        lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).map(unescaped).collect();
    for (item, text) in inventory.items.iter().zip(&texts) {
        let common_name = item.certificates[0].subject.as_ref().unwrap().common_name().unwrap();
        let summary = format!("Certificate expires: {} ({common_name})", item.name);
        assert_eq!(text, &visible(&summary));
    }
    assert_eq!(texts.len(), inventory.items.len());
}

/// Every position where a character of two to four bytes can meet the end of a line.
#[test]
fn folding_splits_no_character() {
    let certificate = fixture("p256.cert.pem");
    for character in ["ä", "日", "😀"] {
        for before in 0..80 {
            let name = "x".repeat(before) + &character.repeat(30);
            let entry = name.clone() + "_cert";
            let file = icalendar(inventory(&[(&entry, &certificate)]).iter(), &context()).unwrap();
            check_lines(&file);
            assert!(file.replace("\r\n ", "").contains(&name), "{name}");
        }
    }
    // A line of exactly the maximum length isn't folded.
    for (length, folded) in [(75, false), (76, true)] {
        let fqdn = "x".repeat(length - "LOCATION:".len());
        let context = Context { fqdn: Some(&fqdn), ..context() };
        let file = icalendar(chains().iter(), &context).unwrap();
        assert_eq!(!file.contains(&fqdn), folded, "{length}");
    }
}

proptest! {
    #[test]
    fn any_text_stays_on_its_line(fqdn in any::<String>()) {
        let item = item(&[("cm_cert", &fixture("p256.cert.pem"))]);
        let file = icalendar([&item], &Context { fqdn: Some(&fqdn), ..context() }).unwrap();
        check_lines(&file);
        let unfolded = file.replace("\r\n ", "");
        let location = unfolded.split("\r\n").find_map(|line| line.strip_prefix("LOCATION:"));
        prop_assert_eq!(unescaped(location.unwrap()), visible(&fqdn));
    }
}
