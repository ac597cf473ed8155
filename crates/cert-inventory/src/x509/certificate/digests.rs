//! Digests that only a person who looks at a certificate needs, and so computed
//! when they are asked for: to decode a list is faster without them.

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::asn1::der::Part;
use crate::x509::certificate::Certificate;

impl Certificate {
    /// SHA-1 fingerprint.
    #[must_use]
    pub fn sha1(&self) -> [u8; 20] {
        Sha1::digest(&self.der).into()
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn spki_sha256(&self) -> Part<[u8; 32]> {
        self.spki().map(|spki| Sha256::digest(spki).into())
    }
}
