//! Reading a list step by step, and only what is new in it.
//!
//! A list can have thousands of entries, and a page that reads it has one thread for this and for
//! whoever uses it: it reads as much as it has time for, and goes on later. Texts are compared by
//! digests, because the texts themselves hold private keys and are not kept. Digests are SipHash
//! with 64 bits: they notice what changed, and are no protection from whoever chooses the texts,
//! who could as well tell the truth in them or not.

use std::sync::Arc;
use std::vec;

use zeroize::Zeroizing;

use super::pairing::{Group, Pairing};
use super::{Inventory, Item, keys};
use crate::body::Body;
use crate::known::KNOWN;
use crate::load::{Entry, LoadError, entries};
use crate::sorted::sorted;

/// An answer that is being read. The body is wiped when it is dropped.
pub struct Reading {
    body: Zeroizing<Vec<u8>>,
    digest: u64,
    before: Arc<Inventory>,
    stage: Stage,
    read: Vec<(Arc<Item>, u64)>,
}

enum Stage {
    /// Entries are put together by their names.
    Pairing(vec::IntoIter<Entry>, Pairing),
    /// Items are made of them.
    Making(vec::IntoIter<(String, Group)>),
}

impl Reading {
    /// Finds the entries of an answer. What `before` has of the same texts is taken from there, as
    /// the same [`Arc`].
    ///
    /// # Errors
    ///
    /// When the body is not one JSON object whose values are texts.
    pub fn begin(body: Body, before: Arc<Inventory>) -> Result<Self, LoadError> {
        let digest = body.digest();
        let body = body.joined();
        let stage = Stage::Pairing(entries(&body)?.into_iter(), Pairing::default());
        Ok(Self { body, digest, before, stage, read: Vec::new() })
    }

    /// Reads one more entry, and tells whether there may be more.
    ///
    /// # Errors
    ///
    /// When a text has an escape that stands for no character.
    pub fn step(&mut self) -> Result<bool, LoadError> {
        match &mut self.stage {
            Stage::Pairing(entries, pairing) => match entries.next() {
                Some(entry) => pairing.add(entry, &self.body),
                None => {
                    let groups = std::mem::take(pairing).into_groups();
                    self.stage = Stage::Making(groups.collect::<Vec<_>>().into_iter());
                }
            },
            Stage::Making(groups) => {
                let Some((name, group)) = groups.next() else { return Ok(false) };
                let digest = group.digest();
                let item = match self.before.read_from(&name, digest) {
                    Some(item) => item,
                    None => Arc::new(group.into_item(name, &self.body)?),
                };
                self.read.push((item, digest));
            }
        }
        Ok(true)
    }

    /// What was read.
    #[must_use]
    pub fn finish(self) -> Inventory {
        // Groups are in the order of their names.
        let is_known = |(item, _): &(Arc<Item>, _)| place(&item.name) < KNOWN.len();
        let (known, others): (Vec<_>, Vec<_>) = self.read.into_iter().partition(is_known);
        let known = sorted(known, |(a, _), (b, _)| place(&a.name).cmp(&place(&b.name)));
        let (mut items, digests): (Vec<_>, _) = known.into_iter().chain(others).unzip();
        keys::tell_reused(&mut items);
        Inventory { items, digests, body: Some(self.digest) }
    }
}

impl Inventory {
    /// The place of this very item, in an inventory that was read from a body.
    #[must_use]
    pub fn place_of(&self, item: &Arc<Item>) -> Option<usize> {
        let place = self.place_of_name(&item.name)?;
        self.items.get(place).is_some_and(|own| Arc::ptr_eq(own, item)).then_some(place)
    }

    /// The item of a name, if it was read from texts of this digest.
    fn read_from(&self, name: &str, digest: u64) -> Option<Arc<Item>> {
        let index = self.place_of_name(name)?;
        let is_same = self.digests.get(index) == Some(&digest);
        self.items.get(index).filter(|_| is_same).cloned()
    }

    fn place_of_name(&self, name: &str) -> Option<usize> {
        let order =
            |item: &Arc<Item>| (place(&item.name), item.name.as_str()).cmp(&(place(name), name));
        self.items.binary_search_by(order).ok()
    }
}

/// Known names come first, in the order of [`KNOWN`].
fn place(name: &str) -> usize {
    KNOWN.iter().position(|known| known.name == name).unwrap_or(KNOWN.len())
}
