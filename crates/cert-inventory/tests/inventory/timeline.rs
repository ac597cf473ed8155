use std::sync::{Arc, LazyLock};

use cert_inventory::{
    DerError, Expiration, ExpirationsBuilder, Expiring, Expiry, Inventory, Item, License, Mark,
    Occurrence, Thresholds, Timeline, Timestamp, Unreadable, Verdict,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::export::{broken_inventory, chains, demo_inventory, hostile_inventory};
use crate::support::{fixture, item, now, timeline};

const GAP: f64 = 0.02;

fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap_or_else(|| panic!("{text}"))
}

/// Items with one certificate each, `a`, `b`, and so on, that expire at these times.
fn ending(ends: &[Timestamp]) -> Vec<Item> {
    static ITEM: LazyLock<Item> = LazyLock::new(|| item(&[("x_cert", &fixture("p256.cert.pem"))]));
    let ending = |(number, end): (u8, &Timestamp)| {
        let mut item = ITEM.clone();
        item.name = char::from(b'a' + number).to_string();
        item.certificates[0].sha256 = [number; 32];
        item.certificates[0].not_before = Ok(Timestamp(0));
        item.certificates[0].not_after = Ok(*end);
        item
    };
    (0..).zip(ends).map(ending).collect()
}

fn of(now: Timestamp, ends: &[Timestamp]) -> Timeline {
    timeline(&ending(ends), now, &Thresholds::default(), GAP)
}

fn names(mark: &Mark) -> String {
    mark.expirations.iter().map(|end| end.occurrences()[0].name.as_str()).collect()
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

/// The number of distinct certificates.
fn count(inventory: &Inventory) -> usize {
    let all = inventory.iter().flat_map(|item| &item.certificates);
    all.map(|certificate| certificate.sha256).collect::<std::collections::BTreeSet<_>>().len()
}

fn counted(timeline: &Timeline) -> usize {
    let drawn: usize = timeline.marks.iter().map(|mark| mark.expirations.len()).sum();
    drawn + timeline.beyond.len() + timeline.unreadable
}

#[test]
fn months_begin_where_they_begin() {
    let timeline = of(now(), &[]);
    let months: Vec<(i64, u8)> =
        timeline.months.iter().map(|month| (month.year, month.month)).collect();
    let mut expected = vec![(2026, 12)];
    expected.extend((1..=12).map(|month| (2027, month)));
    assert_eq!(months, expected);
    // 395 days from 2026-11-23T20:00:00Z to 2027-12-23T20:00:00Z.
    for (month, days) in [(0, 7.0 + 4.0 / 24.0), (1, 38.0 + 4.0 / 24.0), (12, 372.0 + 4.0 / 24.0)] {
        let position = timeline.months[month].position;
        assert!(near(position, 0.05 + 0.95 * days / 395.0), "{month}: {position}");
    }
}

/// What isn't valid yet fails now and works later: its end is not what is next.
#[test]
fn what_is_not_valid_yet_stands_where_it_becomes_valid() {
    let day = |days: i64| Timestamp(now().0 + days * 86_400);
    let mut items = ending(&[day(300), day(30), day(900), day(500)]);
    let starts = [Some(day(20)), None, Some(day(100)), Some(day(420))];
    for (item, start) in items.iter_mut().zip(starts) {
        let before = item.certificates[0].not_before;
        item.certificates[0].not_before = start.map_or(before, Ok);
    }
    let timeline = timeline(&items, now(), &Thresholds::default(), GAP);
    let marks: Vec<_> = timeline.marks.iter().map(|mark| (names(mark), mark.position)).collect();
    let position = |days: f64| 0.05 + 0.95 * days / 395.0;
    for ((name, found), (expected, days)) in
        marks.iter().zip([("a", 20.0), ("b", 30.0), ("c", 100.0)])
    {
        assert!(name == expected && near(*found, position(days)), "{marks:?}");
    }
    assert_eq!((marks.len(), timeline.beyond.len()), (3, 1));
    let begins: Vec<_> = timeline.marks.iter().map(|mark| mark.expirations[0].begins).collect();
    assert_eq!(begins, [Some(day(20)), None, Some(day(100))]);
}

#[test]
fn the_range_is_13_months() {
    for (now, until, months) in [
        ("2026-11-23T20:00:00Z", "2027-12-23T20:00:00Z", 13),
        // Both ends are the start of a month.
        ("2026-12-01T00:00:00Z", "2028-01-01T00:00:00Z", 14),
        ("2026-12-01T00:00:01Z", "2028-01-01T00:00:01Z", 13),
        // The last day of a month, including leap years.
        ("2027-01-31T12:00:00Z", "2028-02-29T12:00:00Z", 13),
        ("2026-01-31T12:00:00Z", "2027-02-28T12:00:00Z", 13),
        ("2024-02-29T00:00:00Z", "2025-03-29T00:00:00Z", 13),
        ("2026-12-31T23:59:59Z", "2028-01-31T23:59:59Z", 13),
    ] {
        let until = at(until);
        let after = Timestamp(until.0 + 1);
        let timeline = of(at(now), &[until, after]);
        assert_eq!((timeline.marks.len(), timeline.beyond.len()), (1, 1), "{now}");
        assert!(near(timeline.marks[0].position, 1.0), "{now}");
        assert_eq!(timeline.months.len(), months, "{now}");
        assert!(timeline.months.is_sorted_by(|one, next| one.position < next.position));
    }
    let timeline = of(at("2026-12-01T00:00:00Z"), &[]);
    assert!(near(timeline.months[0].position, timeline.now));
    assert!(near(timeline.months[13].position, 1.0));
}

#[test]
fn marks_are_where_certificates_end() {
    let half = Timestamp(now().0 + 395 * 86_400 / 2);
    let second_ago = Timestamp(now().0 - 1);
    let timeline = of(
        now(),
        &[
            Timestamp::NEVER_EXPIRES,
            half,
            now(),
            second_ago,
            at("2001-01-01T00:00:00Z"),
            at("2030-01-01T00:00:00Z"),
        ],
    );
    let found: Vec<(String, bool, f64)> =
        timeline.marks.iter().map(|mark| (names(mark), mark.expired, mark.position)).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1, found[0].2), ("ed", true, 0.0));
    assert_eq!((found[1].0.as_str(), found[1].1), ("c", false));
    assert!(near(found[1].2, timeline.now));
    assert_eq!((found[2].0.as_str(), found[2].1), ("b", false));
    assert!(near(found[2].2, 0.525));
    assert_eq!((timeline.beyond.len(), timeline.unreadable), (2, 0));
    let end = &timeline.marks[2].expirations[0];
    assert_eq!((end.not_after, end.expiry), (half, Expiry::Healthy { days: 198 }));
    assert_eq!(timeline.marks[1].expirations[0].expiry, Expiry::ExpiresToday);
    assert_eq!(timeline.marks[0].expirations[1].expiry, Expiry::Expired { days: 0 });
}

#[test]
fn an_unreadable_expiration_date_is_counted() {
    let mut items = ending(&[now(), now()]);
    items[0].certificates[0].not_after = Err(Unreadable { offset: 0, reason: DerError::Time });
    let timeline = timeline(&items, now(), &Thresholds::default(), GAP);
    assert_eq!((timeline.unreadable, timeline.marks.len(), timeline.beyond.len()), (1, 1, 0));
}

/// 0.02 of the width is 0.02 / 0.95 · 395 days: 8 days and 7.5 hours.
#[test]
fn marks_that_would_overlap_are_merged() {
    let hours = |hours: i64| Timestamp(now().0 + hours * 3600);
    for (ends, expected) in [
        (&[1, 500][..], &["a", "b"][..]),
        (&[500, 1], &["b", "a"]),
        (&[0, 199], &["ab"]),
        (&[0, 200], &["a", "b"]),
        // Measured from the first in a mark; otherwise, all of these would be one.
        (&[0, 150, 300, 450, 600], &["ab", "cd", "e"]),
        // Simultaneous expirations keep the items' order.
        (&[7, 7, 7], &["abc"]),
        // Expired certificates share one mark, and no others join it.
        (&[-1, -50_000, 0, 1], &["ba", "cd"]),
    ] {
        let ends: Vec<Timestamp> = ends.iter().copied().map(hours).collect();
        let found: Vec<String> = of(now(), &ends).marks.iter().map(names).collect();
        assert_eq!(found, expected, "{ends:?}");
    }
    let apart = timeline(&ending(&[hours(1), hours(1)]), now(), &Thresholds::default(), 0.0);
    assert_eq!(apart.marks.len(), 2);
    let one = timeline(&ending(&[hours(1), hours(9000)]), now(), &Thresholds::default(), 1.0);
    assert_eq!(one.marks.len(), 1);
}

#[test]
fn hours() {
    for (seconds, within) in [
        (&[0][..], true),
        (&[0, 0, 3600], true),
        (&[0, 1800, 3601], false),
        (&[-3601, -1], true),
        (&[-3602, -1], false),
    ] {
        let ends: Vec<Timestamp> =
            seconds.iter().map(|second| Timestamp(now().0 + second)).collect();
        let timeline = of(now(), &ends);
        assert_eq!(timeline.marks.len(), 1);
        assert_eq!(timeline.marks[0].within_an_hour, within, "{seconds:?}");
    }
}

#[test]
fn a_certificate_of_several_entries_has_one_mark() {
    let inventory = chains();
    let shown = timeline(inventory.iter(), at("2039-11-01T00:00:00Z"), &Thresholds::default(), GAP);
    let [expired, root] = &shown.marks[..] else { panic!("{:?}", shown.marks) };
    assert_eq!((expired.expirations.len(), root.expirations.len()), (2, 1));
    let occurrences: Vec<(&str, usize, bool)> = root.expirations[0]
        .occurrences()
        .iter()
        .map(|Occurrence { name, index, is_leaf }| (name.as_str(), *index, *is_leaf))
        .collect();
    assert_eq!(occurrences, [("api", 1, false), ("cm", 1, false), ("mtls_trusted_ca", 0, true)]);
    let sha256 = inventory.items[2].certificates[0].sha256;
    assert!(
        matches!(root.expirations[0].subject, Expiring::Certificate { sha256: own, .. } if own == sha256)
    );
    assert_eq!(root.expirations[0].not_after, at("2040-01-01T00:00:00Z"));
}

/// In the order of time, beside the certificates and with its own thresholds.
#[test]
fn the_license_has_a_mark() {
    let days = |days: i64| Timestamp(now().0 + days * 86_400);
    let mut certificates = ExpirationsBuilder::default();
    for item in ending(&[days(10), days(100)]) {
        certificates.add(&item, Verdict::Ok, now(), &Thresholds::default());
    }
    let certificates = certificates.build();
    let shown = |expiration| {
        let license = License { activation: None, expiration, is_expired: false };
        let all = certificates.with_license(&license, now(), &Thresholds::default());
        let timeline = cert_inventory::timeline(&all, now(), &Thresholds::default(), GAP);
        let end = |end: &Arc<Expiration>| match &end.subject {
            Expiring::License => format!("license {:?}", end.expiry),
            Expiring::Certificate { .. } => end.occurrences()[0].name.clone(),
        };
        let marks = timeline
            .marks
            .iter()
            .map(|mark| mark.expirations.iter().map(end).collect::<Vec<_>>().join(" "));
        (marks.collect::<Vec<_>>(), timeline.beyond.len())
    };
    let between = "license Healthy { days: 40 }".to_owned();
    assert_eq!(shown(days(40)), (vec!["a".to_owned(), between, "b".to_owned()], 0));
    let together = "a license Healthy { days: 11 }".to_owned();
    assert_eq!(shown(days(11)), (vec![together, "b".to_owned()], 0));
    let expired = "license Expired { days: 1 }".to_owned();
    assert_eq!(shown(days(-1)), (vec![expired, "a".to_owned(), "b".to_owned()], 0));
    assert_eq!(shown(days(1000)), (vec!["a".to_owned(), "b".to_owned()], 1));
}

/// Left of the line what is to be warned of, right of it what is not: in every hour around it.
#[test]
fn the_status_changes_at_the_thresholds() {
    for (warning_days, critical_days) in [(45, 7), (90, 14), (1, 0), (0, 0)] {
        let thresholds = Thresholds { warning_days, critical_days, ..Thresholds::default() };
        for hour in 0..100 * 24 {
            let items = ending(&[Timestamp(now().0 + hour * 3600)]);
            let timeline = timeline(&items, now(), &thresholds, GAP);
            let mark = &timeline.marks[0];
            let expiry = mark.expirations[0].expiry;
            let is_healthy = matches!(expiry, Expiry::Healthy { .. });
            assert_eq!(mark.position >= timeline.warning, is_healthy, "{hour} {expiry:?}");
            let is_critical = matches!(expiry, Expiry::Critical { .. } | Expiry::ExpiresToday);
            assert_eq!(mark.position < timeline.critical, is_critical, "{hour} {expiry:?}");
        }
    }
    let far = Thresholds { warning_days: 3650, critical_days: u32::MAX, ..Thresholds::default() };
    let timeline = timeline(&[], now(), &far, GAP);
    assert!(near(timeline.warning, 1.0) && near(timeline.critical, 1.0));
}

#[test]
fn nothing_is_lost() {
    for inventory in [chains(), demo_inventory(), broken_inventory(), hostile_inventory()] {
        for now in [now(), at("2020-01-01T00:00:00Z"), at("2100-01-01T00:00:00Z")] {
            let timeline = timeline(inventory.iter(), now, &Thresholds::default(), GAP);
            assert_eq!(counted(&timeline), count(&inventory));
        }
    }
    let nothing = timeline(Inventory::default().iter(), now(), &Thresholds::default(), GAP);
    assert_eq!((nothing.marks.len(), counted(&nothing), nothing.months.len()), (0, 0, 13));
}

proptest! {
    #[test]
    fn any_instants(
        now in prop_oneof![any::<i64>(), 0..253_402_300_800i64, Just(i64::MIN), Just(i64::MAX)],
        ends in vec(prop_oneof![any::<i64>(), 0..40_000_000i64], 0..20),
        around in any::<bool>(),
        gap in prop_oneof![0.0..0.2, Just(f64::NAN), any::<f64>()],
    ) {
        let end = |end: i64| Timestamp(if around { end.saturating_add(now) } else { end });
        let ends: Vec<Timestamp> = ends.into_iter().map(end).collect();
        let items = ending(&ends);
        let timeline = timeline(&items, Timestamp(now), &Thresholds::default(), gap);
        prop_assert_eq!(counted(&timeline), ends.len());
        prop_assert!(timeline.months.len() <= 14);
        let positions = timeline.months.iter().map(|month| month.position);
        for position in positions.chain([timeline.warning, timeline.critical]) {
            prop_assert!((timeline.now..=1.0).contains(&position));
        }
        let all: Vec<_> = timeline.marks.iter().flat_map(|mark| &mark.expirations).collect();
        prop_assert!(all.is_sorted_by_key(|end| end.not_after));
        let valid: Vec<&Mark> = timeline.marks.iter().filter(|mark| !mark.expired).collect();
        prop_assert!(timeline.marks.len() - valid.len() <= 1);
        prop_assert!(valid.iter().all(|mark| (timeline.now..=1.0).contains(&mark.position)));
        for pair in valid.windows(2) {
            prop_assert!(gap.is_nan() || pair[1].position - pair[0].position >= gap);
        }
    }
}
