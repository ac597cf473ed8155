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

use crate::inventory::body::Body;
use crate::inventory::item::Item;
use crate::inventory::json::{JsonEntry, LoadError, entries};
use crate::inventory::known::KNOWN;
use crate::inventory::pairing::{Pairing, PendingItem};
use crate::inventory::{Inventory, shared_keys};
use crate::text::sorted::sorted;

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
    Pairing(vec::IntoIter<JsonEntry>, Pairing),
    /// Items are made of them.
    Making(vec::IntoIter<(String, PendingItem)>),
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
                    let pending = std::mem::take(pairing).into_pending();
                    self.stage = Stage::Making(pending.collect::<Vec<_>>().into_iter());
                }
            },
            Stage::Making(pending) => {
                let Some((name, item)) = pending.next() else { return Ok(false) };
                let digest = item.digest();
                let item = match self.before.read_from(&name, digest) {
                    Some(item) => item,
                    None => Arc::new(item.into_item(name, &self.body)?),
                };
                self.read.push((item, digest));
            }
        }
        Ok(true)
    }

    /// What was read.
    #[must_use]
    pub fn finish(self) -> Inventory {
        // Pending items are in the order of their names.
        let is_known = |(item, _): &(Arc<Item>, _)| rank(&item.name) < KNOWN.len();
        let (known, others): (Vec<_>, Vec<_>) = self.read.into_iter().partition(is_known);
        let known = sorted(known, |(a, _), (b, _)| rank(&a.name).cmp(&rank(&b.name)));
        let (mut items, digests): (Vec<_>, _) = known.into_iter().chain(others).unzip();
        shared_keys::update_shared_keys(&mut items);
        Inventory { items, digests, body: Some(self.digest) }
    }
}

impl Inventory {
    /// Reads the answer to `GET v1/cluster/certificates`, and wipes it. [`Reading`] does the same
    /// step by step.
    ///
    /// # Errors
    ///
    /// When the body is not one JSON object whose values are texts. Whatever is wrong inside a
    /// text is a problem of its item.
    pub fn read(body: Body) -> Result<Self, LoadError> {
        let mut reading = Reading::begin(body, Arc::default())?;
        while reading.step()? {}
        Ok(reading.finish())
    }

    /// The index of this very item, in an inventory that was read from a body.
    #[must_use]
    pub fn index_of(&self, item: &Arc<Item>) -> Option<usize> {
        let index = self.index_of_name(&item.name)?;
        self.items.get(index).is_some_and(|own| Arc::ptr_eq(own, item)).then_some(index)
    }

    /// The item of a name, if it was read from texts of this digest.
    fn read_from(&self, name: &str, digest: u64) -> Option<Arc<Item>> {
        let index = self.index_of_name(name)?;
        let is_same = self.digests.get(index) == Some(&digest);
        if is_same { self.items.get(index).cloned() } else { None }
    }

    fn index_of_name(&self, name: &str) -> Option<usize> {
        let order =
            |item: &Arc<Item>| (rank(&item.name), item.name.as_str()).cmp(&(rank(name), name));
        self.items.binary_search_by(order).ok()
    }
}

/// Known names come first, in the order of [`KNOWN`].
fn rank(name: &str) -> usize {
    KNOWN.iter().position(|known| known.name == name).unwrap_or(KNOWN.len())
}
