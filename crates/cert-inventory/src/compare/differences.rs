//! How two lists of a cluster differ.

use super::error::CompareError;
use super::snapshot::{SavedCertificate, SavedItem, Snapshot};
use crate::export::Extent;
use crate::findings::verdict::Verdict;
use crate::label;
use crate::text::language::Label;
use crate::text::sorted::sorted;

/// How two lists differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// The names that differ, in the order of the later list, then those that it lacks.
    pub differences: Vec<Difference<'a>>,
    /// How many names are the same in both.
    pub unchanged: usize,
    /// How many names one list has and the other may have left out.
    pub not_compared: usize,
    /// Whether both lists say of which cluster they are.
    pub is_cluster_known: bool,
}

/// A name that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// The logical name.
    pub name: &'a str,
    /// What changed.
    pub kind: DifferenceKind,
    /// What it was; `None` if it was added.
    pub before: Option<&'a SavedItem>,
    /// What it is; `None` if it was removed.
    pub after: Option<&'a SavedItem>,
    /// The IDs of rules that it has come to break, if it's in both lists.
    pub new_findings: Vec<&'a str>,
    /// The IDs of rules that it no longer breaks, likewise.
    pub gone_findings: Vec<&'a str>,
}

/// The most significant of what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It's only in the later list.
    Added,
    /// It's only in the earlier list.
    Removed,
    /// Its own certificate is another one with the same subject and key that expires later.
    Renewed,
    /// Its own certificate is another one.
    Replaced,
    /// It has the same certificate of its own, among others than before.
    OthersChanged,
    /// It has the same certificates, but a different private key or none.
    PrivateKeyReplaced,
    /// It has the same contents, but another status or other findings.
    Judged,
}

impl DifferenceKind {
    /// What happened, for "api: replaced".
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Added => label!("added"),
            Self::Removed => label!("removed"),
            Self::Renewed => label!("renewed"),
            Self::Replaced => label!("replaced"),
            Self::OthersChanged => label!("other certificates changed"),
            Self::PrivateKeyReplaced => label!("private key replaced"),
            Self::Judged => label!("status changed"),
        }
    }
}

impl Difference<'_> {
    /// The verdicts before and after, if they differ.
    #[must_use]
    pub fn verdicts(&self) -> Option<(Verdict, Verdict)> {
        let (before, after) = (self.before?.verdict, self.after?.verdict);
        (before != after).then_some((before, after))
    }

    /// Whether another certificate has another key; `None` if it's the same certificate, or a key
    /// is unreadable.
    #[must_use]
    pub fn has_new_key(&self) -> Option<bool> {
        let (before, after) = (self.before?.leaf()?, self.after?.leaf()?);
        let keys = before.public_key().zip(after.public_key());
        keys.filter(|_| before.sha256 != after.sha256).map(|(before, after)| before != after)
    }
}

/// How `new` differs from `old`.
///
/// # Errors
///
/// If they are of different clusters.
pub fn compare<'a>(old: &'a Snapshot, new: &'a Snapshot) -> Result<Comparison<'a>, CompareError> {
    let clusters = old.cluster.as_deref().zip(new.cluster.as_deref());
    if let Some((saved, expected)) = clusters
        && !is_same_name(saved, expected)
    {
        let [saved, expected] = [saved, expected].map(str::to_owned);
        return Err(CompareError::OtherCluster { saved, expected });
    }
    let mut comparison = Comparison {
        differences: Vec::new(),
        unchanged: 0,
        not_compared: 0,
        is_cluster_known: clusters.is_some(),
    };
    let (before, after) = (by_name(old), by_name(new));
    for item in &new.items {
        comparison.add(named(&before, item), Some(item), old.extent);
    }
    for item in old.items.iter().filter(|item| named(&after, item).is_none()) {
        comparison.add(Some(item), None, new.extent);
    }
    Ok(comparison)
}

fn by_name(list: &Snapshot) -> Vec<&SavedItem> {
    sorted(list.items.iter().collect(), |a: &&SavedItem, b| a.name.cmp(&b.name))
}

/// The item with the name of another.
fn named<'a>(sorted: &[&'a SavedItem], other: &SavedItem) -> Option<&'a SavedItem> {
    let at = sorted.binary_search_by(|item| item.name.cmp(&other.name)).ok()?;
    sorted.get(at).copied()
}

/// Host names, as the cluster's is, with or without a final dot.
fn is_same_name(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| name.trim_end_matches('.'));
    one.eq_ignore_ascii_case(other)
}

impl<'a> Comparison<'a> {
    /// Adds a name. `other` is the extent of the list that may lack it.
    fn add(&mut self, before: Option<&'a SavedItem>, after: Option<&'a SavedItem>, other: Extent) {
        let kind = match (before, after) {
            (Some(before), Some(after)) => kind(before, after),
            _ if other == Extent::Filtered => return self.not_compared += 1,
            (None, _) => Some(DifferenceKind::Added),
            (_, None) => Some(DifferenceKind::Removed),
        };
        let Some((kind, item)) = kind.zip(after.or(before)) else {
            return self.unchanged += 1;
        };
        let (new_findings, gone_findings) = match (before, after) {
            (Some(before), Some(after)) => (after.rules_beyond(before), before.rules_beyond(after)),
            _ => Default::default(),
        };
        self.differences.push(Difference {
            name: &item.name,
            kind,
            before,
            after,
            new_findings,
            gone_findings,
        });
    }
}

fn kind<'a>(before: &'a SavedItem, after: &'a SavedItem) -> Option<DifferenceKind> {
    let same = |one: Option<&SavedCertificate>, other: Option<&SavedCertificate>| {
        one.map(|one| &one.sha256) == other.map(|other| &other.sha256)
    };
    let prints = |item: &'a SavedItem| item.chain.iter().map(|certificate| &certificate.sha256);
    if !same(before.leaf(), after.leaf()) {
        Some(if is_renewed(before, after) {
            DifferenceKind::Renewed
        } else {
            DifferenceKind::Replaced
        })
    } else if !prints(before).eq(prints(after)) {
        Some(DifferenceKind::OthersChanged)
    } else if before.key != after.key {
        Some(DifferenceKind::PrivateKeyReplaced)
    } else if before.verdict != after.verdict || before.rules != after.rules {
        Some(DifferenceKind::Judged)
    } else {
        None
    }
}

fn is_renewed(before: &SavedItem, after: &SavedItem) -> bool {
    before.leaf().zip(after.leaf()).is_some_and(|(before, after)| {
        before.subject.is_some()
            && before.subject == after.subject
            && before.public_key().is_some()
            && before.public_key() == after.public_key()
            && before.not_after < after.not_after
    })
}
