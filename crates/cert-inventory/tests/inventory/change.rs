use cert_inventory::{Change, ChangeKind, changes};

use crate::support::{fixture, inventory};

#[test]
fn each_changed_name_is_listed_with_its_change() {
    let entry = |name, file| (name, fixture(file));
    let read = |entries: &[(&str, String)]| {
        let entries: Vec<_> = entries.iter().map(|(name, text)| (*name, text.as_str())).collect();
        inventory(&entries)
    };
    let before = read(&[
        entry("cm_cert", "rsa.cert.pem"),
        entry("cm_key", "rsa.pkcs1.pem"),
        entry("api_cert", "rsa.cert.pem"),
        entry("api_key", "rsa.pkcs1.pem"),
        entry("proxy_cert", "p256.cert.pem"),
        entry("proxy_key", "p256.sec1.pem"),
        entry("syncer_cert", "p384.cert.pem"),
        entry("syncer_key", "ed25519.pkcs8.pem"),
        entry("ldap_client_cert", "p256.cert.pem"),
        entry("of_somebody_cert", "p256.cert.pem"),
    ]);
    let after = read(&[
        entry("of_somebody_new_cert", "p256.cert.pem"),
        entry("cm_cert", "rsa.cert.pem"),
        entry("cm_key", "rsa.pkcs1.pem"),
        // Different certificates, and with them a different key: one change.
        entry("api_cert", "p256.cert.pem"),
        entry("api_key", "p256.sec1.pem"),
        entry("proxy_cert", "p256.cert.pem"),
        entry("proxy_key", "rsa.pkcs1.pem"),
        entry("syncer_cert", "p384.cert.pem"),
        entry("sso_issuer_cert", "rsa.cert.pem"),
    ]);
    let change = |name: &str, kind| Change { name: name.to_owned(), kind };
    let found = changes(before.iter(), after.iter());
    let mut expected = vec![
        change("api", ChangeKind::CertificateReplaced),
        change("proxy", ChangeKind::PrivateKeyReplaced),
        change("syncer", ChangeKind::PrivateKeyReplaced),
        change("sso_issuer", ChangeKind::Added),
        change("of_somebody_new", ChangeKind::Added),
    ];
    // In the order of the displayed list.
    expected.sort_by_key(|change| after.items.iter().position(|item| item.name == change.name));
    expected.push(change("ldap_client", ChangeKind::Removed));
    expected.push(change("of_somebody", ChangeKind::Removed));
    assert_eq!(found, expected);
    assert_eq!(changes(after.iter(), after.iter()), []);
}

#[test]
fn the_order_of_a_chain_is_a_change() {
    let (one, other) = (fixture("rsa.cert.pem"), fixture("p256.cert.pem"));
    let before = inventory(&[("api_cert", &format!("{one}{other}"))]);
    let after = inventory(&[("api_cert", &format!("{other}{one}"))]);
    let found = changes(before.iter(), after.iter());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, ChangeKind::CertificateReplaced);
    // Text around the certificates doesn't count.
    let same = inventory(&[("api_cert", &format!("# copied by hand\n{one}\n{other}"))]);
    assert_eq!(changes(before.iter(), same.iter()), []);
}
