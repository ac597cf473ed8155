//! Each certificate once, with every place it occurs: a CA is in many entries' chains, but its
//! expiration is one event.

use std::collections::BTreeMap;

use crate::inventory::item::Item;
use crate::x509::certificate::Certificate;

/// A place where a certificate occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The logical name.
    pub name: String,
    /// The certificate's index within the name, in the order sent.
    pub index: usize,
    /// Whether it's the name's leaf.
    pub is_leaf: bool,
}

/// Unique certificates by SHA-256, in order of first occurrence, each with a `T`.
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
