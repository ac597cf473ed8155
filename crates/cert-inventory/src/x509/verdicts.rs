//! What became of checks of signatures, which a browser makes.

use std::collections::BTreeMap;

use crate::x509::certificate::Certificate;
use crate::x509::signature_check::SignatureCheck;

/// Whether certificates were signed by keys, by the SHA-256 of a certificate and of one that has
/// the key. A check that could not be made is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts(BTreeMap<[[u8; 32]; 2], bool>);

impl Verdicts {
    /// No verdict at all.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: Verdicts = Verdicts(BTreeMap::new());
        &NONE
    }

    /// Takes the outcome of a check.
    pub fn insert(&mut self, check: &SignatureCheck<'_>, is_valid: bool) {
        self.0.insert([check.certificate, check.issuer], is_valid);
    }

    /// Takes the verdicts of another.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Whether `issuer` signed a certificate; `None` where that was not found out.
    #[must_use]
    pub fn of(&self, certificate: &Certificate, issuer: &Certificate) -> Option<bool> {
        self.0.get(&[certificate.sha256, issuer.sha256]).copied()
    }
}
