use cert_inventory::{Expiry, Thresholds, Timestamp, clock_skew};

use crate::support::{RsaPublic, ca, inventory, leaf, now, root, signed};

fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn days_are_counted_in_calendar_days() {
    let cases = [
        // now, not before, not after, expected
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-11-22T23:59:59Z",
            Expiry::Expired { days: 1 },
        ),
        // Both ends are part of the validity period, to the second.
        (
            "2026-11-23T20:00:01Z",
            "2026-01-01T00:00:00Z",
            "2026-11-23T20:00:00Z",
            Expiry::Expired { days: 0 },
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-11-23T20:00:00Z",
            Expiry::ExpiresToday,
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-11-23T20:00:00Z",
            "2026-11-23T23:59:59Z",
            Expiry::ExpiresToday,
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-11-23T20:00:01Z",
            "2027-11-23T23:59:59Z",
            Expiry::NotYetValid { days: 0 },
        ),
        (
            "2026-11-23T23:59:59Z",
            "2026-11-24T00:00:00Z",
            "2027-11-23T23:59:59Z",
            Expiry::NotYetValid { days: 1 },
        ),
        // Tomorrow is one day away, whether in a second or in almost two days.
        (
            "2026-11-23T23:59:59Z",
            "2026-01-01T00:00:00Z",
            "2026-11-24T00:00:00Z",
            Expiry::Critical { days: 1 },
        ),
        (
            "2026-11-23T00:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-11-24T23:59:59Z",
            Expiry::Critical { days: 1 },
        ),
        // The thresholds are inclusive.
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-11-30T23:59:59Z",
            Expiry::Critical { days: 7 },
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-12-01T00:00:00Z",
            Expiry::Soon { days: 8 },
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "2027-01-07T23:59:59Z",
            Expiry::Soon { days: 45 },
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "2027-01-08T00:00:00Z",
            Expiry::Healthy { days: 46 },
        ),
        // A leap day counts; 2100 has none.
        (
            "2028-02-28T12:00:00Z",
            "2026-01-01T00:00:00Z",
            "2028-03-01T12:00:00Z",
            Expiry::Critical { days: 2 },
        ),
        (
            "2027-02-28T12:00:00Z",
            "2026-01-01T00:00:00Z",
            "2027-03-01T12:00:00Z",
            Expiry::Critical { days: 1 },
        ),
        (
            "2100-02-28T12:00:00Z",
            "2026-01-01T00:00:00Z",
            "2100-03-01T12:00:00Z",
            Expiry::Critical { days: 1 },
        ),
        (
            "2028-02-29T00:00:00Z",
            "2026-01-01T00:00:00Z",
            "2029-02-28T00:00:00Z",
            Expiry::Healthy { days: 365 },
        ),
        // Before 1970, and across the end of a year.
        (
            "1969-12-31T23:59:59Z",
            "1960-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            Expiry::Critical { days: 1 },
        ),
        (
            "1969-12-30T00:00:00Z",
            "1960-01-01T00:00:00Z",
            "1969-12-28T23:59:59Z",
            Expiry::Expired { days: 2 },
        ),
        // The convention for "no expiration date", and one second less.
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            Expiry::NeverExpires,
        ),
        (
            "2026-11-23T20:00:00Z",
            "2026-01-01T00:00:00Z",
            "9999-12-31T23:59:58Z",
            Expiry::Healthy { days: 2_912_116 },
        ),
        (
            "2026-11-23T20:00:00Z",
            "2027-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            Expiry::NotYetValid { days: 39 },
        ),
        // Dates in the wrong order are never valid: before, between, or after them.
        (
            "2025-11-23T20:00:00Z",
            "2027-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
            Expiry::NeverValid,
        ),
        (
            "2026-11-23T20:00:00Z",
            "2027-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
            Expiry::NeverValid,
        ),
        (
            "2028-11-23T20:00:00Z",
            "2027-01-01T00:00:00Z",
            "2026-12-31T23:59:59Z",
            Expiry::NeverValid,
        ),
    ];
    for (now, not_before, not_after, expected) in cases {
        let found = Expiry::of(at(not_before), at(not_after), at(now), &Thresholds::default());
        assert_eq!(found, expected, "{not_before} to {not_after} at {now}");
    }
}

#[test]
fn thresholds_are_a_site_s_own() {
    let thresholds = Thresholds { warning_days: 90, critical_days: 0, ..Thresholds::default() };
    let of = |not_after| Expiry::of(at("2026-01-01T00:00:00Z"), at(not_after), now(), &thresholds);
    assert_eq!(of("2026-11-24T00:00:00Z"), Expiry::Soon { days: 1 });
    assert_eq!(of("2027-02-21T00:00:00Z"), Expiry::Soon { days: 90 });
    assert_eq!(of("2027-02-22T00:00:00Z"), Expiry::Healthy { days: 91 });
}

#[test]
fn extreme_instants_do_not_overflow() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        for end in [i64::MIN, 0, i64::MAX] {
            let start = Timestamp(i64::MIN);
            let _ = Expiry::of(start, Timestamp(end), Timestamp(now), &Thresholds::default());
        }
    }
}

#[test]
fn statuses_are_ordered_by_risk() {
    let order = [
        Expiry::NeverValid,
        Expiry::Expired { days: 9 },
        Expiry::Expired { days: 0 },
        Expiry::NotYetValid { days: 0 },
        Expiry::NotYetValid { days: 3 },
        Expiry::ExpiresToday,
        Expiry::Critical { days: 1 },
        Expiry::Unknown,
        Expiry::Soon { days: 8 },
        Expiry::Soon { days: 9 },
        Expiry::Healthy { days: 46 },
        Expiry::NeverExpires,
    ];
    assert!(order.is_sorted());
    let words: std::collections::BTreeSet<&str> = order.iter().map(Expiry::id).collect();
    assert_eq!(words.len(), 9);
}

/// An item's status, and the certificate it applies to.
fn told(entries: &[(&str, &str)]) -> (&'static str, Option<usize>) {
    let inventory = inventory(entries);
    let item = &inventory.items[0];
    let thresholds = Thresholds::default();
    (item.expiry(now(), &thresholds).id(), item.expires_first(now(), &thresholds))
}

#[test]
fn an_item_speaks_of_its_leaf_unless_another_comes_first() {
    let key = RsaPublic::bits(3072);
    let healthy = signed(&leaf(), &key, "Root");
    let mut ends_tomorrow = ca("Root");
    ends_tomorrow.not_after = rcgen::date_time_ymd(2026, 11, 24);
    let ends_tomorrow = signed(&ends_tomorrow, &key, "Other");
    let mut never = leaf();
    never.not_after = rcgen::date_time_ymd(9999, 12, 31) + std::time::Duration::from_secs(86_399);
    let mut same_day = ca("Root");
    same_day.not_after = rcgen::date_time_ymd(2027, 6, 1);
    let same_day = signed(&same_day, &key, "Other");

    assert_eq!(told(&[("api_cert", &(healthy.clone() + &root("Root")))]), ("healthy", Some(0)));
    assert_eq!(told(&[("api_cert", &(healthy.clone() + &ends_tomorrow))]), ("critical", Some(1)));
    assert_eq!(told(&[("api_cert", &(ends_tomorrow + &healthy))]), ("critical", Some(0)));
    assert_eq!(
        told(&[("api_cert", &(same_day + &healthy))]),
        ("healthy", Some(1)),
        "the leaf on a tie"
    );
    assert_eq!(told(&[("api_cert", &signed(&never, &key, "Root"))]), ("never", Some(0)));
    assert_eq!(told(&[("api_cert", "x")]), ("unknown", None));
}

/// A CA's expiration needs an earlier warning: everything it signed needs another issuer by then.
#[test]
fn a_ca_has_its_own_threshold() {
    let mut params = ca("Root");
    params.not_after = rcgen::date_time_ymd(2027, 2, 1);
    let entry = signed(&params, &RsaPublic::bits(3072), "Other");
    let mut params = leaf();
    params.not_after = rcgen::date_time_ymd(2027, 2, 1);
    let of_leaf = signed(&params, &RsaPublic::bits(3072), "Other");
    let inventory = inventory(&[("mtls_trusted_ca_cert", &entry), ("api_cert", &of_leaf)]);
    let with = |name, ca_warning_days| {
        let thresholds = Thresholds { ca_warning_days, ..Thresholds::default() };
        inventory.item(name).unwrap().expiry(now(), &thresholds).id()
    };
    assert_eq!(["mtls_trusted_ca", "api"].map(|name| with(name, Some(90))), ["soon", "healthy"]);
    assert_eq!(["mtls_trusted_ca", "api"].map(|name| with(name, None)), ["healthy"; 2]);
    assert_eq!(inventory.item("api").unwrap().certificates[0].percent_left(now()), Some(28));
}

#[test]
fn clock_skew_of_five_minutes_is_ignored() {
    let at = |seconds: i64| Timestamp(1_800_000_000 + seconds);
    for (seconds, skew) in
        [(0, None), (300, None), (-300, None), (301, Some(301)), (-301, Some(-301))]
    {
        assert_eq!(clock_skew(at(seconds), at(0)), skew, "{seconds}");
    }
    let ends = clock_skew(Timestamp(i64::MAX), Timestamp(i64::MIN));
    assert_eq!(ends, Some(i64::MAX));
}
