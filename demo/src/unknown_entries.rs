//! Entries that no healthy cluster has: unknown names, incomplete pairs, unusable keys and
//! certificates.

use pem::Pem;
use pkcs8::{LineEnding, PrivateKeyInfo, pkcs5::pbes2};
use rcgen::{CertifiedIssuer, KeyPair, PKCS_ECDSA_P256_SHA256};
use time::OffsetDateTime;

use crate::{
    certificates::{authority, leaf},
    cluster::Entries,
    error::Error,
};

/// The encrypted key's password, documented in the README.
const PASSWORD: &str = "demo-key";

/// Unknown names, incomplete pairs, encrypted keys, and text that isn't PEM.
///
/// # Errors If a key or certificate can't be generated.
pub fn entries() -> Result<Entries, Error> {
    let now = OffsetDateTime::now_utc();
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let certificate = |name: &str| -> Result<String, Error> {
        Ok(leaf(now, name, -10, 200).self_signed(&key)?.pem())
    };
    let ca_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let ca = CertifiedIssuer::self_signed(authority(now, "Example Corp Branch CA"), ca_key)?;
    let issued = leaf(now, "forged.example.com", -10, 200).signed_by(&key, &ca)?;
    let entries = [
        ("gateway_cert", certificate("gateway.example.com")?),
        ("gateway_key", key.serialize_pem()),
        ("branch office/Köln_cert", certificate("Köln")?),
        ("branch office/Köln_key", key.serialize_pem()),
        ("keyless_cert", certificate("keyless.example.com")?),
        ("spare_key", key.serialize_pem()),
        ("locked_cert", certificate("locked.example.com")?),
        ("locked_key", encrypted(&key)?),
        ("legacy_cert", certificate("legacy.example.com")?),
        ("legacy_key", traditionally_encrypted()?),
        ("forged_cert", forged(&issued.pem())? + &ca.pem()),
        ("notes_cert", "to be replaced next week".to_owned()),
        ("readme", "an entry that is neither _cert nor _key".to_owned()),
    ];
    Ok(entries.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
}

/// Names that can't be used in an API path: the two dot segments (RFC 3986, section 5.2.4).
///
/// # Errors If a key or certificate can't be generated.
pub fn unaddressable() -> Result<Entries, Error> {
    let now = OffsetDateTime::now_utc();
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    [".", ".."]
        .into_iter()
        .map(|name| {
            let common_name = format!("dots-{}.example.com", name.len());
            let certificate = leaf(now, &common_name, -10, 200).self_signed(&key)?;
            Ok((format!("{name}_cert"), certificate.pem()))
        })
        .collect()
}

/// Changes the last byte, which is part of the signature.
fn forged(certificate: &str) -> Result<String, Error> {
    let mut der = pem::parse(certificate)?.into_contents();
    if let Some(last) = der.last_mut() {
        *last ^= 1;
    }
    Ok(pem::encode(&Pem::new("CERTIFICATE", der)))
}

fn encrypted(key: &KeyPair) -> Result<String, Error> {
    let (salt, iv): ([u8; 16], [u8; 16]) = (rand::random(), rand::random());
    let cipher = pbes2::Parameters::pbkdf2_sha256_aes256cbc(2_000, &salt, &iv)
        .map_err(|error| error.to_string())?;
    let info = PrivateKeyInfo::try_from(key.serialized_der())?;
    let sealed = info.encrypt_with_params(cipher, PASSWORD)?;
    Ok(sealed.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF)?.to_string())
}

/// The older format, whose contents are opaque anyway: random bytes suffice.
fn traditionally_encrypted() -> Result<String, Error> {
    let bytes: [u8; 128] = rand::random();
    let mut pem = Pem::new("EC PRIVATE KEY", bytes);
    pem.headers_mut().add("Proc-Type", "4,ENCRYPTED")?;
    pem.headers_mut().add("DEK-Info", "AES-256-CBC,00112233445566778899AABBCCDDEEFF")?;
    Ok(pem::encode(&pem))
}
