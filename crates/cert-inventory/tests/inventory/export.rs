//! Exports, read back by independent parsers.

mod csv;
mod icalendar;
mod json;

use std::sync::LazyLock;

use cert_inventory::{
    Context, Inventory, License, SignatureResults, Thresholds, Timestamp, Version,
};

use crate::support::{
    FQDN, RsaPublic, fixture, inventory, json, leaf, named, now, read, root, signed,
};

pub(crate) fn context() -> Context<'static> {
    Context {
        now: now(),
        fqdn: Some(FQDN),
        thresholds: Thresholds::default(),
        versions: &[],
        license: None,
        signatures: SignatureResults::none(),
    }
}

/// As [`context`], of a cluster that is being upgraded and whose license is known.
pub(crate) fn with_facts() -> Context<'static> {
    static VERSIONS: LazyLock<[Version; 2]> =
        LazyLock::new(|| ["8.0.16-33", "8.2.0-46"].map(|text| Version::parse(text).unwrap()));
    let at = |text| Timestamp::parse_rfc3339(text).unwrap();
    let license = License {
        activation: Some(at("2026-08-20T00:00:00Z")),
        expiration: at("2026-11-28T00:00:00Z"),
        is_expired: false,
    };
    Context { versions: &*VERSIONS, license: Some(license), ..context() }
}

/// Texts that try to be more than text: for a spreadsheet, for a calendar, for an eye.
pub(crate) fn hostile() -> Vec<String> {
    let texts = [
        "=cmd|' /C calc'!A0",
        "  =1+1",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(1)",
        "'=1+1",
        "''",
        "\"=1+1\"",
        "a\";=1+1;\"",
        "a;=1+1",
        "a; @b;'c;\"=d\"",
        "a,b\r\nEND:VCALENDAR\r\nBEGIN:VALARM",
        "a\\nb\\,c\\;d\\",
        "0123",
        "1e5",
        "1-2",
        "Müller & Söhne, 日本",
        "api\u{202e}gpj.exe",
        "\u{feff}api",
        "\u{0}\u{7f}\u{85}\u{2028}",
        "<img src=x onerror=alert(1)>",
    ];
    let long = ["n".repeat(1000), "😀".repeat(60), "ä😀".repeat(25), "x,;\\\"".repeat(40)];
    texts.into_iter().map(str::to_owned).chain(long).collect()
}

/// An entry for each hostile text, used as its name, unless too long, and as its common name.
pub(crate) fn hostile_inventory() -> Inventory {
    let entries: Vec<(String, String)> =
        hostile().iter().map(|text| (format!("{text}_cert"), named(text, (2027, 3, 1)))).collect();
    let entries: Vec<(&str, &str)> =
        entries.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let inventory = inventory(&entries);
    assert_eq!(inventory.items.len(), hostile().len());
    for text in hostile().iter().filter(|text| text.len() < 250) {
        assert!(inventory.item(text).is_some(), "{text:?}");
    }
    inventory
}

/// Every kind of problem in pairing.
pub(crate) fn broken_inventory() -> Inventory {
    inventory(&[
        ("api_cert", "no PEM; \"at all\", =1+1"),
        ("api_key", ""),
        ("cm_cert", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"),
        ("proxy_key", &fixture("p256.pkcs8.pem")),
        ("ldap_client_cert", &fixture("p256.cert.pem")),
        ("ldap_client_key", &fixture("rsa.pkcs8.pem")),
        ("x_key", &fixture("p256.pkcs8.pem")),
    ])
}

/// The demo cluster's list.
pub(crate) fn demo_inventory() -> Inventory {
    let entries = demo::seed().unwrap();
    let entries: Vec<(&str, &str)> =
        entries.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    read(json(&entries)).unwrap()
}

/// Two chains with the same root, which a third entry also contains.
pub(crate) fn chains() -> Inventory {
    let root = root("Root");
    let api = signed(&leaf(), &RsaPublic::bits(3072), "Root") + &root;
    let cm = named("other.example.com", (2026, 12, 1)) + &root;
    inventory(&[("api_cert", &api), ("cm_cert", &cm), ("mtls_trusted_ca_cert", &root)])
}
