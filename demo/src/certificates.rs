//! Certificate templates and key formats.

use pem::Pem;
use pkcs8::{PrivateKeyInfo, der::Encode};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth},
    IsCa, KeyPair, KeyUsagePurpose, SanType,
};
use sec1::{EcParameters, EcPrivateKey};
use time::{Duration, OffsetDateTime};

use crate::error::Error;

/// A service's certificate, valid from and until these days from now.
pub fn leaf(now: OffsetDateTime, common_name: &str, from: i64, to: i64) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = distinguished_name(common_name);
    params.not_before = now + Duration::days(from);
    params.not_after = now + Duration::days(to);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages = vec![ServerAuth, ClientAuth];
    params.use_authority_key_identifier_extension = true;
    params
}

/// A certificate authority in the middle of its validity period.
pub fn authority(now: OffsetDateTime, common_name: &str) -> CertificateParams {
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

/// DNS names as subject alternative names.
pub fn dns_names(names: &[&str]) -> Result<Vec<SanType>, Error> {
    names.iter().map(|&name| Ok(SanType::DnsName(name.try_into()?))).collect()
}

/// As `RSA PRIVATE KEY`, the contents of a PKCS#8 wrapper.
pub fn pkcs1(key: &KeyPair) -> Result<String, Error> {
    let info = PrivateKeyInfo::try_from(key.serialized_der())?;
    Ok(pem::encode(&Pem::new("RSA PRIVATE KEY", info.private_key)))
}

/// As `EC PRIVATE KEY`, which includes the curve; in PKCS#8, the wrapper does.
pub fn sec1(key: &KeyPair) -> Result<String, Error> {
    let info = PrivateKeyInfo::try_from(key.serialized_der())?;
    let mut inner = EcPrivateKey::try_from(info.private_key)?;
    inner.parameters = Some(EcParameters::NamedCurve(info.algorithm.parameters_oid()?));
    Ok(pem::encode(&Pem::new("EC PRIVATE KEY", inner.to_der()?)))
}

/// As OpenSSL writes it: PKCS#8 version 1 has no public key next to the private one, and OpenSSL
/// 3.0 reads no other version.
pub fn pkcs8_version_1(key: &KeyPair) -> Result<String, Error> {
    let mut info = PrivateKeyInfo::try_from(key.serialized_der())?;
    info.public_key = None;
    Ok(pem::encode(&Pem::new("PRIVATE KEY", info.to_der()?)))
}
