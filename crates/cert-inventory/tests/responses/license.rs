use cert_inventory::{Expiry, License, Thresholds, Timestamp};

/// As clusters of 8.0 respond.
const BODY: &str = r#"{"activation_date": "2025-10-14T00:01:06Z", "cluster_name": null,
    "expiration_date": "2025-11-13T00:01:06Z", "expired": false, "features": ["trial"],
    "key": "hunter1", "license": "----- LICENSE START -----\nhunter2\n----- LICENSE END -----\n",
    "owner": "hunter3", "shards_limit": 4}"#;

fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

#[test]
fn dates_and_nothing_else() {
    let license = License::read(BODY.as_bytes()).unwrap();
    let expected = License {
        activation: Some(at("2025-10-14T00:01:06Z")),
        expiration: at("2025-11-13T00:01:06Z"),
        is_expired: false,
    };
    assert_eq!(license, expected);
    assert!(!format!("{license:?}").contains("hunter"));
}

#[test]
fn without_an_end_there_is_none() {
    for body in [
        "",
        "[]",
        "{}",
        "<html>",
        r#"{"expired": true}"#,
        r#"{"expiration_date": null, "expired": false}"#,
        r#"{"expiration_date": "", "expired": false}"#,
        r#"{"expiration_date": "soon"}"#,
        r#"{"expiration_date": 1763078466}"#,
        r#"{"expiration_date": "2025-11-13T00:01:06Z", "expired": "no"}"#,
    ] {
        assert_eq!(License::read(body.as_bytes()), None, "{body}");
    }
    let only_end = License::read(br#"{"expiration_date": "2025-11-13T00:01:06Z"}"#).unwrap();
    assert_eq!((only_end.activation, only_end.is_expired), (None, false));
}

#[test]
fn the_license_expires_by_its_date_or_by_the_clusters_report() {
    let thresholds = |license_warning_days, critical_days| Thresholds {
        license_warning_days,
        critical_days,
        ..Thresholds::default()
    };
    let license = License::read(BODY.as_bytes()).unwrap();
    let usual = thresholds(7, 7);
    for (now, thresholds, expected) in [
        ("2025-10-14T00:01:05Z", usual, Expiry::NotYetValid { days: 0 }),
        ("2025-11-05T12:00:00Z", usual, Expiry::Healthy { days: 8 }),
        ("2025-11-06T12:00:00Z", usual, Expiry::Critical { days: 7 }),
        ("2025-10-20T12:00:00Z", thresholds(30, 7), Expiry::Soon { days: 24 }),
        // Whatever certificates have: the license has its own days.
        ("2025-11-09T12:00:00Z", thresholds(3, 7), Expiry::Healthy { days: 4 }),
        ("2025-11-10T12:00:00Z", thresholds(3, 7), Expiry::Critical { days: 3 }),
        ("2025-11-13T00:01:06Z", usual, Expiry::ExpiresToday),
        ("2025-11-13T00:01:07Z", usual, Expiry::Expired { days: 0 }),
        ("2025-11-20T00:00:00Z", usual, Expiry::Expired { days: 7 }),
    ] {
        assert_eq!(license.expiry(at(now), &thresholds), expected, "{now}");
    }
    let refused = License { is_expired: true, ..license };
    assert_eq!(refused.expiry(at("2025-11-05T12:00:00Z"), &usual), Expiry::Expired { days: 0 });
    assert_eq!(refused.expiry(at("2025-11-20T00:00:00Z"), &usual), Expiry::Expired { days: 7 });
}
