//! Rules about relationships between certificates and keys.

use cert_inventory::{Rule, Severity, findings};
use rcgen::IsCa;

use super::{check, context, rules};
use crate::support::{
    RsaPublic, ca, ec_key, fixture, good, intermediate, item, leaf, named, now, root, signed,
    signed_with,
};

#[test]
fn chains() {
    let key = RsaPublic::bits(3072);
    let (leaf, sub) = (signed(&leaf(), &key, "Sub"), intermediate("Sub", "Root"));
    let root = root("Root");
    check(
        Rule::ChainOutOfOrder,
        &[
            ("api", format!("{sub}{leaf}{root}")),
            ("api", format!("{leaf}{root}{sub}")),
            ("api", format!("{root}{sub}{leaf}")),
            ("sso_issuer", format!("{root}{sub}{leaf}")),
        ],
        &[
            ("api", format!("{leaf}{sub}{root}")),
            ("sso_issuer", format!("{leaf}{sub}")),
            ("mtls_trusted_ca", format!("{root}{sub}{}", crate::support::root("Other"))),
        ],
    );
}

#[test]
fn pairs_have_their_root() {
    let key = RsaPublic::bits(3072);
    let (alone, sub, root) =
        (signed(&leaf(), &key, "Sub"), intermediate("Sub", "Root"), root("Root"));
    let mut ninety_days = leaf();
    ninety_days.not_after = rcgen::date_time_ymd(2026, 11, 30);
    ninety_days.not_before = rcgen::date_time_ymd(2026, 9, 1);
    let ninety_days = signed(&ninety_days, &key, "Sub");
    let own = leaf().self_signed(&ec_key()).unwrap().pem();
    let lacks = |name: &str, pem: &str| {
        let found = item(&[(&format!("{name}_cert"), pem)]);
        rules(&found).contains(&Rule::ChainIncomplete)
    };
    for name in ["api", "cm", "proxy", "syncer", "metrics_exporter", "ldap_client", "sso_service"] {
        assert!(lacks(name, &alone) && lacks(name, &format!("{alone}{sub}")), "{name}");
        assert!(!lacks(name, &format!("{alone}{sub}{root}")) && !lacks(name, &own), "{name}");
    }
    // Between nodes it is an error, except for those that the cluster makes.
    for name in ["ccs_internode_encryption", "data_internode_encryption"] {
        let error = |pem: &str| {
            let found = findings(&item(&[(&format!("{name}_cert"), pem)]), &context(now()));
            let chain =
                found.into_iter().filter(|finding| finding.rule.id().contains("incomplete"));
            chain.map(|finding| (finding.rule, finding.severity)).collect::<Vec<_>>()
        };
        let expected = [(Rule::InternodeChainIncomplete, Severity::Error)];
        assert_eq!(error(&alone), expected, "{name}");
        assert_eq!(error(&format!("{alone}{sub}")), expected, "{name}");
        for pem in [&format!("{alone}{sub}{root}"), &own, &ninety_days] {
            assert_eq!(error(pem), [], "{name}");
        }
    }
    for name in ["sso_issuer", "mtls_trusted_ca", "future"] {
        assert!(!lacks(name, &alone) && !lacks(name, &format!("{alone}{sub}")), "{name}");
    }
    assert!(lacks("future", &format!("{alone}{root}")), "one between is missing");
    let found = findings(&item(&[("api_cert", &format!("{alone}{sub}"))]), &context(now()));
    let meaning = found[0].meaning.to_string();
    assert!(
        meaning.starts_with(
            "The entry doesn’t include the issuer of certificate 2 of 2 (CN=Sub): CN=Root."
        ),
        "{meaning}"
    );
}

#[test]
fn unrelated_blocks_are_reported() {
    let key = RsaPublic::bits(3072);
    let (chain, other) = (good(), root("Other"));
    let own = leaf().self_signed(&ec_key()).unwrap().pem();
    let unrelated = |pem: &str| {
        let item = item(&[("api_cert", pem)]);
        let found = rules(&item).iter().filter(|rule| **rule == Rule::ChainStray).count();
        assert_eq!(found > 0, !item.chain.unrelated.is_empty());
        item.chain.unrelated
    };
    assert_eq!(unrelated(&chain), [0usize; 0]);
    assert_eq!(unrelated(&format!("{chain}{other}")), [2]);
    assert_eq!(
        unrelated(&format!("{own}{}{other}", named("old.example.com", (2027, 1, 1)))),
        [1, 2]
    );
    assert_eq!(unrelated(&(signed(&leaf(), &key, "Sub") + &other)), [1]);
    check(
        Rule::ChainStray,
        &[("api", format!("{chain}{other}")), ("ldap_client", format!("{chain}{other}"))],
        &[("sso_issuer", format!("{chain}{other}")), ("mtls_trusted_ca", root("Root") + &other)],
    );
}

/// The same name and key also certified by an older root: complete, wherever it is.
#[test]
fn a_cross_signed_root_beside_the_root() {
    let (new_key, old_key) = (ec_key(), ec_key());
    let new = ca("New").self_signed(&new_key).unwrap().pem();
    let cross = signed_with(&ca("New"), &new_key, &ca("Old"), &old_key);
    let old = ca("Old").self_signed(&old_key).unwrap().pem();
    let sub = signed_with(&ca("Sub"), &old_key, &ca("New"), &new_key);
    let leaf = signed_with(&leaf(), &RsaPublic::bits(3072), &ca("Sub"), &old_key);
    check(
        Rule::ChainIncomplete,
        &[],
        &[
            ("api", format!("{leaf}{sub}{cross}{new}")),
            ("api", format!("{leaf}{sub}{new}{cross}")),
            ("api", format!("{leaf}{sub}{cross}{old}{new}")),
            ("api", format!("{leaf}{sub}{new}{cross}{old}")),
            ("api", format!("{leaf}{sub}{cross}{old}")),
            ("sso_service", format!("{leaf}{sub}{cross}{new}")),
        ],
    );
    for (pem, path) in [
        (format!("{leaf}{sub}{cross}{new}"), vec![0, 1, 3]),
        (format!("{leaf}{sub}{new}{cross}"), vec![0, 1, 2]),
        (format!("{leaf}{sub}{cross}{old}{new}"), vec![0, 1, 2, 3]),
        (format!("{leaf}{new}{cross}{sub}"), vec![0, 3, 1]),
    ] {
        assert_eq!(item(&[("api_cert", &pem)]).chain.path, path);
    }
}

#[test]
fn key_mismatch() {
    let (key, other) = (ec_key(), ec_key());
    let certificate = signed(&leaf(), &key, "Root") + &root("Root");
    let with = |key: &str| rules(&item(&[("api_cert", &certificate), ("api_key", key)]));
    assert_eq!(with(&other.serialize_pem()), [Rule::KeyMismatch]);
    assert_eq!(with(&key.serialize_pem()), []);
    assert_eq!(with(&fixture("rsa.encrypted-pkcs8.pem")), []);
    assert_eq!(with(&fixture("p256.sec1-no-public.pem")), []);
}

#[test]
fn ca_flag_missing() {
    let no_flag = |name| {
        let mut params = ca(name);
        params.is_ca = IsCa::NoCa;
        signed(&params, &ec_key(), "Root")
    };
    let leaf_of = |by| signed(&leaf(), &RsaPublic::bits(3072), by);
    check(
        Rule::CaFlagMissing,
        &[
            ("mtls_trusted_ca", no_flag("Sub")),
            ("mtls_trusted_ca", root("Root") + &no_flag("Sub")),
            ("sso_issuer", leaf_of("Sub") + &no_flag("Sub")),
        ],
        &[
            ("mtls_trusted_ca", root("Root") + &intermediate("Sub", "Root")),
            ("sso_issuer", leaf_of("Root")),
            ("sso_issuer", leaf_of("Sub") + &intermediate("Sub", "Root")),
            ("api", leaf_of("Sub") + &no_flag("Sub") + &root("Root")),
        ],
    );
}

#[test]
fn self_signed() {
    let key = ec_key();
    let mut params = leaf();
    // Only certificates signed by a CA need the cluster's names.
    params.subject_alt_names.clear();
    let own = params.self_signed(&key).unwrap().pem();
    check(
        Rule::SelfSigned,
        &[("api", own.clone()), ("ldap_client", own.clone()), ("future", own.clone())],
        &[("sso_issuer", own), ("mtls_trusted_ca", root("Root")), ("future", root("Root"))],
    );
}

/// Nothing verifies a root's own signature.
#[test]
fn a_root_may_have_signed_itself_with_sha_1() {
    let weak = super::with_rsa_signature(5);
    assert!(rules(&item(&[("api_cert", &weak)])).contains(&Rule::WeakSignature));
    let own = super::self_signed_with(5);
    assert!(!rules(&item(&[("mtls_trusted_ca_cert", &own)])).contains(&Rule::WeakSignature));
}

/// What has expired, and the finding's meaning and remedy.
#[test]
fn an_expired_chain_certificate_is_not_an_expired_leaf() {
    let (new_key, old_key, key) = (ec_key(), ec_key(), RsaPublic::bits(3072));
    let ended = |name: &str| {
        let mut params = ca(name);
        params.not_after = rcgen::date_time_ymd(2024, 9, 30);
        params
    };
    let new = ca("New").self_signed(&new_key).unwrap().pem();
    let cross = signed_with(&ended("New"), &new_key, &ca("Old"), &old_key);
    let old = ended("Old").self_signed(&old_key).unwrap().pem();
    let sub = signed_with(&ca("Sub"), &old_key, &ca("New"), &new_key);
    let good_leaf = signed_with(&leaf(), &key, &ca("Sub"), &old_key);
    let mut ended_leaf = leaf();
    ended_leaf.not_after = rcgen::date_time_ymd(2026, 11, 1);
    let ended_leaf = signed_with(&ended_leaf, &key, &ca("Sub"), &old_key);
    let told = |name: &str, pem: String| {
        let item = item(&[(&format!("{name}_cert"), &pem)]);
        let found = findings(&item, &context(now()));
        let ended = found.into_iter().find(|finding| finding.rule == Rule::Expired).unwrap();
        (ended.meaning.to_string(), ended.remedy.to_string())
    };
    let all = "expired.";
    let some = "Software that has a valid certificate with the same name and key doesn’t need it.";
    let nobody = "It isn’t needed: the other certificates are enough.";
    for (pem, which, follows, remedy) in [
        (format!("{ended_leaf}{sub}{new}"), "Certificate 1 of 3", all, "issue a new certificate"),
        (
            format!("{ended_leaf}{sub}{cross}"),
            "1 of 3 (CN=cluster.example.com) and certificate 3 of 3 (CN=New) have expired.",
            "",
            "issue a new certificate",
        ),
        (
            format!("{good_leaf}{sub}{cross}"),
            "Certificate 3 of 3 (CN=New) expired.",
            some,
            "current certificate",
        ),
        (
            format!("{good_leaf}{sub}{cross}{old}"),
            "3 of 4 (CN=New) and",
            some,
            "current certificate",
        ),
        (
            format!("{good_leaf}{sub}{cross}{new}"),
            "Certificate 3 of 4 (CN=New) expired.",
            nobody,
            "Leave it out.",
        ),
        (
            format!("{good_leaf}{sub}{new}{cross}"),
            "Certificate 4 of 4 (CN=New) expired.",
            nobody,
            "Leave it out.",
        ),
        (
            format!("{good_leaf}{sub}{cross}{old}{new}"),
            "3 of 5 (CN=New) and",
            nobody,
            "Leave it out.",
        ),
        (
            format!("{good_leaf}{sub}{new}{old}"),
            "Certificate 4 of 4 (CN=Old) expired.",
            nobody,
            "Leave it out.",
        ),
    ] {
        let (meaning, what_to_do) = told("api", pem);
        assert!(meaning.contains(which) && meaning.contains(follows), "{meaning}");
        assert!(what_to_do.contains(remedy), "{what_to_do}");
    }
    let (meaning, _) = told("mtls_trusted_ca", format!("{old}{new}"));
    assert!(meaning.ends_with("expired."), "{meaning}");
    let renewed = ca("Old").self_signed(&old_key).unwrap().pem();
    let (meaning, _) = told("mtls_trusted_ca", format!("{old}{renewed}"));
    assert!(meaning.contains(nobody), "{meaning}");
}

/// OpenSSL accepts a version 1 certificate, and one whose key usage allows signing, as a CA.
#[test]
fn roots_of_the_past() {
    use crate::der::{Parts, extension, sequence, tlv};
    let told = |parts: &Parts| {
        let pem = cert_inventory::Certificate::decode(&parts.certificate()).unwrap().to_pem();
        let found = findings(&item(&[("mtls_trusted_ca_cert", &pem)]), &context(now()));
        let missing = found.into_iter().find(|finding| finding.rule == Rule::CaFlagMissing);
        missing.unwrap().meaning.to_string()
    };
    let algorithm = sequence(&[crate::der::oid("1.3.101.112")]);
    let parts = Parts { algorithm, ..Parts::self_issued("Root") };
    let accepted = "OpenSSL accepts such a CA";
    assert!(told(&Parts { version: Vec::new(), ..parts.clone() }).contains(accepted));
    let usage = |bits: u8| vec![extension("2.5.29.15", true, &tlv(3, &[0, bits]))];
    assert!(told(&Parts { extensions: usage(4), ..parts.clone() }).contains(accepted));
    let none = vec![extension("2.5.29.19", true, &sequence(&[]))];
    for extensions in [usage(0x80), none, Vec::new()] {
        let meaning = told(&Parts { extensions, ..parts.clone() });
        assert!(
            meaning.ends_with("Certificates signed with its key aren’t accepted."),
            "{meaning}"
        );
    }
}

#[test]
fn an_empty_subject_is_named_by_its_first_san() {
    let mut params = leaf();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.not_after = rcgen::date_time_ymd(2026, 11, 1);
    let pem = signed(&params, &RsaPublic::bits(3072), "Root") + &root("Root");
    let found = findings(&item(&[("api_cert", &pem)]), &context(now()));
    let meaning = found[0].meaning.to_string();
    assert!(meaning.contains("Certificate 1 of 2 (DNS:cluster.example.com) expired."), "{meaning}");
    params.subject_alt_names.clear();
    let pem = signed(&params, &RsaPublic::bits(3072), "Root") + &root("Root");
    let found = findings(&item(&[("ldap_client_cert", &pem)]), &context(now()));
    let meaning = found[0].meaning.to_string();
    assert!(meaning.contains("Certificate 1 of 2 expired."), "{meaning}");
}
