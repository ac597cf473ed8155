//! Every rule: bodies that break only that rule, and similar ones that break none.

mod factory;
mod form;
mod trust;

use std::sync::LazyLock;

use cert_inventory::{
    Certificate, Context, Finding, Item, Rule, Severity, SignatureResults, Thresholds, Timestamp,
    findings, read_pem,
};
use rcgen::{
    CertificateParams, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, SanType,
    date_time_ymd as date,
};

use crate::support::{
    FQDN, RsaPublic, ca, ec_key, fixture, good, item, leaf, now, root, signed, signed_with,
};

fn context(now: Timestamp) -> Context<'static> {
    Context {
        now,
        fqdn: Some(FQDN),
        thresholds: Thresholds::default(),
        versions: &[],
        license: None,
        signatures: SignatureResults::none(),
    }
}

fn rules(item: &Item) -> Vec<Rule> {
    findings(item, &context(now())).iter().map(|finding| finding.rule).collect()
}

/// The rules that a name's single certificate entry breaks.
fn broken(name: &str, pem: &str) -> Vec<Rule> {
    rules(&item(&[(&format!("{name}_cert"), pem)]))
}

/// A modified leaf, with an RSA key and its root.
fn changed(change: impl FnOnce(&mut CertificateParams)) -> String {
    let mut leaf = leaf();
    change(&mut leaf);
    chained(&leaf, &RsaPublic::bits(3072))
}

/// A leaf and its root.
fn chained(params: &CertificateParams, key: &impl rcgen::PublicKeyData) -> String {
    signed(params, key, "Root") + &root("Root")
}

fn check(rule: Rule, broken_by: &[(&str, String)], kept_by: &[(&str, String)]) {
    for (number, (name, pem)) in broken_by.iter().enumerate() {
        assert_eq!(broken(name, pem), [rule], "{rule}: {name}, case {number}");
    }
    for (number, (name, pem)) in kept_by.iter().enumerate() {
        assert_eq!(broken(name, pem), [], "{rule}: {name}, keeping case {number}");
    }
}

#[test]
fn the_good_certificate_breaks_no_rule_under_any_name() {
    for name in ["api", "cm", "proxy", "syncer", "metrics_exporter", "ccs_internode_encryption"] {
        assert_eq!(broken(name, &good()), [], "{name}");
    }
    for name in ["data_internode_encryption", "ldap_client", "sso_service", "future"] {
        assert_eq!(broken(name, &good()), [], "{name}");
    }
    assert_eq!(broken("mtls_trusted_ca", &root("Root")), []);
    assert_eq!(broken("sso_issuer", &good()), []);
    assert_eq!(rules(&item(&[("api_cert", "x"), ("api_key", "x")])), []);
}

#[test]
fn expired() {
    let mut old_ca = ca("Root");
    old_ca.not_after = date(2026, 11, 23);
    let old_root = signed(&old_ca, &ec_key(), "Root");
    check(
        Rule::Expired,
        &[
            ("api", changed(|leaf| leaf.not_after = date(2026, 11, 23))),
            ("mtls_trusted_ca", root("Other") + &old_root),
            ("sso_issuer", old_root.clone()),
            ("api", signed(&leaf(), &RsaPublic::bits(3072), "Root") + &old_root),
        ],
        &[("api", changed(|leaf| leaf.not_after = date(2027, 1, 8)))],
    );
}

#[test]
fn not_yet_valid() {
    check(
        Rule::NotYetValid,
        &[("api", changed(|leaf| leaf.not_before = date(2026, 11, 24)))],
        &[("api", changed(|leaf| leaf.not_before = date(2026, 11, 23)))],
    );
}

/// Waiting doesn't help if the dates are in the wrong order.
#[test]
fn never_valid() {
    let turned = |from: (i32, u8, u8), to: (i32, u8, u8)| {
        changed(|leaf| {
            leaf.not_before = date(from.0, from.1, from.2);
            leaf.not_after = date(to.0, to.1, to.2);
        })
    };
    let before = turned((2028, 1, 1), (2027, 1, 1));
    let after = turned((2026, 2, 1), (2026, 1, 1));
    check(
        Rule::NeverValid,
        &[
            ("api", before.clone()),
            ("api", after),
            ("ldap_client", turned((2027, 1, 1), (2026, 1, 1))),
        ],
        &[],
    );
    let found = findings(&item(&[("api_cert", &before)]), &context(now())).remove(0);
    assert!(!format!("{}{}", found.meaning, found.remedy).contains("wait"), "{found:?}");
}

#[test]
fn expires_soon() {
    check(
        Rule::ExpiresSoon,
        &[
            ("api", changed(|leaf| leaf.not_after = date(2027, 1, 7))),
            ("api", changed(|leaf| leaf.not_after = date(2026, 11, 24))),
            ("ccs_internode_encryption", changed(|leaf| leaf.not_after = date(2026, 12, 31))),
        ],
        &[("api", changed(|leaf| leaf.not_after = date(2027, 1, 8)))],
    );
    let thresholds = Thresholds { warning_days: 10, ..Thresholds::default() };
    let item = item(&[("api_cert", &changed(|leaf| leaf.not_after = date(2026, 12, 31)))]);
    let context = Context { thresholds, ..context(now()) };
    assert_eq!(findings(&item, &context), [], "a site's own threshold");
}

#[test]
fn extended_key_usage() {
    use ExtendedKeyUsagePurpose::{Any, ClientAuth, ServerAuth};
    let with = |purposes: &[ExtendedKeyUsagePurpose]| {
        changed(|leaf| leaf.extended_key_usages = purposes.to_vec())
    };
    check(
        Rule::ExtendedKeyUsage,
        &[
            ("api", with(&[ServerAuth])),
            ("api", with(&[ClientAuth])),
            ("api", with(&[Any])),
            ("sso_service", with(&[ServerAuth])),
            ("ldap_client", with(&[ServerAuth])),
        ],
        &[
            // A certificate without the extension may be used for everything.
            ("api", with(&[])),
            ("ldap_client", with(&[ClientAuth])),
            ("api", with(&[ClientAuth, ExtendedKeyUsagePurpose::EmailProtection, ServerAuth])),
            // Certificates without a key.
            ("sso_issuer", with(&[ServerAuth])),
            ("future", with(&[ServerAuth])),
        ],
    );
    let key = ec_key();
    let mut server_only = leaf();
    server_only.extended_key_usages = vec![ServerAuth];
    let pem = chained(&server_only, &key);
    let unknown_pair = item(&[("future_cert", &pem), ("future_key", &key.serialize_pem())]);
    assert_eq!(rules(&unknown_pair), [Rule::ExtendedKeyUsage]);
    for (name, purposes, text) in [
        ("api", vec![ServerAuth], "clientAuth. The cluster expects serverAuth and clientAuth."),
        ("api", vec![ClientAuth], "serverAuth. The cluster expects serverAuth and clientAuth."),
        ("api", vec![Any], "serverAuth and clientAuth. The cluster expects"),
        ("ldap_client", vec![ServerAuth], "clientAuth. The cluster expects clientAuth."),
        ("sso_service", vec![ServerAuth], "requires this. SAML itself doesn’t."),
    ] {
        let item = item(&[(&format!("{name}_cert"), &with(&purposes))]);
        let meaning = findings(&item, &context(now())).remove(0).meaning.to_string();
        assert!(meaning.contains(text), "{meaning}");
    }
}

#[test]
fn key_usage() {
    use KeyUsagePurpose::{DigitalSignature, KeyAgreement, KeyEncipherment};
    let with = |usages: &[KeyUsagePurpose]| changed(|leaf| leaf.key_usages = usages.to_vec());
    let mut signature_only = leaf();
    signature_only.key_usages = vec![DigitalSignature];
    check(
        Rule::KeyUsage,
        &[
            ("api", with(&[DigitalSignature])),
            ("api", with(&[KeyEncipherment])),
            ("api", with(&[KeyAgreement])),
            ("ldap_client", with(&[DigitalSignature])),
            ("future", with(&[DigitalSignature])),
        ],
        &[
            ("api", with(&[])),
            ("api", with(&[DigitalSignature, KeyEncipherment, KeyAgreement])),
            ("api", chained(&signature_only, &ec_key())),
            ("sso_issuer", with(&[DigitalSignature])),
        ],
    );
}

#[test]
fn san_missing() {
    let without = |missing: usize| changed(|leaf| drop(leaf.subject_alt_names.remove(missing)));
    let upper = changed(|leaf| {
        leaf.subject_alt_names = ["", "*.", "Internal.", "*.INTERNAL."]
            .map(|prefix| {
                SanType::DnsName(format!("{prefix}Cluster.Example.COM").try_into().unwrap())
            })
            .to_vec();
    });
    let none = changed(|leaf| leaf.subject_alt_names.clear());
    check(
        Rule::SanMissing,
        &[
            ("api", without(0)),
            ("cm", without(1)),
            ("proxy", without(2)),
            ("syncer", without(3)),
            ("metrics_exporter", none.clone()),
        ],
        &[
            ("api", upper),
            ("ldap_client", none.clone()),
            ("ccs_internode_encryption", none.clone()),
        ],
    );
    let finding = &findings(&item(&[("api_cert", &without(2))]), &context(now()))[0];
    assert_eq!(
        finding.meaning.to_string(),
        "The Redis Enterprise documentation also calls for internal.cluster.example.com in the \
         subject alternative names. TLS clients don’t need it, because a wildcard covers it."
    );
    let meaning = |missing: usize| {
        let item = item(&[("api_cert", &without(missing))]);
        findings(&item, &context(now()))[0].meaning.to_string()
    };
    for (missing, name) in [(0, ""), (1, "*."), (3, "*.internal.")] {
        let lacks = format!("include {name}{FQDN}. Clients that connect by one");
        assert!(meaning(missing).contains(&lacks), "{}", meaning(missing));
    }

    let without_name = item(&[("api_cert", &none)]);
    for (fqdn, expected) in [(None, 0), (Some(""), 0), (Some("x."), 1), (Some(FQDN), 1)] {
        let context = Context { fqdn, ..context(now()) };
        assert_eq!(findings(&without_name, &context).len(), expected, "{fqdn:?}");
    }
    let dotted = Context { fqdn: Some("CLUSTER.example.com."), ..context(now()) };
    assert_eq!(findings(&item(&[("api_cert", &good())]), &dotted), []);
}

static RSA_KEY: LazyLock<KeyPair> =
    LazyLock::new(|| KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap());

/// A certificate signed with an RSA key, with the last byte of the signature algorithm's identifier
/// changed in both places, and its root. The signature is then wrong, which no rule checks.
fn with_rsa_signature(last: u8) -> String {
    let pem = signed_with(&leaf(), &RsaPublic::bits(3072), &ca("Root"), &*RSA_KEY);
    with_algorithm(&pem, last) + &ca("Root").self_signed(&*RSA_KEY).unwrap().pem()
}

/// The same for a root.
fn self_signed_with(last: u8) -> String {
    with_algorithm(&ca("Root").self_signed(&*RSA_KEY).unwrap().pem(), last)
}

fn with_algorithm(pem: &str, last: u8) -> String {
    let mut der = read_pem(pem).certificates.remove(0).der;
    let sha256_with_rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
    let places: Vec<usize> =
        (0..der.len()).filter(|at| der[*at..].starts_with(&sha256_with_rsa)).collect();
    assert_eq!(places.len(), 2);
    places.iter().for_each(|at| der[at + 8] = last);
    Certificate::decode(&der).unwrap().to_pem()
}

#[test]
fn weak_signature() {
    let cases = [
        (2, "md2WithRSAEncryption", true),
        (4, "md5WithRSAEncryption", true),
        (5, "sha1WithRSAEncryption", true),
        (14, "sha224WithRSAEncryption", false),
        (11, "sha256WithRSAEncryption", false),
        (12, "sha384WithRSAEncryption", false),
        (13, "sha512WithRSAEncryption", false),
    ];
    for (last, name, is_weak) in cases {
        let pem = with_rsa_signature(last);
        assert_eq!(read_pem(&pem).certificates[0].signature.as_ref().unwrap().name(), name);
        let expected = if is_weak { &[Rule::WeakSignature][..] } else { &[] };
        let mut found = broken("api", &pem);
        found.retain(|rule| *rule != Rule::RsaBelow3072);
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn rsa_sizes() {
    let of = |bits| chained(&leaf(), &RsaPublic::bits(bits));
    check(Rule::RsaBelow2048, &[("api", of(1024)), ("api", of(2040))], &[("api", of(3072))]);
    check(
        Rule::RsaBelow3072,
        &[("api", of(2048)), ("api", of(3064)), ("ldap_client", of(2048))],
        &[("api", of(4096)), ("api", chained(&leaf(), &ec_key()))],
    );
    let weak_ca = signed(&ca("Root"), &RsaPublic::bits(1024), "Root");
    let with_weak_ca = signed(&leaf(), &RsaPublic::bits(3072), "Root") + &weak_ca;
    assert_eq!(broken("mtls_trusted_ca", &weak_ca), [Rule::RsaBelow2048]);
    let found = findings(&item(&[("api_cert", &with_weak_ca)]), &context(now()));
    assert!(
        found[0].meaning.to_string().starts_with("The RSA key of certificate 2 of 2 (CN=Root) is"),
        "{found:?}"
    );
    let rsa_pss = broken("mtls_trusted_ca", &fixture("rsa-pss.cert.pem"));
    assert!(rsa_pss.contains(&Rule::RsaBelow2048), "{rsa_pss:?}");
    // A private key alone is a problem, and nothing is to be said of its size.
    assert_eq!(rules(&item(&[("api_key", &fixture("rsa.pkcs1.pem"))])), []);
}

#[test]
fn internode_keys_are_rsa() {
    let ec = chained(&leaf(), &ec_key());
    check(
        Rule::InternodeKeyNotRsa,
        &[("ccs_internode_encryption", ec.clone()), ("data_internode_encryption", ec.clone())],
        &[("ccs_internode_encryption", good()), ("proxy", ec)],
    );
}

#[test]
fn long_validity() {
    let between = |from: (i32, u8, u8), to: (i32, u8, u8)| {
        changed(|leaf| {
            leaf.not_before = date(from.0, from.1, from.2);
            leaf.not_after = date(to.0, to.1, to.2);
        })
    };
    check(
        Rule::LongValidity,
        &[
            ("api", between((2026, 6, 1), (2027, 6, 2))),
            ("future", between((2026, 6, 1), (2036, 6, 1))),
            ("api", between((2026, 6, 1), (9999, 12, 31))),
        ],
        &[
            ("api", between((2026, 6, 1), (2027, 6, 1))),
            ("sso_issuer", between((2026, 6, 1), (2036, 6, 1))),
            ("mtls_trusted_ca", root("Root")),
        ],
    );
    // A year from a leap day ends on March 1; a year with a leap day has 366 days.
    let at = |text| context(Timestamp::parse_rfc3339(text).unwrap());
    for (from, to, expected) in [
        ((2024, 2, 29), (2025, 3, 1), 0),
        ((2024, 2, 29), (2025, 3, 2), 1),
        ((2023, 6, 1), (2024, 6, 1), 0),
    ] {
        let item = item(&[("api_cert", &between(from, to))]);
        let found = findings(&item, &at("2024-03-01T00:00:00Z"));
        let long = found.iter().filter(|finding| finding.rule == Rule::LongValidity);
        assert_eq!(long.count(), expected, "{from:?} to {to:?}");
    }
}

#[test]
fn rows_are_worst_first_and_in_words() {
    let all_wrong = changed(|leaf| {
        leaf.not_after = date(2026, 11, 1);
        leaf.not_before = date(2020, 1, 1);
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
        leaf.key_usages = vec![KeyUsagePurpose::KeyAgreement];
        leaf.subject_alt_names.clear();
    });
    for name in ["api", "ccs_internode_encryption", "ldap_client", "future"] {
        let entry = format!("{name}_cert");
        let found = findings(&item(&[(&entry, &all_wrong)]), &context(now()));
        assert!(found.len() >= 3, "{name}: {found:?}");
        assert!(found.is_sorted_by_key(|finding| finding.severity));
        found.iter().for_each(is_readable);
    }
    let ids: std::collections::BTreeSet<&str> = Rule::all().map(Rule::id).collect();
    assert_eq!(ids.len(), Rule::all().count());
    assert_eq!(Rule::KeyMismatch.to_string(), "key-mismatch");
    assert_eq!(
        [Severity::Error, Severity::Warning, Severity::Note].map(|s| s.to_string()),
        ["error", "warning", "note"]
    );
}

fn is_readable(finding: &Finding) {
    for text in [finding.meaning.to_string(), finding.remedy.to_string()] {
        assert!(text.starts_with(char::is_uppercase) && text.ends_with('.'), "{text}");
        assert!(!text.contains("  ") && !text.contains("{0}"), "{text}");
    }
}

#[test]
fn a_remedy_says_whether_to_replace_or_to_rotate() {
    let expired = changed(|leaf| leaf.not_after = date(2026, 11, 1));
    let of_version = |name: &str, version: Option<&str>| {
        let entry = format!("{name}_cert");
        let versions: Vec<_> =
            version.and_then(cert_inventory::Version::parse).into_iter().collect();
        let context = Context { versions: &versions, ..context(now()) };
        findings(&item(&[(&entry, &expired)]), &context).remove(0).remedy.to_string()
    };
    for name in ["proxy", "cm", "ldap_client", "sso_issuer", "future"] {
        let remedy = of_version(name, None);
        assert!(remedy.ends_with("Then replace the certificate."), "{remedy}");
    }
    let own = of_version("ccs_internode_encryption", Some("8.0.20-68"));
    assert!(own.contains("Then replace") && own.contains("Don’t rotate it"), "{own}");
    let old = of_version("ccs_internode_encryption", Some("7.8.4"));
    assert!(old.starts_with("Rotate it") && !old.contains("Then replace"), "{old}");
    let made = changed(|leaf| {
        leaf.not_before = date(2026, 8, 5);
        leaf.not_after = date(2026, 11, 3);
    });
    let found = findings(&item(&[("ccs_internode_encryption_cert", &made)]), &context(now()));
    let made = found[0].remedy.to_string();
    assert!(made.starts_with("Rotate it") && made.contains("may discard it"), "{made}");
}
