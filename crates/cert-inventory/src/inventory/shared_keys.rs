//! Finds names that share a private key.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::inventory::item::Item;
use crate::keys::private_key::PublicHalf;

/// Sets each item's list of names that share its key. An unchanged item keeps its `Arc`.
// Two callers; inlining into both would add four kilobytes to the download.
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

/// The names that share a key, empty if there is only one. Reuses an unchanged list, so it's
/// compared once, not once per item.
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

/// Identifies an item's private key by its public half, or if the key doesn't store it, by the
/// leaf: two certificates with the same public key have the same private key.
fn identity(item: &Item) -> Option<[u8; 32]> {
    match &item.key.as_ref()?.public {
        PublicHalf::Known { identity, .. } => Some(identity.digest),
        _ => item.leaf()?.public_key.as_ref().ok().map(|key| key.identity.digest),
    }
}
