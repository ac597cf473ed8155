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

/// Tells every item which others have its key.
pub(super) fn tell_reused(items: &mut [Item]) {
    let mut users: BTreeMap<[u8; 32], Vec<String>> = BTreeMap::new();
    for item in items.iter() {
        if let Some(key) = identity(item) {
            users.entry(key).or_default().push(item.name.clone());
        }
    }
    let shared: BTreeMap<_, Arc<[String]>> = users
        .into_iter()
        .filter(|(_, names)| names.len() > 1)
        .map(|(key, names)| (key, names.into()))
        .collect();
    for item in items {
        if let Some(names) = identity(item).and_then(|key| shared.get(&key)) {
            item.key_shared_by = Arc::clone(names);
        }
    }
}

/// The public half of an item's private key. Where the key does not tell it, the leaf does: two
/// certificates for one public key stand for one private key.
fn identity(item: &Item) -> Option<[u8; 32]> {
    match &item.key.as_ref()?.public {
        PublicHalf::Known { spki_sha256, .. } => Some(*spki_sha256),
        _ => Some(item.leaf()?.public_key.as_ref().ok()?.spki_sha256),
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
