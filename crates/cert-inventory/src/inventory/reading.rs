//! Reads a list in steps, decoding only what changed.
//!
//! A list can have thousands of entries, and a page has one thread for decoding and for its user:
//! it reads while it has time and continues later. Texts are compared by digest, because they
//! contain private keys and aren't kept. The digests are 64-bit SipHash: enough to detect changes,
//! but no defense against an attacker who chooses the texts, who gains nothing by a collision.

use std::collections::btree_map;
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

/// A response being read. The body is wiped on drop.
pub struct Reading {
    body: Zeroizing<Vec<u8>>,
    digest: u64,
    before: Arc<Inventory>,
    stage: Stage,
    read: Vec<(Arc<Item>, u64)>,
}

enum Stage {
    /// Grouping entries by name.
    Pairing(vec::IntoIter<JsonEntry>, Pairing),
    /// Building items.
    Making(btree_map::IntoIter<String, PendingItem>),
}

impl Reading {
    /// Locates a response's entries. Items in `before` with the same texts are reused as the same
    /// [`Arc`].
    ///
    /// # Errors
    ///
    /// If the body isn't a JSON object with text values.
    pub fn begin(body: Body, before: Arc<Inventory>) -> Result<Self, LoadError> {
        let digest = body.digest();
        let body = body.joined();
        let stage = Stage::Pairing(entries(&body)?.into_iter(), Pairing::default());
        Ok(Self { body, digest, before, stage, read: Vec::new() })
    }

    /// Reads one more entry; returns whether there may be more.
    ///
    /// # Errors
    ///
    /// If a text has an escape for half a surrogate pair.
    pub fn step(&mut self) -> Result<bool, LoadError> {
        match &mut self.stage {
            Stage::Pairing(entries, pairing) => match entries.next() {
                Some(entry) => pairing.add(entry, &self.body),
                None => {
                    self.stage = Stage::Making(std::mem::take(pairing).into_pending());
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

    /// The inventory.
    #[must_use]
    pub fn finish(self) -> Inventory {
        // Pending items are sorted by name.
        let is_known = |(item, _): &(Arc<Item>, _)| rank(&item.name) < KNOWN.len();
        let (known, others): (Vec<_>, Vec<_>) = self.read.into_iter().partition(is_known);
        let known = sorted(known, |(a, _), (b, _)| rank(&a.name).cmp(&rank(&b.name)));
        let (mut items, digests): (Vec<_>, _) = known.into_iter().chain(others).unzip();
        shared_keys::update_shared_keys(&mut items);
        Inventory { items, digests, body: Some(self.digest) }
    }
}

impl Inventory {
    /// Reads the response to `GET v1/cluster/certificates`, and wipes it. [`Reading`] does the same
    /// in steps.
    ///
    /// # Errors
    ///
    /// If the body isn't a JSON object with text values. Any fault within a text is a problem of
    /// its item.
    pub fn read(body: Body) -> Result<Self, LoadError> {
        let mut reading = Reading::begin(body, Arc::default())?;
        while reading.step()? {}
        Ok(reading.finish())
    }

    /// The index of this exact item, in an inventory read from a body.
    #[must_use]
    pub fn index_of(&self, item: &Arc<Item>) -> Option<usize> {
        let index = self.index_of_name(&item.name)?;
        self.items.get(index).is_some_and(|own| Arc::ptr_eq(own, item)).then_some(index)
    }

    /// The item with this name, if its texts had this digest.
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

/// Known names first, in the order of [`KNOWN`].
fn rank(name: &str) -> usize {
    KNOWN.iter().position(|known| known.name == name).unwrap_or(KNOWN.len())
}
