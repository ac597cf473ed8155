//! Facts of certificates that rows can be filtered by, as texts to choose from.

use crate::inventory::Inventory;
use crate::inventory::item::Item;
use crate::text::sorted::sorted;
use crate::x509::algorithm::SignatureAlgorithm;
use crate::x509::certificate::Certificate;

/// The issuers of the items' own certificates, as they are shown, in order and each once.
#[must_use]
pub fn issuers(inventory: &Inventory) -> Vec<String> {
    distinct(inventory.iter().flat_map(Item::own).filter_map(issuer).collect())
}

/// The signature algorithms of all certificates, those of chains too, likewise.
#[must_use]
pub fn signatures(inventory: &Inventory) -> Vec<String> {
    let all = inventory.iter().flat_map(|item| &item.certificates);
    distinct(all.filter_map(signature).map(str::to_owned).collect())
}

fn distinct(found: Vec<String>) -> Vec<String> {
    let mut found = sorted(found, String::cmp);
    found.dedup();
    found
}

pub(super) fn issuer(certificate: &Certificate) -> Option<String> {
    certificate.issuer.as_ref().ok().map(ToString::to_string)
}

pub(super) fn signature(certificate: &Certificate) -> Option<&str> {
    certificate.signature.as_ref().ok().map(SignatureAlgorithm::shown_name)
}
