//! Builds an inventory from a file, for programs that read one instead of a cluster's list.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::inventory::Inventory;
use crate::inventory::body::Body;
use crate::inventory::item::Item;
use crate::inventory::json::LoadError;
use crate::inventory::matching::{Unread, match_pair};
use crate::inventory::pairing::{Role, of_text};
use crate::inventory::problem::Problem;
use crate::inventory::shared_keys;
use crate::keys::private_key::{KeyMatch, PrivateKey};
use crate::pem::{Blocks, read_pem};

impl Inventory {
    /// Reads a body of `GET v1/cluster/certificates`, or [PEM text](Self::from_pem): that is what
    /// has a block without JSON before it. The input is wiped.
    ///
    /// # Errors
    ///
    /// If it's not PEM text, and the body can't be read.
    pub fn read_any(input: Vec<u8>) -> Result<(Self, Vec<Problem>), LoadError> {
        let input = Zeroizing::new(input);
        let text = Zeroizing::new(String::from_utf8_lossy(&input).into_owned());
        let starts_as_json =
            text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '"']);
        if !starts_as_json && text.contains("-----BEGIN ") {
            return Ok(Self::from_pem(&text));
        }
        let mut body = Body::new();
        body.extend(input.as_slice());
        Self::read(body).map(|inventory| (inventory, Vec::new()))
    }

    /// Reads PEM text: one item per certificate, with its private key; a key without a certificate
    /// is its own item. The problems are those of the text.
    #[must_use]
    pub fn from_pem(text: &str) -> (Self, Vec<Problem>) {
        let blocks = read_pem(text);
        let problem = |kind| Problem { entry: "text".to_owned(), kind };
        let problems = of_text(text, &blocks, Role::Either).into_iter().map(problem).collect();
        let mut items: Vec<_> = items_of_text(blocks).into_iter().map(Arc::new).collect();
        shared_keys::update_shared_keys(&mut items);
        (Self { items, ..Self::default() }, problems)
    }
}

/// One item per certificate with its key, then keys without a certificate.
fn items_of_text(blocks: Blocks) -> Vec<Item> {
    let Blocks { certificates, mut keys, .. } = blocks;
    let alone = certificates.len() == 1 && keys.len() == 1;
    let mut items = Vec::new();
    for (index, certificate) in certificates.into_iter().enumerate() {
        let belongs =
            |key: &PrivateKey| alone || match_pair(&certificate, key) == KeyMatch::Matches;
        let key = keys.iter().position(belongs).map(|position| keys.remove(position));
        let name = format!("certificate-{}", index + 1);
        items.push(Item::new(name, vec![certificate], key, false, Unread::default()));
    }
    for (index, key) in keys.into_iter().enumerate() {
        let name = format!("key-{}", index + 1);
        items.push(Item::new(name, Vec::new(), Some(key), false, Unread::default()));
    }
    items
}
