//! All entries of one answer, paired by logical name.

pub(crate) mod body;
pub(crate) mod changes;
mod from_pem;
pub(crate) mod group;
pub(crate) mod item;
pub(crate) mod json;
pub(crate) mod known;
pub(crate) mod license;
mod matching;
pub(crate) mod occurrences;
mod pairing;
pub(crate) mod problem;
pub(crate) mod reading;
mod shared_keys;
pub(crate) mod version;

use std::borrow::Cow;
use std::sync::Arc;

use crate::inventory::body::Body;
use crate::inventory::item::Item;
use crate::inventory::known::{KNOWN, Known};
use crate::x509::candidates::may_issue;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;
use crate::x509::verdicts::Verdicts;

/// What a cluster's list of certificates tells.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// What is there: known names in the order of [`KNOWN`], then the others by name. Each name
    /// occurs once.
    pub items: Vec<Arc<Item>>,
    /// Of the texts of which each item was made; empty where it was not read from a body.
    digests: Vec<u64>,
    /// Of the body; `None` where it was not read from one.
    body: Option<u64>,
}

/// Whether they tell the same, however it was said.
impl PartialEq for Inventory {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl Inventory {
    /// Whether this is what was read from the very same body.
    #[must_use]
    pub fn is_of(&self, body: &Body) -> bool {
        self.body == Some(body.digest())
    }

    /// The items.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().map(AsRef::as_ref)
    }

    /// The known names that the answer does not have.
    pub fn empty_slots(&self) -> impl Iterator<Item = &'static Known> {
        KNOWN.iter().filter(|known| self.item(known.name).is_none())
    }

    /// The list as these checks of signatures leave it; `None` where they contradict nothing.
    #[must_use]
    pub fn settled(&self, verdicts: &Verdicts) -> Option<Self> {
        let mut settled: Option<Self> = None;
        for (index, item) in self.items.iter().enumerate() {
            if let Cow::Owned(item) = item.settled(verdicts) {
                let items = &mut settled.get_or_insert_with(|| self.clone()).items;
                if let Some(old) = items.get_mut(index) {
                    *old = Arc::new(item);
                }
            }
        }
        // Another leaf may be what tells the key of a pair.
        settled.iter_mut().for_each(|list| shared_keys::update_shared_keys(&mut list.items));
        settled
    }

    /// Certificates under other names that may have issued an item's certificate at this index,
    /// whose issuer the item itself does not have: no more than 16. Servers send only what their
    /// own entry has, so these complete no chain, but they may verify a signature.
    #[must_use]
    pub fn issuers_elsewhere(&self, item: &Item, index: usize) -> Vec<(&str, &Certificate)> {
        const MOST: usize = 16;
        let is_missing = item.chain.links.get(index) == Some(&Link::IssuerMissing);
        let Some(certificate) = item.certificates.get(index).filter(|_| is_missing) else {
            return Vec::new();
        };
        let others = self.iter().filter(|other| other.name != item.name);
        let all = others.flat_map(|other| {
            other.certificates.iter().map(|issuer| (other.name.as_str(), issuer))
        });
        all.filter(|(_, issuer)| may_issue(issuer, certificate)).take(MOST).collect()
    }

    /// The item of a logical name.
    #[must_use]
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.iter().find(|item| item.name == name)
    }
}
