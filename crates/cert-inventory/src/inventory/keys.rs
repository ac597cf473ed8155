//! Which private key belongs to which certificate, and which keys are the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Item;
use crate::certificate::Certificate;
use crate::pem::Blocks;
use crate::private_key::{KeyMatch, PrivateKey, PublicHalf, Unchecked};

/// Whether a key belongs to a leaf. `key_expected` is what the logical name says of a
/// certificate alone.
pub(super) fn key_match(
    leaf: Option<&Certificate>,
    key: Option<&PrivateKey>,
    key_expected: bool,
) -> KeyMatch {
    match (leaf, key) {
        (Some(leaf), Some(key)) => match &leaf.public_key {
            Ok(public_key) => key.compare(public_key),
            Err(_) => KeyMatch::CannotBeChecked(Unchecked::CertificateUnreadable),
        },
        (None, Some(_)) => KeyMatch::CertificateMissing,
        (_, None) if key_expected => KeyMatch::Missing,
        (_, None) => KeyMatch::NotExpected,
    }
}

/// Tells every item which others have its key. An item that is told nothing new stays itself.
pub(super) fn tell_reused(items: &mut [Arc<Item>]) {
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
        PublicHalf::Known { spki_sha256, .. } => Some(*spki_sha256),
        _ => item.leaf().filter(|leaf| leaf.public_key.is_ok())?.spki_sha256().ok(),
    }
}

/// The items of a text: each certificate alone with its key, then the keys that belong to none.
pub(super) fn items_of_text(blocks: Blocks) -> Vec<Item> {
    let Blocks { certificates, mut keys, .. } = blocks;
    let alone = certificates.len() == 1 && keys.len() == 1;
    let mut items = Vec::new();
    for (index, certificate) in certificates.into_iter().enumerate() {
        let belongs = |key: &PrivateKey| {
            alone || key_match(Some(&certificate), Some(key), false) == KeyMatch::Matches
        };
        let key = keys.iter().position(belongs).map(|position| keys.remove(position));
        let name = format!("certificate-{}", index + 1);
        items.push(Item::new(name, vec![certificate], key, false));
    }
    for (index, key) in keys.into_iter().enumerate() {
        let name = format!("key-{}", index + 1);
        items.push(Item::new(name, Vec::new(), Some(key), false));
    }
    items
}
