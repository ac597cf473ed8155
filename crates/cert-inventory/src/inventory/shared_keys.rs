//! Which names have one and the same private key.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::inventory::item::Item;
use crate::keys::private_key::PublicHalf;

/// Gives every item the names of those that share its key. An item with nothing new stays the
/// same `Arc`.
// Two callers, and a copy in each is four kilobytes to download.
#[inline(never)]
pub(super) fn update_shared_keys(items: &mut [Arc<Item>]) {
    let mut users: BTreeMap<[u8; 32], Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(key) = identity(item) {
            users.entry(key).or_default().push(index);
        }
    }
    for users in users.values() {
        let names = names(users, items);
        for index in users {
            if let Some(item) = items.get_mut(*index)
                && !Arc::ptr_eq(&item.key_shared_by, &names)
                && *item.key_shared_by != *names
            {
                Arc::make_mut(item).key_shared_by = Arc::clone(&names);
            }
        }
    }
}

/// The names of those that share a key, none where one has it alone. The list of before if it is
/// the same: it is compared once, and not by each that has it.
fn names(users: &[usize], items: &[Arc<Item>]) -> Arc<[String]> {
    let users = || users.iter().filter_map(|index| items.get(*index));
    if users().nth(1).is_none() {
        return Arc::default();
    }
    let is_same = |names: &Arc<[String]>| names.iter().eq(users().map(|item| &item.name));
    let before = users().map(|item| &item.key_shared_by).find(|names| !names.is_empty());
    match before.filter(|names| is_same(names)) {
        Some(before) => Arc::clone(before),
        None => users().map(|item| item.name.clone()).collect(),
    }
}

/// The public half of an item's private key. Where the key does not tell it, the leaf does: two
/// certificates for one public key stand for one private key.
fn identity(item: &Item) -> Option<[u8; 32]> {
    match &item.key.as_ref()?.public {
        PublicHalf::Known { identity, .. } => Some(identity.digest),
        _ => item.leaf()?.public_key.as_ref().ok().map(|key| key.identity.digest),
    }
}
