//! The certificates that the cluster starts with: all eleven names, made new at
//! every start, so that "expires in 12 days" is true on any day.
//!
//! Each has its own story, told beside it; the README lists them.

use pem::Pem;
use pkcs8::{PrivateKeyInfo, der::Encode};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth},
    IsCa, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519,
    PKCS_RSA_SHA256, SanType,
};
use sec1::{EcParameters, EcPrivateKey};
use time::{Duration, OffsetDateTime};

use crate::{
    Error,
    cluster::{Entries, FQDN},
};

type Authority = CertifiedIssuer<'static, KeyPair>;

/// The entries of a cluster that has lived for a while, as of `now`.
///
/// # Errors
/// When a key or a certificate cannot be made.
pub fn entries(now: OffsetDateTime) -> Result<Entries, Error> {
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

    // A chain of three, every name a client may use: nothing to find.
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
    let api = with_cluster_names(leaf(now, FQDN, -25, 340))?.signed_by(&key, &issuing)?;
    let chain = api.pem() + &issuing.pem() + &root.pem();
    put("api", chain, Some(pkcs1(&key)?));

    // As the cluster makes them itself, and soon over.
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

    // Internal CA, 90 days; one sends its issuer along, the other does not.
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

    // About to expire, and not known by the cluster's names.
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let mut ldap = leaf(now, "ldap.example.com", -353, 12);
    ldap.extended_key_usages = vec![ClientAuth];
    ldap.subject_alt_names = names(&["ldap.example.com", "ldap2.example.com"])?;
    let ldap = ldap.signed_by(&key, &issuing)?;
    put("ldap_client", ldap.pem(), Some(key.serialize_pem()));

    // Several authorities in one value, with words around them.
    let mut trusted = String::new();
    for number in 1..=2 {
        let name = format!("Example Corp Device CA {number}");
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let certificate = authority(now, &name).self_signed(&key)?;
        trusted += &format!("# {name}\n{}", certificate.pem());
    }
    put("mtls_trusted_ca", trusted, None);

    // Not yet valid, and a subject that is more than ASCII.
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

/// A certificate for one service, valid from and to these days from now.
pub(crate) fn leaf(
    now: OffsetDateTime,
    common_name: &str,
    from: i64,
    to: i64,
) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = distinguished_name(common_name);
    params.not_before = now + Duration::days(from);
    params.not_after = now + Duration::days(to);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages = vec![ServerAuth, ClientAuth];
    params.use_authority_key_identifier_extension = true;
    params
}

fn authority(now: OffsetDateTime, common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = distinguished_name(common_name);
    params.not_before = now - Duration::days(700);
    params.not_after = now + Duration::days(2950);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn distinguished_name(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, "DE");
    name.push(DnType::OrganizationName, "Example Corp");
    name.push(DnType::CommonName, common_name);
    name
}

fn with_cluster_names(mut params: CertificateParams) -> Result<CertificateParams, Error> {
    params.subject_alt_names = names(&[
        FQDN,
        &format!("*.{FQDN}"),
        &format!("internal.{FQDN}"),
        &format!("*.internal.{FQDN}"),
    ])?;
    Ok(params)
}

fn names(names: &[&str]) -> Result<Vec<SanType>, Error> {
    names.iter().map(|&name| Ok(SanType::DnsName(name.try_into()?))).collect()
}

/// As `RSA PRIVATE KEY`: what PKCS#8 wraps.
fn pkcs1(key: &KeyPair) -> Result<String, Error> {
    let info = PrivateKeyInfo::try_from(key.serialized_der())?;
    Ok(pem::encode(&Pem::new("RSA PRIVATE KEY", info.private_key)))
}

/// As `EC PRIVATE KEY`, which names its curve: in PKCS#8 the wrapping does.
fn sec1(key: &KeyPair) -> Result<String, Error> {
    let info = PrivateKeyInfo::try_from(key.serialized_der())?;
    let mut inner = EcPrivateKey::try_from(info.private_key)?;
    inner.parameters = Some(EcParameters::NamedCurve(info.algorithm.parameters_oid()?));
    Ok(pem::encode(&Pem::new("EC PRIVATE KEY", inner.to_der()?)))
}

/// As OpenSSL writes it: the first version of PKCS#8 has no public key beside
/// the private one, and OpenSSL 3.0 reads no other.
pub(crate) fn pkcs8_version_1(key: &KeyPair) -> Result<String, Error> {
    let mut info = PrivateKeyInfo::try_from(key.serialized_der())?;
    info.public_key = None;
    Ok(pem::encode(&Pem::new("PRIVATE KEY", info.to_der()?)))
}
