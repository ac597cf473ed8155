//! What became different between two reads of the same cluster.
//!
//! Certificates are compared by their fingerprints and private keys by their public halves, since
//! nothing else of a key is left to compare: where a private key does not store its public half,
//! another of the same kind looks the same.

use std::collections::BTreeMap;

use crate::inventory::item::Item;
use crate::label;
use crate::text::language::Label;
use crate::x509::certificate::Certificate;

/// One logical name that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The logical name.
    pub name: String,
    /// What happened to it.
    pub kind: ChangeKind,
}

/// What happened to a logical name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was not listed before.
    Added,
    /// It is not listed any more.
    Removed,
    /// It has other certificates, or the same in another order.
    CertificateReplaced,
    /// It has the same certificates and another private key, or none any more.
    PrivateKeyReplaced,
}

impl ChangeKind {
    /// What happened, as in "api: replaced".
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

/// What `after` has otherwise than `before`: names in the order of `after`, then those that are
/// gone. Each name occurs once in either.
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
