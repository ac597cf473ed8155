//! Each check before sending, with a chain that only it objects to.

use std::collections::BTreeSet;

use cert_inventory::{Check, ClusterSettings, Item, Material, Severity, SignatureResults, Version};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, CustomExtension, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, KeyUsagePurpose, NameConstraints, date_time_ymd,
};

use crate::chains::{Against, Chain, NAMES, ca, leaf, named};
use crate::openssl::{FOLDER, sort, verified};

fn versions(texts: &[&str]) -> Vec<Version> {
    texts.iter().map(|text| Version::parse(text).unwrap()).collect()
}

fn self_signed(names: &[&str]) -> Chain {
    Chain { certificates: vec![(leaf(names), 0)], key: 0 }
}

fn against(current: &Item) -> Against<'_> {
    Against { current: Some(current), ..Against::default() }
}

/// What the table has met.
#[derive(Default)]
struct Met(BTreeSet<&'static str>);

impl Met {
    fn expect(
        &mut self,
        against: &Against<'_>,
        chain: &Chain,
        name: &str,
        expected: &[&'static str],
    ) {
        assert_eq!(against.objections(chain, name), expected, "{name}");
        self.0.extend(expected);
    }
}

#[test]
fn a_good_chain_has_no_objection() {
    let good = Chain::good();
    for name in ["cm", "proxy", "syncer", "metrics_exporter", "ldap_client", "sso_service", "other"]
    {
        assert_eq!(Against::default().objections(&good, name), [""; 0], "{name}");
    }
    let [api, ccs] = ["api", "ccs_internode_encryption"];
    assert_eq!(Against::default().objections(&good, api), ["api-pinned"]);
    // Its key is EC.
    assert_eq!(Against::default().objections(&good, ccs), ["internode-key-not-rsa", "api-away"]);
}

#[test]
fn each_check_objects() {
    let mut met = Met::default();
    let none = Against::default();
    let good = Chain::good();
    let mut expect = |chain: &Chain, expected: &[&'static str]| {
        met.expect(&none, chain, "proxy", expected);
    };
    let constrained = |name: GeneralSubtree| NameConstraints {
        permitted_subtrees: vec![name],
        excluded_subtrees: vec![],
    };
    let dns = || constrained(GeneralSubtree::DnsName("example.org".into()));
    let ip = || {
        constrained(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(
            [10, 0, 0, 0].into(),
            8,
        )))
    };
    let is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    expect(&good.clone().with(1, |it| it.is_ca = IsCa::ExplicitNoCa), &["not-a-ca"]);
    let cannot_sign = |it: &mut CertificateParams| it.key_usages = vec![KeyUsagePurpose::CrlSign];
    expect(&good.clone().with(1, cannot_sign), &["not-a-ca"]);
    let other_usage = vec![ExtendedKeyUsagePurpose::ServerAuth];
    expect(&good.clone().with(1, |it| it.extended_key_usages = other_usage), &["issuer-usage"]);
    expect(&good.clone().with(1, |it| it.name_constraints = Some(dns())), &["name-not-permitted"]);
    expect(
        &good.clone().with(1, |it| it.name_constraints = Some(ip())),
        &["constraint-not-checked"],
    );
    expect(&good.clone().with(0, |it| it.is_ca = is_ca), &["leaf-is-ca"]);
    let mut long = good.clone().with(1, |it| it.is_ca = IsCa::Ca(BasicConstraints::Constrained(0)));
    long.certificates.insert(1, (ca("Lower"), 3));
    expect(&long, &["path-too-long"]);
    let ed25519 = Chain { certificates: vec![(leaf(&NAMES), 6)], key: 6 };
    expect(&ed25519, &["key-uncommon"]);
    let no_names = self_signed(&["node.example.com", "cluster.example.com"]);
    expect(&no_names, &["names-not-covered"]);
    let one_wildcard = self_signed(&["*.example.com", "*.cluster.example.com"]);
    expect(&one_wildcard, &[]);

    // Against the current one.
    let current: Item = good.item("proxy");
    let with_current = against(&current);
    let mut expect = |chain: &Chain, expected: &[&'static str]| {
        met.expect(&with_current, chain, "proxy", expected);
    };
    let earlier = date_time_ymd(2027, 5, 1);
    expect(&good.clone().with(0, |it| it.not_after = earlier), &["ends-earlier"]);
    // The same dates, in a certificate issued again.
    expect(&good, &[]);
    let strong =
        Chain { certificates: vec![(leaf(&NAMES), 5), good.certificates[2].clone()], key: 5 };
    met.expect(&against(&strong.item("proxy")), &good, "proxy", &["key-weaker"]);
    met.expect(&against(&current), &strong, "proxy", &[]);
    let more = [&NAMES[..], &["db.example.org"]].concat();
    let more = good.clone().with(0, |it| it.subject_alt_names = leaf(&more).subject_alt_names);
    met.expect(&against(&more.item("proxy")), &good, "proxy", &["names-removed"]);
    met.expect(&against(&more.item("ldap_client")), &good, "ldap_client", &[]);
    let trusted = Chain { certificates: vec![(ca("Old root"), 3)], key: 3 }.item("mtls_trusted_ca");
    let new = Chain { certificates: vec![(ca("Root"), 2)], key: 2 };
    met.expect(&against(&trusted), &new, "mtls_trusted_ca", &["trust-removed"]);
    met.expect(&against(&new.item("mtls_trusted_ca")), &new, "mtls_trusted_ca", &[]);

    // Versions.
    let rows: &[(&str, &str, &[&str])] = &[
        ("sso_service", "8.0.5", &["name-too-new"]),
        ("sso_service", "8.0.6", &[]),
        ("proxy", "7.4.2-100", &[]),
        (
            "ccs_internode_encryption",
            "7.22.0",
            &["internode-key-not-rsa", "internode-too-new", "intermediates-lost", "api-away"],
        ),
        (
            "data_internode_encryption",
            "8.0.20-67",
            &["internode-key-not-rsa", "intermediates-lost"],
        ),
        ("data_internode_encryption", "8.0.20-68", &["internode-key-not-rsa"]),
        ("ccs_internode_encryption", "8.0.20-95", &["internode-key-not-rsa", "api-away"]),
        ("ccs_internode_encryption", "8.0.20-96", &["internode-key-not-rsa"]),
    ];
    for (name, version, expected) in rows {
        let versions = versions(&[version]);
        met.expect(&Against { versions: &versions, ..Against::default() }, &good, name, expected);
    }
    let old = versions(&["7.4.2-100"]);
    let old = Against { versions: &old, ..Against::default() };
    let no_common_name = |it: &mut CertificateParams| it.distinguished_name = Default::default();
    met.expect(&old, &good.clone().with(0, no_common_name), "proxy", &["common-name-missing"]);
    let extension = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99999, 1], vec![5, 0]);
    let unknown = good.clone().with(0, |it| it.custom_extensions.push(extension));
    met.expect(&old, &unknown, "proxy", &["unknown-extension"]);
    let tls_feature = [1, 3, 6, 1, 5, 5, 7, 1, 24];
    let extension = CustomExtension::from_oid_content(&tls_feature, vec![0x30, 3, 2, 1, 5]);
    let stapling = good.clone().with(0, |it| it.custom_extensions.push(extension));
    met.expect(&old, &stapling, "proxy", &["unknown-extension"]);
    let upgrading = versions(&["8.0.16-33", "8.2.0-46"]);
    let upgrading = Against { versions: &upgrading, ..Against::default() };
    met.expect(&upgrading, &good, "proxy", &["versions-differ"]);

    // Settings.
    let settings = ClusterSettings {
        control_cipher_suites: Some("ECDHE-RSA-AES256-GCM-SHA384".to_owned()),
        data_cipher_list: Some("HIGH".to_owned()),
        ocsp: Some(true),
    };
    for (version, expected) in [("8.0.20-96", "ciphers-mismatch"), ("8.2.0-46", "ciphers-refuse")] {
        let versions = versions(&[version]);
        let against =
            Against { versions: &versions, settings: settings.clone(), ..Against::default() };
        met.expect(&against, &good, "cm", &[expected]);
        met.expect(&against, &good, "proxy", &["responder-missing"]);
        // Synchronization is the data plane's.
        met.expect(&against, &good, "syncer", &[]);
        met.expect(&against, &good, "ldap_client", &[]);
    }
    let kubernetes = Against { fqdn: "rec.ns.svc.cluster.local", ..Against::default() };
    met.expect(&kubernetes, &good, "ldap_client", &["operator-managed"]);

    // With files of OpenSSL.
    FOLDER.sh("openssl req -new -key ec.key -subj '/CN=old' -config extensions |
             openssl x509 -req -CA root.crt -CAkey ca.key -days 300 -out version1.crt
         openssl req -x509 -new -key ec.key -subj '/CN=sha1' -config extensions -days 300 -sha1 \
             -extensions leaf -out sha1.crt
         openssl req -x509 -new -key ec.key -subj '/CN=pss' -config extensions -days 300 \
             -extensions root -out pss-root.crt
         openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out pss-ca.key
         openssl req -x509 -new -key pss-ca.key -subj '/CN=PSS root' -days 3650 -config extensions \
             -extensions root -out pss-ca.crt
         openssl x509 -req -in rsa.csr -CA pss-ca.crt -CAkey pss-ca.key -days 300 -sha256 \
             -sigopt rsa_padding_mode:pss -extfile extensions -extensions leaf -out pss.crt
         sed '5s/./-/' rsa.key > broken.key");
    let rows: &[(&[&str], &[&str])] = &[
        (&["rsa.crt", "chain.pem"], &["key-missing"]),
        (&["pss.crt", "pss-ca.crt", "rsa.key"], &["signature-not-verified"]),
        (&["ed25519.crt", "ed25519.key", "chain.pem"], &["key-not-compared", "key-uncommon"]),
        (&["version1.crt", "root.crt", "ec.key"], &["san-missing", "old-format"]),
        (&["rsa.crt", "ec.key", "chain.pem"], &["key-mismatch"]),
        (&["sha1.crt", "ec.key"], &["weak-signature"]),
    ];
    for (files, expected) in rows {
        let ids = of_material(&FOLDER.material(files), "proxy");
        assert_eq!(ids, *expected, "{files:?}");
        met.0.extend(*expected);
    }
    let by_hand = [
        "no-certificate",
        "unreadable",
        "key-damaged",
        "key-reused",
        "not-rotated",
        "unchanged",
        "api-pinned",
    ];
    let own = Check::all().filter(|check| !matches!(check, Check::Rule(_))).map(Check::id);
    let unmet: Vec<_> = own.filter(|id| !met.0.contains(id) && !by_hand.contains(id)).collect();
    assert_eq!(unmet, [""; 0]);
}

/// What objects to files for a name now, not at the tests' time.
pub(crate) fn of_material(material: &Material, name: &str) -> Vec<&'static str> {
    let signatures = verified(material);
    let submission = sort(material, name).submissions.remove(0);
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let context = cert_inventory::Context {
        now: cert_inventory::Timestamp(seconds.as_secs() as i64),
        fqdn: Some(crate::chains::FQDN),
        versions: &[],
        license: None,
        thresholds: cert_inventory::Thresholds::default(),
        signatures: &signatures,
    };
    let objected =
        cert_inventory::preflight(&submission, None, &context, &ClusterSettings::default());
    let worse = objected.iter().filter(|it| it.severity != Severity::Note);
    worse.map(|it| it.check.id()).collect()
}

/// The cluster makes certificates for 90 days itself, which needn't be complete; what is sent must.
#[test]
fn an_own_internode_certificate_needs_its_root_however_short_its_validity() {
    let short = Chain::good().with(0, |it| {
        (it.not_before, it.not_after) = (date_time_ymd(2026, 11, 20), date_time_ymd(2027, 1, 20));
    });
    let mut material = Material::default();
    short.pems().into_iter().take(2).for_each(|pem| material.add("chain", pem));
    material.add("key", short.key_pem());
    let submission = sort(&material, "data_internode_encryption").submissions.remove(0);
    assert!(!submission.item().is_made_by_cluster());
    let objected = Against::default().check(&submission, &verified(&material));
    let ids: Vec<_> = objected.iter().map(|it| it.check.id()).collect();
    assert!(ids.contains(&"internode-chain-incomplete"), "{ids:?}");
}

/// They have no names, and that they lack the flag is a warning.
#[test]
fn trusted_cas_are_not_checked_as_a_servers_chain() {
    let constrained = NameConstraints {
        permitted_subtrees: vec![GeneralSubtree::DnsName("example.org".into())],
        excluded_subtrees: vec![],
    };
    let chain = Chain::good()
        .with(1, |it| it.name_constraints = Some(constrained))
        .with(1, |it| it.is_ca = IsCa::ExplicitNoCa);
    for name in ["mtls_trusted_ca", "sso_issuer"] {
        let found = Against::default().objections(&chain, name);
        assert_eq!(found, ["ca-flag-missing"], "{name}");
    }
    let cannot_sign = |it: &mut CertificateParams| it.key_usages = vec![KeyUsagePurpose::CrlSign];
    let found = Against::default().objections(&Chain::good().with(1, cannot_sign), "sso_issuer");
    assert_eq!(found, ["not-a-ca"]);
}

#[test]
fn what_the_cluster_has_already() {
    let chain = Chain::good();
    let pems = chain.pems();
    let submission = |files: &[&String]| {
        let mut material = Material::default();
        files.iter().for_each(|pem| material.add("file", pem.as_str()));
        material.add("key", chain.key_pem());
        sort(&material, "proxy").submissions.remove(0)
    };
    let [whole, without_root] = [&pems[..], &pems[..2]].map(|it| submission(&Vec::from_iter(it)));
    let ids = |current: &Item| {
        let objected = against(current).check(&whole, &SignatureResults::default());
        objected.iter().map(|it| it.check.id()).collect::<Vec<_>>()
    };
    assert!(ids(whole.item()).contains(&"unchanged"));
    assert!(!ids(without_root.item()).contains(&"unchanged"));
    assert!(!ids(without_root.item()).contains(&"key-reused"));
}

#[test]
fn notes() {
    let good = Chain::good();
    let renewed = good.clone().with(0, |it| it.not_after = date_time_ymd(2027, 6, 2));
    let ids = |current: &Chain, name: &str| {
        let current = current.item(name);
        let material = renewed.material();
        let signatures = verified(&material);
        let submission = sort(&material, name).submissions.remove(0);
        let against = Against { current: Some(&current), ..Against::default() };
        let objected = against.check(&submission, &signatures);
        let notes = objected.iter().filter(|it| it.severity == Severity::Note);
        notes.map(|it| it.check.id()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&good, "proxy"), ["long-validity", "key-reused"]);
    let other = Chain { certificates: vec![(named("other"), 3)], key: 3 };
    assert_eq!(ids(&other, "data_internode_encryption"), ["long-validity", "not-rotated"]);
}

/// An RSA key whose numbers don't fit together has the certificate's modulus.
#[test]
fn a_damaged_key() {
    let mut der = FOLDER.file("rsa.pkcs1.der");
    // In the first prime, after the header, modulus, and both exponents.
    let at = 1000;
    der[at] ^= 1;
    let mut material = FOLDER.material(&["rsa.crt", "chain.pem"]);
    material.add("key", der);
    let submission = sort(&material, "proxy").submissions.remove(0);
    let objected = Against::default().check(&submission, &verified(&material));
    let ids: Vec<_> = objected.iter().map(|it| it.check.id()).collect();
    assert!(ids.contains(&"key-damaged") && !ids.contains(&"key-not-compared"), "{ids:?}");
}

#[test]
fn ids_are_unique_and_every_check_has_a_label() {
    let ids: Vec<_> = Check::all().map(Check::id).collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    assert!(Check::all().all(|check| !check.label().0.is_empty() && !check.id().is_empty()));
}
