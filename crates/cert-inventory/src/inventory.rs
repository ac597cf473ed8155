//! All entries of a response, paired by logical name.

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
use crate::x509::signature_results::SignatureResults;

/// The certificates listed by a cluster.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Known names in the order of [`KNOWN`], then the others by name. Names are unique.
    pub items: Vec<Arc<Item>>,
    /// Digests of each item's texts; empty if not read from a body.
    digests: Vec<u64>,
    /// The body's digest; `None` if not read from a body.
    body: Option<u64>,
}

/// Compares facts, not encodings.
impl PartialEq for Inventory {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl Inventory {
    /// Whether it was read from exactly this body.
    #[must_use]
    pub fn is_of(&self, body: &Body) -> bool {
        self.body == Some(body.digest())
    }

    /// Whether it was read from a cluster's response, which lists every name that there is, and not
    /// from PEM text.
    #[must_use]
    pub fn is_of_a_cluster(&self) -> bool {
        self.body.is_some()
    }

    /// The items.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().map(AsRef::as_ref)
    }

    /// The known names that aren't in the response.
    pub fn empty_slots(&self) -> impl Iterator<Item = &'static Known> {
        KNOWN.iter().filter(|known| self.item(known.name).is_none())
    }

    /// Whether this list may be another server's: it has none of the certificates that every
    /// cluster has, although the one before had some.
    #[must_use]
    pub fn is_implausible_after(&self, before: &Self) -> bool {
        let has_some = |list: &Self| {
            KNOWN.iter().any(|known| known.is_always_listed() && list.item(known.name).is_some())
        };
        has_some(before) && !has_some(self)
    }

    /// The list updated with signature checks; `None` if they change nothing.
    #[must_use]
    pub fn with_signatures(&self, signatures: &SignatureResults) -> Option<Self> {
        let items = self.items.iter().enumerate();
        let changed = items.filter_map(|(index, item)| match item.with_signatures(signatures) {
            Cow::Owned(item) => Some((index, item)),
            Cow::Borrowed(_) => None,
        });
        let changed: Vec<_> = changed.collect();
        (!changed.is_empty()).then(|| self.with_items(changed))
    }

    /// The list with other items at these positions, each [updated](Item::with_signatures) with
    /// signature checks. For a list that takes too long at once.
    #[must_use]
    pub fn with_items(&self, changed: Vec<(usize, Item)>) -> Self {
        let mut list = self.clone();
        for (index, item) in changed {
            if let Some(old) = list.items.get_mut(index) {
                *old = Arc::new(item);
            }
        }
        // A different leaf may change what identifies a pair's key.
        shared_keys::update_shared_keys(&mut list.items);
        list
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
        let may_issue = may_issue(certificate);
        all.filter(|(_, issuer)| may_issue(issuer)).take(MOST).collect()
    }

    /// The item of a logical name.
    #[must_use]
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.iter().find(|item| item.name == name)
    }
}
