//! The cluster's initial certificates, generated at every start, so that "expires in 12 days" is
//! always true.
//!
//! This module has the museum: all eleven names, each with its own problem; the README lists them.

mod factory;

use rcgen::{
    CertificateParams, CertifiedIssuer, DnType,
    ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth},
    KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256,
};
use time::OffsetDateTime;

use crate::{
    certificates::{authority, dns_names, leaf, pkcs1, pkcs8_version_1, sec1},
    cluster::{Entries, FQDN},
    error::Error,
};

/// The cluster's initial certificates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Seed {
    /// All names, with all kinds of problems.
    #[default]
    Museum,
    /// What a cluster generates at installation, without problems.
    Factory,
}

impl Seed {
    /// The entries, as of `now`.
    ///
    /// # Errors If a key or certificate can't be generated.
    pub fn entries(self, now: OffsetDateTime) -> Result<Entries, Error> {
        match self {
            Self::Museum => museum(now),
            Self::Factory => factory::entries(now),
        }
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

/// The seed alone, for tests that need certificates but no server.
///
/// # Errors If a key or certificate can't be generated.
pub fn seed() -> Result<Entries, Error> {
    Seed::Museum.entries(OffsetDateTime::now_utc().truncate_to_second())
}

/// The entries of a cluster that has run for a while, as of `now`.
fn museum(now: OffsetDateTime) -> Result<Entries, Error> {
    let mut entries = Entries::new();
    let mut put = |name: &str, certificate: String, key: Option<String>| {
        entries.insert(format!("{name}_cert"), certificate);
        if let Some(key) = key {
            entries.insert(format!("{name}_key"), key);
        }
    };
    let root_key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384)?;
    let root = Authority::self_signed(authority(now, "Example Corp Root CA"), root_key)?;
    let issuing_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let issuing = authority(now, "Example Corp Issuing CA 1");
    let issuing = Authority::signed_by(issuing, issuing_key, &root)?;
    let internode_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let internode = authority(now, "cluster.example.com internode CA");
    let internode = Authority::self_signed(internode, internode_key)?;

    // A chain of three, with every name clients may use: no findings.
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
    let api = with_cluster_names(leaf(now, FQDN, -25, 340))?.signed_by(&key, &issuing)?;
    let chain = api.pem() + &issuing.pem() + &root.pem();
    put("api", chain, Some(pkcs1(&key)?));

    // As the cluster generates it, and expiring soon.
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
    let cm = with_cluster_names(leaf(now, FQDN, -345, 20))?.self_signed(&key)?;
    put("cm", cm.pem(), Some(key.serialize_pem()));

    // Lacks clientAuth.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let mut proxy = with_cluster_names(leaf(now, FQDN, -100, 265))?;
    proxy.extended_key_usages = vec![ServerAuth];
    put("proxy", proxy.self_signed(&key)?.pem(), Some(sec1(&key)?));

    // The key belongs to another certificate.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384)?;
    let other_key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384)?;
    let syncer = with_cluster_names(leaf(now, FQDN, -60, 305))?.signed_by(&key, &issuing)?;
    let chain = syncer.pem() + &issuing.pem();
    put("syncer", chain, Some(other_key.serialize_pem()));

    let key = KeyPair::generate_for(&PKCS_ED25519)?;
    let metrics = with_cluster_names(leaf(now, FQDN, -30, 335))?.self_signed(&key)?;
    put("metrics_exporter", metrics.pem(), Some(pkcs8_version_1(&key)?));

    // Internal CA, 90 days; one includes its issuer, the other doesn't.
    for (plane, with_issuer) in [("ccs", false), ("data", true)] {
        let key = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
        let common_name = format!("{plane}.internode.{FQDN}");
        let node = leaf(now, &common_name, -15, 75).signed_by(&key, &internode)?;
        let issuer = if with_issuer { internode.pem() } else { String::new() };
        put(
            &format!("{plane}_internode_encryption"),
            node.pem() + &issuer,
            Some(key.serialize_pem()),
        );
    }

    // About to expire, and without the cluster's names.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let mut ldap = leaf(now, "ldap.example.com", -353, 12);
    ldap.extended_key_usages = vec![ClientAuth];
    ldap.subject_alt_names = dns_names(&["ldap.example.com", "ldap2.example.com"])?;
    let ldap = ldap.signed_by(&key, &issuing)?;
    put("ldap_client", ldap.pem(), Some(key.serialize_pem()));

    // Several authorities in one value, with text around them.
    let mut trusted = String::new();
    for number in 1..=2 {
        let name = format!("Example Corp Device CA {number}");
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let certificate = authority(now, &name).self_signed(&key)?;
        trusted += &format!("# {name}\n{}", certificate.pem());
    }
    put("mtls_trusted_ca", trusted, None);

    // Not yet valid, with non-ASCII characters in the subject.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let mut service = leaf(now, "Anmeldung für Köln", 6, 371);
    let organization = "Müller & Söhne, Straßenbau";
    service.distinguished_name.push(DnType::OrganizationName, organization);
    let service = service.self_signed(&key)?;
    put("sso_service", service.pem(), Some(key.serialize_pem()));

    // Expired; saved on Windows.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let issuer = leaf(now, "idp.example.com", -395, -30).self_signed(&key)?;
    put("sso_issuer", issuer.pem().replace('\n', "\r\n"), None);

    Ok(entries)
}

fn with_cluster_names(mut params: CertificateParams) -> Result<CertificateParams, Error> {
    params.subject_alt_names = dns_names(&[
        FQDN,
        &format!("*.{FQDN}"),
        &format!("internal.{FQDN}"),
        &format!("*.internal.{FQDN}"),
    ])?;
    Ok(params)
}
