//! Who can't connect because of what is wrong.

use cert_inventory::{Item, assess};
use rcgen::ExtendedKeyUsagePurpose as Usage;

use crate::export::context;
use crate::support::{ca, ec_key, fixture, good, item, leaf, named, root, signed};

fn affected(item: &Item) -> Option<String> {
    assess(item, &context()).reach.message(item).map(|message| message.to_string())
}

/// A leaf for these usages, signed by a CA.
fn with_usages(usages: &[Usage]) -> String {
    let mut params = leaf();
    params.extended_key_usages = usages.to_vec();
    signed(&params, &ec_key(), "Root") + &root("Root")
}

#[test]
fn errors_name_who_notices_them_and_nothing_else_does() {
    let past = || named("cluster.example.com", (2026, 11, 1));
    let mismatch = fixture("rsa.pkcs8.pem");
    let mut old = ca("Old");
    old.not_after = rcgen::date_time_ymd(2026, 1, 1);
    let stray = good() + &old.self_signed(&ec_key()).unwrap().pem();
    let verifying = "database clients that verify certificates";
    let rows: [(&str, String, Option<&str>, Option<&str>); 16] = [
        ("proxy", good(), None, None),
        // Soon is not now.
        ("proxy", named("cluster.example.com", (2026, 12, 1)), None, None),
        ("proxy", past(), None, Some(verifying)),
        ("proxy", past(), Some(&mismatch), Some("database clients")),
        ("proxy", good(), Some(&mismatch), Some("database clients")),
        ("proxy", with_usages(&[Usage::ServerAuth]), None, Some("connections that nodes open")),
        ("proxy", with_usages(&[Usage::ClientAuth]), None, Some(verifying)),
        (
            "proxy",
            with_usages(&[Usage::CodeSigning]),
            None,
            Some("database clients that verify certificates and connections that nodes open"),
        ),
        ("cm", past(), None, Some("users of the Cluster Manager UI")),
        ("syncer", past(), None, Some("Active-Active and Replica Of")),
        ("ldap_client", past(), None, Some("LDAP sign-in, if the server verifies clients")),
        ("sso_issuer", past(), None, Some("single sign-on")),
        // SAML ignores what TLS needs.
        ("sso_service", with_usages(&[Usage::CodeSigning]), None, None),
        ("of_somebody", past(), None, Some("clients that verify certificates")),
        ("of_somebody", good(), Some(&mismatch), Some("whatever uses it")),
        // Expired, and not needed.
        ("api", stray, None, None),
    ];
    for (name, certificate, key, expected) in rows {
        let (certificate_name, key_name) = (format!("{name}_cert"), format!("{name}_key"));
        let certificate = (certificate_name.as_str(), certificate.as_str());
        let key = key.map(|key| (key_name.as_str(), key));
        let entries: Vec<_> = [certificate].into_iter().chain(key).collect();
        assert_eq!(affected(&item(&entries)).as_deref(), expected, "{name}");
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
    assert_eq!(affects, [&serde_json::json!("users of the Cluster Manager UI"), &().into()]);
    let csv = cert_inventory::export::csv(list.iter(), &context());
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",affects"));
    assert!(lines.next().unwrap().ends_with(",users of the Cluster Manager UI"));
    assert!(lines.next().unwrap().ends_with(','));
}
