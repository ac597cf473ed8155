//! Each certificate once, with everywhere it stands: a CA is in the chain of many entries, and
//! its end is one event.

use std::collections::BTreeMap;

use crate::inventory::item::Item;
use crate::x509::certificate::Certificate;

/// Where a certificate stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The logical name.
    pub name: String,
    /// Which certificate of the name's; the first that is sent is 0.
    pub index: usize,
    /// Whether the name is about this certificate.
    pub is_leaf: bool,
}

/// Certificates in the order in which they first occur, by their SHA-256, and what `T` is of each.
#[derive(Clone, Debug)]
pub(crate) struct Distinct<T> {
    known: BTreeMap<[u8; 32], usize>,
    found: Vec<(T, Vec<Occurrence>)>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self { known: BTreeMap::new(), found: Vec::new() }
    }
}

impl<T> Distinct<T> {
    /// Adds the certificates of an item; `first` makes the `T` of one that is new, and `each` is
    /// given it with every occurrence.
    pub(crate) fn add<'a>(
        &mut self,
        item: &'a Item,
        mut first: impl FnMut(&'a Certificate) -> T,
        mut each: impl FnMut(&mut T, &Occurrence),
    ) {
        for (index, certificate) in item.certificates.iter().enumerate() {
            let is_leaf = item.chain.leaf == Some(index);
            let occurrence = Occurrence { name: item.name.clone(), index, is_leaf };
            let at = *self.known.entry(certificate.sha256).or_insert(self.found.len());
            if at == self.found.len() {
                self.found.push((first(certificate), Vec::new()));
            }
            if let Some((found, occurrences)) = self.found.get_mut(at) {
                each(found, &occurrence);
                occurrences.push(occurrence);
            }
        }
    }

    pub(crate) fn into_found(self) -> Vec<(T, Vec<Occurrence>)> {
        self.found
    }
}
