//! Out-of-band changes: by another administrator, by the cluster's own rotation, or on a node's
//! command line. They require no role and ignore required names.

use std::{fs, io};

use pem::Pem;
use rcgen::{
    IsCa, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, PKCS_RSA_SHA256,
    SignatureAlgorithm, SigningKey,
};
use time::OffsetDateTime;
use x509_cert::{
    Certificate,
    der::{Decode, Encode, asn1::BitString, oid::ObjectIdentifier},
    ext::Extension,
    spki::AlgorithmIdentifierOwned,
};

use super::{Cluster, Entries, entries_of};
use crate::{
    certificates::{leaf, pkcs8_version_1},
    error::Error,
};

/// Why an out-of-band change failed.
#[derive(Debug)]
pub enum OutOfBandError {
    /// The name has no certificate.
    NotFound,
    /// The input or the existing certificate is unusable; the text says why.
    Unusable(String),
    /// A node's file can't be written or removed.
    Disk(io::Error),
}

impl Cluster {
    /// Issues a new certificate for the name, and a new key if it had one: same subject and
    /// extensions, self-signed, valid from now for 365 days.
    ///
    /// # Errors If the name has no certificate, or an unreadable one.
    pub fn replace(&mut self, name: &str) -> Result<(), OutOfBandError> {
        let [cert, key] = entries_of(name);
        let old = self.store.get(&cert).ok_or(OutOfBandError::NotFound)?;
        let (renewed, renewed_key) = renewed(old, 365).map_err(|error| {
            OutOfBandError::Unusable(format!(
                "The certificate for {name} can't be renewed: {error}."
            ))
        })?;
        let mut entries = Entries::from([(cert, renewed)]);
        if self.store.contains_key(&key) {
            entries.insert(key, renewed_key);
        }
        self.add(entries).map_err(OutOfBandError::Disk)
    }

    /// Sets the name's certificate, and its key or none.
    ///
    /// # Errors If `certificate` contains no certificate PEM block, or `key` no PEM block.
    pub fn put(
        &mut self,
        name: &str,
        certificate: String,
        key: Option<String>,
    ) -> Result<(), OutOfBandError> {
        if !blocks(&certificate).iter().any(is_certificate) {
            return Err(OutOfBandError::Unusable(
                "cert doesn't contain a PEM certificate.".to_owned(),
            ));
        }
        if key.as_ref().is_some_and(|key| blocks(key).is_empty()) {
            return Err(OutOfBandError::Unusable("key doesn't contain PEM.".to_owned()));
        }
        match self.remove(name) {
            Ok(()) | Err(OutOfBandError::NotFound) => {}
            Err(error) => return Err(error),
        }
        let [cert_entry, key_entry] = entries_of(name);
        let mut entries = Entries::from([(cert_entry, certificate)]);
        entries.extend(key.map(|key| (key_entry, key)));
        self.add(entries).map_err(OutOfBandError::Disk)
    }

    /// Removes the name from the store and every node, required or not, including the remains of a
    /// half deletion.
    ///
    /// # Errors If neither the store nor a node has anything for it.
    pub fn remove(&mut self, name: &str) -> Result<(), OutOfBandError> {
        let mut found = false;
        for entry in entries_of(name) {
            found |= self.store.remove(&entry).is_some();
            for node in &self.nodes {
                match fs::remove_file(node.file(&entry)) {
                    Ok(()) => found = true,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(OutOfBandError::Disk(error)),
                }
            }
        }
        if found { Ok(()) } else { Err(OutOfBandError::NotFound) }
    }
}

fn blocks(text: &str) -> Vec<Pem> {
    pem::parse_many(text).unwrap_or_default()
}

fn is_certificate(block: &Pem) -> bool {
    block.tag() == "CERTIFICATE"
}

/// A successor for the first certificate in `old`, and its key.
///
/// Key-specific fields come from a newly generated certificate, the rest from the old one. The
/// subject is copied byte for byte, whatever its string types.
pub(super) fn renewed(old: &str, days: i64) -> Result<(String, String), Error> {
    let blocks = blocks(old);
    let old = blocks.iter().find(|block| is_certificate(block)).ok_or("it isn't PEM")?;
    let old = Certificate::from_der(old.contents())?.tbs_certificate;
    let key = KeyPair::generate_for(algorithm(&old.subject_public_key_info.algorithm))?;
    let mut fresh = leaf(OffsetDateTime::now_utc(), "", 0, days);
    // An explicit value adds a key identifier.
    fresh.is_ca = IsCa::ExplicitNoCa;
    let mut new = Certificate::from_der(fresh.self_signed(&key)?.der())?;
    let tbs = &mut new.tbs_certificate;
    tbs.version = old.version;
    tbs.issuer = old.subject.clone();
    tbs.subject = old.subject;
    let own = tbs.extensions.take().unwrap_or_default();
    tbs.extensions = old.extensions.map(|kept| {
        let kept = kept.into_iter().filter(|extension| !names_a_key(extension));
        kept.chain(own.into_iter().filter(names_a_key)).collect()
    });
    new.signature = BitString::from_bytes(&key.sign(&tbs.to_der()?)?)?;
    Ok((pem::encode(&Pem::new("CERTIFICATE", new.to_der()?)), pkcs8_version_1(&key)?))
}

/// Subject and authority key identifiers.
fn names_a_key(extension: &Extension) -> bool {
    ["2.5.29.14", "2.5.29.35"].map(ObjectIdentifier::new_unwrap).contains(&extension.extn_id)
}

/// The old key's algorithm, if the seed uses it.
fn algorithm(old: &AlgorithmIdentifierOwned) -> &'static SignatureAlgorithm {
    let curve = old.parameters.as_ref().and_then(|curve| curve.decode_as().ok());
    match (old.oid.to_string().as_str(), curve.map(|oid: ObjectIdentifier| oid.to_string())) {
        ("1.2.840.113549.1.1.1", _) => &PKCS_RSA_SHA256,
        ("1.3.101.112", _) => &PKCS_ED25519,
        (_, Some(curve)) if curve == "1.3.132.0.34" => &PKCS_ECDSA_P384_SHA384,
        _ => &PKCS_ECDSA_P256_SHA256,
    }
}
