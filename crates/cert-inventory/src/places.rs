//! Each certificate once, with everywhere it stands: a CA is in the chain of many entries, and
//! its end is one event.

use std::collections::BTreeMap;

use crate::certificate::Certificate;
use crate::inventory::Item;

/// Where a certificate stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The logical name.
    pub name: String,
    /// Which certificate of the name's; the first that is sent is 0.
    pub index: usize,
    /// Whether the name is about this certificate.
    pub is_leaf: bool,
}

/// The certificates in the order in which they first occur, by their SHA-256.
pub(crate) fn distinct<'a>(
    items: impl IntoIterator<Item = &'a Item>,
) -> Vec<(&'a Certificate, Vec<Place>)> {
    let mut found: Vec<(&Certificate, Vec<Place>)> = Vec::new();
    let mut known: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    for item in items {
        for (index, certificate) in item.certificates.iter().enumerate() {
            let is_leaf = item.chain.leaf == Some(index);
            let place = Place { name: item.name.clone(), index, is_leaf };
            let at = *known.entry(certificate.sha256).or_insert(found.len());
            match found.get_mut(at) {
                Some((_, places)) => places.push(place),
                None => found.push((certificate, vec![place])),
            }
        }
    }
    found
}
