//! Who can't connect because of what is wrong.

use cert_inventory::{Item, KNOWN, Rule, assess, findings, known};
use rcgen::ExtendedKeyUsagePurpose as Usage;

use crate::export::context;
use crate::support::{RsaPublic, ca, ec_key, fixture, good, item, leaf, named, root, signed};

fn affected(item: &Item) -> Option<String> {
    assess(item, &context()).reach.message(item).map(|message| message.to_string())
}

/// A leaf for these usages, signed by a CA.
fn with_usages(usages: &[Usage]) -> String {
    let mut params = leaf();
    params.extended_key_usages = usages.to_vec();
    signed(&params, &ec_key(), "Root") + &root("Root")
}

const PEERS: [&str; 5] = [
    "Replica Of and Active-Active peers that verify certificates reject it",
    "Replica Of and Active-Active peers that verify certificates reject it",
    "Replica Of and Active-Active peers that verify certificates reject it",
    "Replica Of and Active-Active peers that verify certificates reject it",
    "Replica Of and Active-Active synchronization over TLS stops",
];

/// Every name with an error of every kind: who is named, and who is said to be well. The parties of
/// one name are never said of another.
#[test]
fn each_name_says_who_notices_each_kind_of_error() {
    let past = named("cluster.example.com", (2026, 11, 1));
    let mismatch = fixture("rsa.pkcs8.pem");
    let (server, client) = (with_usages(&[Usage::ServerAuth]), with_usages(&[Usage::ClientAuth]));
    let weak = signed(&leaf(), &RsaPublic::bits(1024), "Root") + &root("Root");
    // Expired; clientAuth missing; serverAuth missing; key too short; key doesn't match.
    let rows: [(&str, [&str; 5]); 12] = [
        (
            "api",
            [
                "REST clients that verify",
                "Browsers and REST clients can still connect. Servers that check",
                "REST clients that verify",
                "Only browsers and REST clients whose software rejects it",
                "Browsers and REST clients can’t connect",
            ],
        ),
        (
            "cm",
            [
                "Browsers show a warning",
                "Browsers can still connect. Servers that check",
                "Browsers show a warning",
                "Only browsers whose software",
                "Browsers can’t open",
            ],
        ),
        (
            "proxy",
            [
                "Applications that verify certificates can’t connect",
                "Applications can still connect. Replica Of and Active-Active peers reject",
                "Applications that verify certificates can’t connect",
                "Only applications whose software",
                "Applications can’t connect",
            ],
        ),
        ("syncer", PEERS),
        (
            "metrics_exporter",
            [
                "Prometheus and other collectors that verify",
                "Prometheus and other collectors can still connect. Servers that check",
                "Prometheus and other collectors that verify",
                "Only metrics collectors whose software",
                "Prometheus and other collectors can’t read",
            ],
        ),
        ("ccs_internode_encryption", ["Encrypted control plane connections between nodes"; 5]),
        ("data_internode_encryption", ["Encrypted data plane connections between nodes"; 5]),
        (
            "ldap_client",
            [
                "LDAP servers that check client certificates reject it",
                "LDAP servers that check client certificates reject it",
                "",
                "LDAP servers that check client certificates reject it",
                "Nodes can’t present it to LDAP servers",
            ],
        ),
        (
            "mtls_trusted_ca",
            [
                "The REST API rejects client certificates",
                "",
                "",
                "The REST API rejects client certificates",
                "",
            ],
        ),
        (
            "sso_service",
            [
                "The identity provider can reject SAML messages",
                "",
                "",
                "The identity provider can reject SAML messages",
                "The identity provider rejects SAML messages",
            ],
        ),
        (
            "sso_issuer",
            [
                "The cluster can reject the identity provider’s",
                "",
                "",
                "The cluster can reject the identity provider’s",
                "",
            ],
        ),
        (
            "of_somebody",
            [
                "Clients that verify certificates",
                "",
                "",
                "Only clients whose software",
                "Clients can’t connect.",
            ],
        ),
    ];
    let entries = [
        (&past, None),
        (&server, None),
        (&client, None),
        (&weak, None),
        (&good(), Some(&mismatch)),
    ];
    assert_eq!(rows.len(), KNOWN.len() + 1);
    for (name, expected) in rows {
        let has_key = known(name).is_none_or(|known| known.has_key);
        for ((certificate, key), expected) in entries.iter().zip(expected) {
            let (certificate_name, key_name) = (format!("{name}_cert"), format!("{name}_key"));
            let key = key.filter(|_| has_key).map(|key| (key_name.as_str(), key.as_str()));
            let mut entries = vec![(certificate_name.as_str(), certificate.as_str())];
            entries.extend(key);
            let found = affected(&item(&entries));
            let text = found.as_deref().unwrap_or_default();
            assert_eq!(text.is_empty(), expected.is_empty(), "{name}: {text}, not {expected}");
            assert!(text.starts_with(expected), "{name}: {text}, not {expected}");
            assert!(!text.contains("nodes open"), "{name}: {text}");
        }
    }
}

#[test]
fn what_is_no_error_now_affects_nobody() {
    let mut old = ca("Old");
    old.not_after = rcgen::date_time_ymd(2026, 1, 1);
    // Expired, and not needed.
    let stray = good() + &old.self_signed(&ec_key()).unwrap().pem();
    let soon = named("cluster.example.com", (2026, 12, 1));
    for (name, certificate) in [("proxy", good()), ("proxy", soon), ("api", stray)] {
        let found = item(&[(&format!("{name}_cert"), &certificate)]);
        assert_eq!(affected(&found), None, "{name}");
        assert_eq!(assess(&found, &context()).reach.whom(&found), None, "{name}");
    }
}

/// What comes after the date is said of the same parties.
#[test]
fn a_certificate_that_expires_soon_says_who_will_notice() {
    for (name, who) in [
        ("proxy", "After that: Applications that verify"),
        ("ldap_client", "After that: LDAP servers that check"),
        ("sso_service", "After that: The identity provider can reject"),
        ("syncer", "After that: Replica Of and Active-Active peers"),
    ] {
        let soon = named("cluster.example.com", (2026, 12, 1));
        let found = findings(&item(&[(&format!("{name}_cert"), &soon)]), &context());
        let soon = found.iter().find(|finding| finding.rule == Rule::ExpiresSoon).unwrap();
        assert!(soon.meaning.to_string().contains(who), "{name}: {}", soon.meaning);
    }
}

#[test]
fn exports_say_it() {
    let list = crate::support::inventory(&[
        ("cm_cert", &named("cluster.example.com", (2026, 11, 1))),
        ("sso_issuer_cert", &named("idp.example.com", (2027, 6, 1))),
    ]);
    let extent = cert_inventory::export::Extent::Whole;
    let text = cert_inventory::export::json(list.iter(), &[], extent, &context());
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let affects: Vec<_> = (0..2).map(|at| &file["certificates"][at]["affects"]).collect();
    assert_eq!(affects, [&serde_json::json!("browsers"), &().into()]);
    let impact = file["certificates"][0]["impact"].as_str().unwrap();
    assert!(impact.starts_with("Browsers show a warning"), "{impact}");
    let csv = cert_inventory::export::csv(list.iter(), &context());
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",affects"));
    assert!(lines.next().unwrap().ends_with(",browsers"));
    assert!(lines.next().unwrap().ends_with(','));
}
