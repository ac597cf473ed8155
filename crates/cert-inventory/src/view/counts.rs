//! How many names there are of each verdict. Here, so that a test can hold the counts against the
//! filters that they stand for.

use crate::findings::verdict::Verdict;
use crate::inventory::item::Item;
use crate::inventory::known::Known;

/// How many names there are of each verdict, whatever is shown. They add up to all names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    by_verdict: [usize; Verdict::ALL.len()],
    /// Names that share their private key with another, whatever their verdict.
    pub reused_keys: usize,
    /// Private keys, whatever is known of them.
    pub keys: usize,
    /// Those of them whose public half is known, so that they can be compared with others.
    pub comparable_keys: usize,
}

impl Counts {
    /// How many there are.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> usize {
        self.by_verdict.get(verdict as usize).copied().unwrap_or_default()
    }

    /// Those of verdicts alone.
    #[must_use]
    pub fn of_verdicts(verdicts: impl Iterator<Item = Verdict>) -> Self {
        let mut counts = Self::default();
        verdicts.for_each(|verdict| counts.count(verdict));
        counts
    }

    /// How many verdicts there are that not every cluster has.
    #[must_use]
    pub fn unusual(&self) -> usize {
        Verdict::ALL.into_iter().filter(|it| !it.is_usual() && self.of(*it) > 0).count()
    }

    /// Counts an item.
    pub fn add(&mut self, item: &Item, verdict: Verdict) {
        self.count(verdict);
        self.keys += usize::from(item.key.is_some());
        let is_comparable = item.key.as_ref().is_some_and(|key| key.spki_sha256().is_some());
        self.comparable_keys += usize::from(is_comparable);
        self.reused_keys += usize::from(item.key_reused_by().next().is_some());
    }

    /// Counts a name that the cluster does not list.
    pub fn add_empty(&mut self, slot: &Known) {
        self.count(Verdict::of_slot(slot));
    }

    fn count(&mut self, verdict: Verdict) {
        if let Some(count) = self.by_verdict.get_mut(verdict as usize) {
            *count += 1;
        }
    }
}
