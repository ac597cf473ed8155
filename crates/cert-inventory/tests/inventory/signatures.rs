//! Several certificates with the same name: what identifiers, kinds of keys, and verified
//! signatures show about their issuers.

use cert_inventory::{
    Certificate, Context, Item, KeyMatch, Link, Rule, Thresholds, findings, read_pem,
};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256};

use crate::support::{FQDN, ca, ec_key, good, inventory, item, leaf, now, signed_with};
use Link::{IssuedBy, IssuerMissing, SelfSigned};
use signature_verifier::{check_signatures, verify};

/// The links by names and identifiers, the links after signature checks, and the broken rules.
fn told(item: &Item) -> (Vec<Link>, Vec<Link>, Vec<Rule>) {
    let signatures = check_signatures([item]);
    let (thresholds, fqdn) = (Thresholds::default(), Some(FQDN));
    let context = Context {
        now: now(),
        fqdn,
        thresholds,
        versions: &[],
        license: None,
        signatures: &signatures,
    };
    let rules = findings(item, &context).iter().map(|finding| finding.rule).collect();
    (item.chain.links.clone(), item.with_signatures(&signatures).chain.links.clone(), rules)
}

/// A leaf with its CA's name.
fn namesake() -> CertificateParams {
    let mut params = leaf();
    params.subject_alt_names.clear();
    params
}

fn named_ca() -> CertificateParams {
    let mut params = ca(FQDN);
    params.distinguished_name.push(DnType::CommonName, FQDN);
    params
}

#[test]
fn a_key_of_another_kind_did_not_sign_it() {
    let rsa = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let (key, authority) = (ec_key(), named_ca());
    let chain = signed_with(&namesake(), &key, &authority, &rsa);
    let root = authority.self_signed(&rsa).unwrap().pem();
    let pair = |chain: &str| item(&[("api_cert", chain), ("api_key", &key.serialize_pem())]);
    let (likely, settled, rules) = told(&pair(&(chain.clone() + &root)));
    assert_eq!(likely, [IssuedBy(1), SelfSigned]);
    assert_eq!(settled, likely);
    assert!(rules.contains(&Rule::SanMissing) && !rules.contains(&Rule::SelfSigned), "{rules:?}");
    let (likely, _, rules) = told(&pair(&chain));
    assert_eq!(likely, [IssuerMissing]);
    assert!(!rules.contains(&Rule::SelfSigned), "{rules:?}");
}

#[test]
fn a_leaf_of_its_ca_s_name_is_not_self_signed() {
    let (key, ca_key, authority) = (ec_key(), ec_key(), named_ca());
    let chain = signed_with(&namesake(), &key, &authority, &ca_key);
    let root = authority.self_signed(&ca_key).unwrap().pem();
    let pair = |chain: &str| item(&[("api_cert", chain), ("api_key", &key.serialize_pem())]);
    let both = pair(&(chain.clone() + &root));
    assert_eq!(told(&both).1, [IssuedBy(1), SelfSigned]);
    // The root first: the leaf is still found, and thus the matching key.
    let turned = pair(&(root + &chain));
    assert_eq!(told(&turned).1, [SelfSigned, IssuedBy(0)]);
    let signatures = check_signatures([&turned]);
    assert_eq!(turned.with_signatures(&signatures).key_match, KeyMatch::Matches);
    let (likely, settled, rules) = told(&pair(&chain));
    // Alone, only the signature shows it.
    assert_eq!((likely, settled), (vec![SelfSigned], vec![IssuerMissing]));
    assert!(!rules.contains(&Rule::SelfSigned) && !rules.contains(&Rule::SignatureInvalid));
}

#[test]
fn a_renewed_ca_beside_its_old_one() {
    let (key, old_key, new_key) = (ec_key(), ec_key(), ec_key());
    let chain = signed_with(&leaf(), &key, &ca("Root"), &new_key);
    let [old, new] = [&old_key, &new_key].map(|key| ca("Root").self_signed(key).unwrap().pem());
    let of = |entries: &[&str]| item(&[("future_cert", &entries.concat())]);
    let (likely, settled, rules) = told(&of(&[&chain, &old, &new]));
    assert_eq!(likely, [IssuedBy(1), SelfSigned, SelfSigned]);
    assert_eq!(settled, [IssuedBy(2), SelfSigned, SelfSigned]);
    assert_eq!(rules, []);
    let (_, settled, rules) = told(&of(&[&chain, &new, &old]));
    assert_eq!((settled, rules), (vec![IssuedBy(1), SelfSigned, SelfSigned], vec![]));
    // Only the old one: clients that receive this chain see an invalid signature.
    let (_, settled, rules) = told(&of(&[&chain, &old]));
    assert_eq!((settled, rules), (vec![IssuedBy(1), SelfSigned], vec![Rule::SignatureInvalid]));
}

#[test]
fn a_rollover_certificate_is_signed_by_the_old_key() {
    let (old_key, new_key) = (ec_key(), ec_key());
    let old = ca("Root").self_signed(&old_key).unwrap().pem();
    let new_with_old = signed_with(&ca("Root"), &new_key, &ca("Root"), &old_key);
    let new = ca("Root").self_signed(&new_key).unwrap().pem();
    let of = |pem: String| told(&item(&[("mtls_trusted_ca_cert", &pem)]));
    let (_, settled, rules) = of(format!("{old}{new_with_old}{new}"));
    assert_eq!((settled, rules), (vec![SelfSigned, IssuedBy(0), SelfSigned], vec![]));
    // Without the old one, nothing is forged: its issuer isn't here.
    let (_, settled, rules) = of(format!("{new_with_old}{new}"));
    assert_eq!((settled, rules), (vec![IssuerMissing, SelfSigned], vec![]));
}

/// Changes the last byte of its signature.
fn damaged(pem: &str) -> String {
    let mut der = read_pem(pem).certificates.remove(0).der;
    *der.last_mut().unwrap() ^= 1;
    Certificate::decode(&der).unwrap().to_pem()
}

#[test]
fn what_no_candidate_signed_is_damaged_or_forged() {
    let whole = good();
    assert_eq!(told(&item(&[("future_cert", &whole)])).2, []);
    let root = read_pem(&whole).certificates.remove(1).to_pem();
    let (_, links, rules) = told(&item(&[("future_cert", &(damaged(&whole) + &root))]));
    assert_eq!((links, rules), (vec![IssuedBy(1), SelfSigned], vec![Rule::SignatureInvalid]));
    // Nothing verifies a root's own signature, and another key with its name may have made it.
    let leaf = read_pem(&whole).certificates.remove(0).to_pem();
    let (_, links, rules) = told(&item(&[("future_cert", &(leaf + &damaged(&root)))]));
    assert_eq!((links, rules), (vec![IssuedBy(1), IssuerMissing], vec![]));
}

/// One check per candidate, however many certificates have the issuer's name.
#[test]
fn only_some_of_many_same_named_issuers_are_tried() {
    let root = ca("Root").self_signed(&ec_key()).unwrap().pem();
    let pem: String = (0..300).map(|_| root.as_str()).collect();
    let item = item(&[("mtls_trusted_ca_cert", &pem)]);
    let checks = item.signature_checks().count();
    assert!((300..300 * 20).contains(&checks), "{checks}");
}

#[test]
fn an_issuer_under_another_name_verifies_a_signature() {
    let (key, ca_key, other_key) = (ec_key(), ec_key(), ec_key());
    let authority = ca("Corp CA");
    let leaf = signed_with(&leaf(), &key, &authority, &ca_key);
    let root = authority.self_signed(&ca_key).unwrap().pem();
    let namesake = ca("Corp CA").self_signed(&other_key).unwrap().pem();
    let stranger = ca("Other CA").self_signed(&other_key).unwrap().pem();
    let list = |trusted: &str, leaf: &str| {
        let trusted = format!("{namesake}{trusted}{stranger}");
        inventory(&[("ldap_client_cert", leaf), ("mtls_trusted_ca_cert", &trusted)])
    };
    let found = list(&root, &leaf);
    let client = found.item("ldap_client").unwrap();
    let candidates = found.issuers_elsewhere(client, 0);
    let checks: Vec<_> = candidates
        .iter()
        .map(|(name, issuer)| {
            let check = client.certificates[0].signature_check(issuer).unwrap();
            (*name, verify(&check).unwrap())
        })
        .collect();
    // Identifiers tell the namesake, where both have them.
    assert_eq!(checks.iter().filter(|(_, is_valid)| *is_valid).count(), 1, "{checks:?}");
    assert!(checks.iter().all(|(name, _)| *name == "mtls_trusted_ca"));
    // Not where the entry has the issuer itself.
    let complete = list(&root, &(leaf.clone() + &root));
    assert!(complete.issuers_elsewhere(complete.item("ldap_client").unwrap(), 0).is_empty());
    assert!(found.issuers_elsewhere(client, 7).is_empty());
}
