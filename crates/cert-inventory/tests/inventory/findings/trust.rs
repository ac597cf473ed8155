//! The rules about what belongs together.

use cert_inventory::{Context, Rule, findings};
use rcgen::IsCa;

use super::{check, context, rules};
use crate::support::{
    RsaPublic, ca, ec_key, fixture, good, intermediate, item, leaf, now, root, signed,
};

#[test]
fn chains() {
    let key = RsaPublic::bits(3072);
    let (leaf, sub) = (signed(&leaf(), &key, "Sub"), intermediate("Sub", "Root"));
    let (root, other) = (root("Root"), root("Other"));
    check(
        Rule::ChainOutOfOrder,
        &[
            ("api", format!("{sub}{leaf}")),
            ("api", format!("{leaf}{root}{sub}")),
            ("api", format!("{root}{sub}{leaf}")),
            ("sso_issuer", format!("{root}{sub}{leaf}")),
        ],
        &[
            ("api", format!("{leaf}{sub}{root}")),
            ("api", format!("{leaf}{sub}")),
            ("mtls_trusted_ca", format!("{root}{sub}{other}")),
        ],
    );
    check(
        Rule::ChainIncomplete,
        &[("api", format!("{leaf}{root}")), ("future", format!("{leaf}{root}"))],
        &[
            // The root is optional, and of a leaf alone nobody can tell what signed it.
            ("api", format!("{leaf}{sub}")),
            ("api", leaf.clone()),
            ("api", format!("{leaf}{sub}{sub}")),
            ("api", format!("{leaf}{sub}{root}{other}")),
            ("mtls_trusted_ca", format!("{root}{other}")),
            ("mtls_trusted_ca", format!("{sub}{other}")),
        ],
    );
}

#[test]
fn key_mismatch() {
    let (key, other) = (ec_key(), ec_key());
    let certificate = signed(&leaf(), &key, "Root");
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
            ("api", leaf_of("Sub") + &no_flag("Sub")),
        ],
    );
}

#[test]
fn self_signed() {
    let key = ec_key();
    let mut params = leaf();
    // Only a certificate that a CA signed is asked for the cluster's names.
    params.subject_alt_names.clear();
    let own = params.self_signed(&key).unwrap().pem();
    check(
        Rule::SelfSigned,
        &[("api", own.clone()), ("ldap_client", own.clone()), ("future", own.clone())],
        &[("sso_issuer", own), ("mtls_trusted_ca", root("Root")), ("future", root("Root"))],
    );
}

#[test]
fn signature_invalid() {
    let chain = item(&[("api_cert", &good())]);
    let signed: Vec<_> = chain.signature_checks().map(|check| check.certificate).collect();
    assert_eq!(signed.len(), chain.certificates.len(), "each issuer is here");
    for certificate in signed {
        let context = Context { forged: &[certificate], ..context(now()) };
        let found = findings(&chain, &context);
        assert_eq!(found.iter().map(|f| f.rule).collect::<Vec<_>>(), [Rule::SignatureInvalid]);
    }
    let other = Context { forged: &[[7; 32]], ..context(now()) };
    assert_eq!(findings(&chain, &other), []);
}
