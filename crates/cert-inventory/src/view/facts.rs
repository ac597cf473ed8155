//! Facts of certificates that rows can be filtered by, as texts to choose from.

use crate::inventory::Inventory;
use crate::text::sorted::sorted;
use crate::x509::algorithm::SignatureAlgorithm;
use crate::x509::certificate::Certificate;

/// The issuers of all certificates, as they are shown, in order and each once.
#[must_use]
pub fn issuers(inventory: &Inventory) -> Vec<String> {
    distinct(inventory, issuer)
}

/// The signature algorithms of all certificates, likewise.
#[must_use]
pub fn signatures(inventory: &Inventory) -> Vec<String> {
    distinct(inventory, |certificate| signature(certificate).map(str::to_owned))
}

fn distinct(inventory: &Inventory, of: fn(&Certificate) -> Option<String>) -> Vec<String> {
    let all = inventory.iter().flat_map(|item| &item.certificates).filter_map(of);
    let mut found = sorted(all.collect(), String::cmp);
    found.dedup();
    found
}

pub(super) fn issuer(certificate: &Certificate) -> Option<String> {
    certificate.issuer.as_ref().ok().map(ToString::to_string)
}

pub(super) fn signature(certificate: &Certificate) -> Option<&str> {
    certificate.signature.as_ref().ok().map(SignatureAlgorithm::shown_name)
}
