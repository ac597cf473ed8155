//! Digests needed only to view a certificate, so computed on demand: this speeds up decoding a
//! list.

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
    /// If there is none.
    pub fn spki_sha256(&self) -> Part<[u8; 32]> {
        self.spki().map(|spki| Sha256::digest(spki).into())
    }
}
