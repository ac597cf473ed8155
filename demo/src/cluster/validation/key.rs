//! The private key: that it can be read, and belongs to the certificate.

use rcgen::{KeyPair, PublicKeyData};
use x509_parser::{prelude::X509Certificate, public_key::PublicKey};

use super::{Flaw, invalid};

/// The key is in PKCS#1, PKCS#8, or SEC1, isn't encrypted, and is the certificate's.
pub(super) fn matches(pem: &str, leaf: &X509Certificate) -> Result<(), Flaw> {
    let Ok(key) = KeyPair::from_pem(pem) else {
        return invalid("the private key can't be read; it may be encrypted");
    };
    if key.der_bytes() != leaf.public_key().subject_public_key.data.as_ref() {
        return invalid("the private key doesn't match the certificate");
    }
    Ok(())
}

/// RSA has at least 2048 bits.
pub(super) fn is_strong(leaf: &X509Certificate) -> Result<(), Flaw> {
    match leaf.public_key().parsed() {
        Ok(PublicKey::RSA(key)) if key.key_size() < 2048 => invalid("the RSA key is too short"),
        Ok(_) => Ok(()),
        Err(_) => invalid("the public key can't be read"),
    }
}

pub(super) fn is_rsa(leaf: &X509Certificate) -> bool {
    matches!(leaf.public_key().parsed(), Ok(PublicKey::RSA(_)))
}
