//! What an item without errors and warnings was checked for.

use cert_inventory::{Context, Item, SignatureResults, checks};

use crate::der::{Parts, oid, pem, sequence, tlv};
use crate::export::context;
use crate::support::{ec_key, fixture, good, inventory, item, leaf, named, signed};

fn checked(item: &Item, context: &Context<'_>) -> (String, String) {
    let list = |labels: Vec<cert_inventory::Label>| {
        labels.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let checks = checks(item, context, &[]);
    (list(checks.passed), list(checks.open))
}

#[test]
fn what_could_not_be_decided_is_not_said_to_be_ok() {
    let api = item(&[("api_cert", &good())]);
    let facts = "dates, encoding, permitted uses, the cluster’s names, key size and algorithms, \
                 order of the chain";
    let open = "signatures, private key".to_owned();
    assert_eq!(checked(&api, &context()), (facts.to_owned(), open));
    let unknown = Context { fqdn: None, ..context() };
    let open = checked(&api, &unknown).1;
    assert_eq!(open, "the cluster’s names, signatures, private key");
    let signatures: SignatureResults = signature_verifier::check_signatures([&api]);
    let verified = Context { signatures: &signatures, ..context() };
    let (passed, open) = checked(&api, &verified);
    assert!(passed.ends_with(", signatures"), "{passed}");
    assert_eq!(open, "private key");

    // Neither names, nor a chain, nor a key.
    let issuer = item(&[("sso_issuer_cert", &named("idp.example.com", (2027, 6, 1)))]);
    let facts = "dates, encoding, key size and algorithms";
    assert_eq!(checked(&issuer, &context()), (facts.to_owned(), "signatures".to_owned()));

    let pair = |key: &str| {
        item(&[("of_somebody_cert", &fixture("p256.cert.pem")), ("of_somebody_key", &fixture(key))])
    };
    assert!(checked(&pair("p256.pkcs8.pem"), &context()).0.ends_with(", private key"));
    assert!(checked(&pair("p256.pkcs8-no-public.pem"), &context()).1.ends_with(", private key"));
}

/// An issuer that another entry has counts as much as one of the same entry.
#[test]
fn a_signature_verified_elsewhere_is_not_open() {
    let alone = item(&[("sso_issuer_cert", &signed(&leaf(), &ec_key(), "Root"))]);
    let open = "signatures by issuers outside this entry".to_owned();
    assert_eq!(checked(&alone, &context()).1, open);
    let found = checks(&alone, &context(), &[0]);
    assert_eq!(found.open, []);
    assert_eq!(found.passed.last().unwrap().to_string(), "signatures");
}

/// A rule for its size or hash has to exist.
#[test]
fn keys_and_algorithms_that_no_rule_judges_are_not_checked() {
    let key = |algorithm: &[Vec<u8>], bits: &[u8]| sequence(&[sequence(algorithm), tlv(3, bits)]);
    let rsa = sequence(&[tlv(2, &[0x5a; 384]), tlv(2, &[1, 0, 1])]);
    let rsa = key(&[oid("1.2.840.113549.1.1.1"), tlv(5, &[])], &[vec![0], rsa].concat());
    let ec = |curve| key(&[oid("1.2.840.10045.2.1"), oid(curve)], &[0, 4, 1, 2]);
    let of = |kind| key(&[oid(kind)], &[0; 33]);
    let sha256_with_rsa = "1.2.840.113549.1.1.11";
    let rows = [
        (rsa.clone(), sha256_with_rsa, true),
        (ec("1.3.132.0.33"), "1.2.840.10045.4.3.2", true),
        (ec("1.2.840.10045.3.1.7"), sha256_with_rsa, true),
        (of("1.3.101.112"), "1.3.101.112", true),
        (of("1.3.101.113"), "1.3.101.113", true),
        // Too short, unknown, or without a curve.
        (ec("1.2.840.10045.3.1.1"), sha256_with_rsa, false),
        (ec("1.2.3.4"), sha256_with_rsa, false),
        (of("1.2.840.10045.2.1"), sha256_with_rsa, false),
        (of("1.2.840.10040.4.1"), sha256_with_rsa, false),
        (of("1.3.101.110"), sha256_with_rsa, false),
        (of("2.16.840.1.101.3.4.3.17"), sha256_with_rsa, false),
        (of("1.2.3.4"), sha256_with_rsa, false),
        (rsa.clone(), "1.2.3.4", false),
        (rsa.clone(), "2.16.840.1.101.3.4.3.17", false),
        // RSA-PSS without parameters.
        (rsa, "1.2.840.113549.1.1.10", false),
    ];
    for (at, (spki, signature, is_checked)) in rows.into_iter().enumerate() {
        let parts =
            Parts { spki, algorithm: sequence(&[oid(signature)]), ..Parts::self_issued("x") };
        let (passed, open) =
            checked(&item(&[("a_cert", &pem("CERTIFICATE", &parts.certificate()))]), &context());
        let what = "key size and algorithms";
        assert_eq!((passed.contains(what), open.contains(what)), (is_checked, !is_checked), "{at}");
    }
}

#[test]
fn keys_that_can_not_be_compared_are_counted() {
    let list = inventory(&[
        ("api_cert", &fixture("p256.cert.pem")),
        ("api_key", &fixture("p256.pkcs8.pem")),
        // Its certificate's key is known, but not whether it's the same.
        ("cm_cert", &fixture("rsa.cert.pem")),
        ("cm_key", &fixture("rsa.encrypted-pkcs8.pem")),
        ("proxy_key", &fixture("rsa.encrypted-legacy.pem")),
        ("sso_issuer_cert", &good()),
    ]);
    let mut counts = cert_inventory::Counts::default();
    list.iter().for_each(|item| counts.add(item, cert_inventory::Verdict::Ok));
    assert_eq!((counts.keys, counts.comparable_keys, counts.reused_keys), (3, 1, 0));
}
