//! A cluster as installed: the seven names it generates certificates for, and no others.
//!
//! Matches a dump of a real one: the servers' certificates are self-signed, RSA 4096, SHA-256, with
//! serial number 1, valid for a year, without key usage, for the cluster's name and a wildcard
//! below it. Those for traffic between nodes are issued by an internal CA, which no response
//! includes, and valid for 90 days.

use std::thread;

use rcgen::{
    CertificateParams, CustomExtension, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth},
    KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize, SerialNumber,
};
use time::{Duration, OffsetDateTime};

use super::Authority;
use crate::{
    certificates::{authority, dns_names, pkcs8_version_1},
    cluster::{Entries, FQDN},
    error::Error,
};

const SERVERS: [&str; 5] = ["api", "cm", "proxy", "syncer", "metrics_exporter"];
const INTERNODE: [&str; 2] = ["ccs_internode_encryption", "data_internode_encryption"];

/// The entries of a cluster installed a day before `now`.
pub(super) fn entries(now: OffsetDateTime) -> Result<Entries, Error> {
    let internal_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let internal = authority(now, &format!("{FQDN} internal CA"));
    let internal = Authority::self_signed(internal, internal_key)?;
    let mut entries = Entries::new();
    for (name, key) in SERVERS.into_iter().chain(INTERNODE).zip(keys()?) {
        let mut params = params(now, name)?;
        let certificate = if INTERNODE.contains(&name) {
            params.not_after = params.not_before + Duration::days(90);
            params.signed_by(&key, &internal)?
        } else {
            params.serial_number = Some(SerialNumber::from(1));
            params.custom_extensions = vec![subject_key_identifier(&params, &key)];
            params.self_signed(&key)?
        };
        entries.insert(format!("{name}_cert"), certificate.pem());
        entries.insert(format!("{name}_key"), pkcs8_version_1(&key)?);
    }
    Ok(entries)
}

fn params(now: OffsetDateTime, name: &str) -> Result<CertificateParams, Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, FQDN);
    let unit = if name == "syncer" { "syncer" } else { "redisdb" };
    params.distinguished_name.push(DnType::OrganizationalUnitName, unit);
    params.distinguished_name.push(DnType::OrganizationName, "RedisLabs Enterprise Cluster");
    params.not_before = now - Duration::days(1);
    params.not_after = params.not_before + Duration::days(365);
    params.extended_key_usages = vec![ServerAuth, ClientAuth];
    params.subject_alt_names = dns_names(&[FQDN, &format!("*.{FQDN}")])?;
    Ok(params)
}

/// rcgen adds it only for authorities.
fn subject_key_identifier(params: &CertificateParams, key: &KeyPair) -> CustomExtension {
    let key_id = params.key_identifier(key);
    let length = u8::try_from(key_id.len()).unwrap_or_default();
    let octet_string = [&[4, length], key_id.as_slice()].concat();
    CustomExtension::from_oid_content(&[2, 5, 29, 14], octet_string)
}

/// RSA keys of this size take a second each.
fn keys() -> Result<Vec<KeyPair>, Error> {
    let make = || KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_4096);
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..SERVERS.len() + INTERNODE.len()).map(|_| scope.spawn(make)).collect();
        let keys = threads.into_iter().map(|thread| match thread.join() {
            Ok(key) => Ok(key?),
            Err(_) => Err("a key could not be made".into()),
        });
        keys.collect()
    })
}
