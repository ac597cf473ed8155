//! Differences between two reads of the same cluster.
//!
//! Certificates are compared by fingerprint and private keys by their public halves, the only part
//! of a key that is kept: if a private key doesn't store its public half, a different one of the
//! same kind looks the same.

use std::collections::BTreeMap;

use crate::inventory::item::Item;
use crate::label;
use crate::text::language::Label;
use crate::x509::certificate::Certificate;

/// A logical name that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The logical name.
    pub name: String,
    /// What changed.
    pub kind: ChangeKind,
}

/// How a logical name changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was not listed before.
    Added,
    /// It's no longer listed.
    Removed,
    /// It has different certificates, or the same ones in another order.
    CertificateReplaced,
    /// It has the same certificates, but a different private key or none.
    PrivateKeyReplaced,
}

impl ChangeKind {
    /// What happened, for "api: replaced".
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Added => label!("added"),
            Self::Removed => label!("removed"),
            Self::CertificateReplaced => label!("replaced"),
            Self::PrivateKeyReplaced => label!("private key replaced"),
        }
    }
}

/// How `after` differs from `before`: names in the order of `after`, then removed ones. Names are
/// unique in both.
#[must_use]
pub fn changes<'a>(
    before: impl IntoIterator<Item = &'a Item>,
    after: impl IntoIterator<Item = &'a Item>,
) -> Vec<Change> {
    let mut old: BTreeMap<_, _> =
        before.into_iter().map(|item| (item.name.as_str(), item)).collect();
    let change = |name: &str, kind| Change { name: name.to_owned(), kind };
    let mut changes: Vec<_> = after
        .into_iter()
        .filter_map(|item| {
            let kind = match old.remove(item.name.as_str()) {
                None => ChangeKind::Added,
                Some(old) if std::ptr::eq(old, item) => return None,
                Some(old) if !same_certificates(old, item) => ChangeKind::CertificateReplaced,
                Some(old) if old.key != item.key => ChangeKind::PrivateKeyReplaced,
                Some(_) => return None,
            };
            Some(change(&item.name, kind))
        })
        .collect();
    changes.extend(old.keys().map(|name| change(name, ChangeKind::Removed)));
    changes
}

fn same_certificates(old: &Item, new: &Item) -> bool {
    let prints = |certificate: &Certificate| certificate.sha256;
    old.certificates.iter().map(prints).eq(new.certificates.iter().map(prints))
}
