//! Results of the browser's signature checks.

use std::collections::BTreeMap;

use crate::x509::certificate::Certificate;
use crate::x509::signature_check::SignatureCheck;

/// Whether a key signed a certificate, by the SHA-256 of the certificate and of the key's
/// certificate. Checks that couldn't run are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignatureResults(BTreeMap<[[u8; 32]; 2], bool>);

impl SignatureResults {
    /// No results.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: SignatureResults = SignatureResults(BTreeMap::new());
        &NONE
    }

    /// Records a check's result.
    pub fn insert(&mut self, check: &SignatureCheck<'_>, is_valid: bool) {
        self.0.insert([check.certificate, check.issuer], is_valid);
    }

    /// Merges another's results.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Whether `issuer` signed a certificate; `None` if not checked.
    #[must_use]
    pub fn of(&self, certificate: &Certificate, issuer: &Certificate) -> Option<bool> {
        self.0.get(&[certificate.sha256, issuer.sha256]).copied()
    }
}
