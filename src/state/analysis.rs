//! Results that take too long to compute for thousands of items at once: computed in slices, then
//! cached.

use std::sync::Arc;

use cert_inventory::{
    Context, Counts, ExpirationsBuilder, Index, Inventory, Item, Judgment, License, Query,
    SignatureResults, Thresholds, Timestamp, Version, assess,
};

use crate::language;

/// What is known about the items of an inventory.
pub struct Analysis {
    inventory: Arc<Inventory>,
    inputs: Inputs,
    pub counts: Counts,
    /// Each item's search index entry, in the inventory's order.
    index: Index,
    /// The judgment of each, likewise.
    judgments: Vec<Judgment>,
}

/// What findings, and what is said of them, depend on besides the item.
#[derive(PartialEq, Eq)]
pub struct Inputs {
    pub minute: Timestamp,
    pub cluster_name: Option<String>,
    pub signatures: Arc<SignatureResults>,
    pub thresholds: Thresholds,
    pub versions: Vec<Version>,
    /// The tag of the language in which it's searched.
    pub language: &'static str,
    /// Not what the analysis is about, but in files.
    pub license: Option<License>,
}

impl Inputs {
    pub fn context(&self) -> Context<'_> {
        Context {
            now: self.minute,
            fqdn: self.cluster_name.as_deref(),
            thresholds: self.thresholds,
            versions: &self.versions,
            license: self.license,
            signatures: &self.signatures,
        }
    }
}

impl Analysis {
    /// An item's position in the analysis, if present. `position` is its position in the latest
    /// inventory, which saves a search if the analysis is for the same one.
    pub fn position(&self, item: &Arc<Item>, position: usize) -> Option<usize> {
        let is_there = self.inventory.items.get(position).is_some_and(|own| Arc::ptr_eq(own, item));
        if is_there { Some(position) } else { self.inventory.index_of(item) }
    }

    /// Whether each item matches the search.
    pub fn matches(&self, query: &Query) -> Vec<bool> {
        query.items_of(&self.index)
    }

    /// The judgment of the item at a position.
    pub fn judgment(&self, position: usize) -> Option<Judgment> {
        self.judgments.get(position).copied()
    }
}

/// An analysis in progress.
pub struct Builder {
    analysis: Analysis,
    expirations: ExpirationsBuilder,
    /// Its results are reused.
    previous: Option<Arc<Analysis>>,
    has_same_inputs: bool,
}

impl Builder {
    pub fn new(inventory: Arc<Inventory>, inputs: Inputs, previous: Option<Arc<Analysis>>) -> Self {
        let has_same_inputs = previous.as_ref().is_some_and(|previous| previous.inputs == inputs);
        let (counts, index, judgments) = (Counts::default(), Index::default(), Vec::new());
        let analysis = Analysis { inventory, inputs, counts, index, judgments };
        Self { analysis, expirations: ExpirationsBuilder::default(), previous, has_same_inputs }
    }

    /// Analyzes the next item; `false` if there is none.
    pub fn step(&mut self) -> bool {
        let Analysis { inventory, inputs, counts, index, judgments } = &mut self.analysis;
        let position = judgments.len();
        let Some(item) = inventory.items.get(position) else { return false };
        let known = self
            .previous
            .as_ref()
            .and_then(|previous| Some((previous, previous.position(item, position)?)));
        let unchanged = known.filter(|_| self.has_same_inputs);
        let unchanged = unchanged.and_then(|(from, at)| Some((from, at, from.judgment(at)?)));
        let judgment = match unchanged {
            Some((from, at, judgment)) => {
                index.push_from(&from.index, at);
                judgment
            }
            None => {
                let (assessment, language) =
                    (assess(item, &inputs.context()), language::translations());
                match known {
                    Some((from, at)) => {
                        index.push_anew((&from.index, at), item, &assessment, language);
                    }
                    None => index.push(item, &assessment, language),
                }
                assessment.judgment()
            }
        };
        counts.add(item, judgment.verdict);
        self.expirations.add(item, judgment.verdict, inputs.minute, &inputs.thresholds);
        judgments.push(judgment);
        true
    }

    /// The analysis, and the certificates' expirations.
    pub fn finish(mut self) -> (Arc<Analysis>, ExpirationsBuilder) {
        let version = self.analysis.inputs.context().version();
        for slot in self.analysis.inventory.empty_slots() {
            if slot.is_in(version) {
                self.analysis.counts.add_empty(slot);
            }
        }
        (Arc::new(self.analysis), self.expirations)
    }
}
