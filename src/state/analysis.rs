//! What takes too long to work out for thousands of items at once: it is worked out a slice at a
//! time, and kept.

use std::sync::Arc;

use cert_inventory::{
    Context, ExpirationsBuilder, Index, Inventory, Item, Needle, Severity, StatusClass, Thresholds,
    Timestamp, Verdicts, Version, findings,
};

/// How many names there are of each kind, whatever is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    by_status: [usize; StatusClass::ALL.len()],
    /// Items with a finding that is an error or a warning.
    pub findings: usize,
}

impl Counts {
    pub fn of(&self, class: StatusClass) -> usize {
        let at = StatusClass::ALL.iter().position(|other| *other == class);
        at.and_then(|at| self.by_status.get(at)).copied().unwrap_or_default()
    }

    fn add(&mut self, class: StatusClass) {
        let at = StatusClass::ALL.iter().position(|other| *other == class);
        if let Some(count) = at.and_then(|at| self.by_status.get_mut(at)) {
            *count += 1;
        }
    }
}

/// What is known about the items of an inventory.
pub struct Analysis {
    inventory: Arc<Inventory>,
    inputs: Inputs,
    pub counts: Counts,
    /// What can be searched of each item, in the inventory's order.
    index: Index,
    /// Whether a finding of each is an error or a warning, likewise.
    has_findings: Vec<bool>,
}

/// What findings depend on besides the item.
#[derive(PartialEq, Eq)]
pub struct Inputs {
    pub minute: Timestamp,
    pub cluster_name: Option<String>,
    pub verdicts: Arc<Verdicts>,
    pub thresholds: Thresholds,
    pub versions: Vec<Version>,
}

impl Inputs {
    fn context(&self) -> Context<'_> {
        Context {
            now: self.minute,
            fqdn: self.cluster_name.as_deref(),
            thresholds: self.thresholds,
            versions: &self.versions,
            license: None,
            verdicts: &self.verdicts,
        }
    }
}

impl Analysis {
    /// An item's position in the analysis, if it was there. `position` is its position in the
    /// inventory that was read last, which saves a search where that is the one of the analysis.
    pub fn position(&self, item: &Arc<Item>, position: usize) -> Option<usize> {
        let is_there = self.inventory.items.get(position).is_some_and(|own| Arc::ptr_eq(own, item));
        if is_there { Some(position) } else { self.inventory.index_of(item) }
    }

    /// For each position, whether the item there has the text that is searched for, its title
    /// aside.
    pub fn matches(&self, needle: &Needle) -> Vec<bool> {
        needle.items_of(&self.index)
    }

    /// Whether a finding of the item at a position is an error or a warning.
    pub fn has_findings(&self, position: usize) -> bool {
        self.has_findings.get(position).is_some_and(|has_findings| *has_findings)
    }
}

/// An analysis in the making.
pub struct Builder {
    analysis: Analysis,
    expirations: ExpirationsBuilder,
    /// What `previous` knows is not worked out again.
    previous: Option<Arc<Analysis>>,
    has_same_inputs: bool,
}

impl Builder {
    pub fn new(inventory: Arc<Inventory>, inputs: Inputs, previous: Option<Arc<Analysis>>) -> Self {
        let has_same_inputs = previous.as_ref().is_some_and(|previous| previous.inputs == inputs);
        let (counts, index, has_findings) = (Counts::default(), Index::default(), Vec::new());
        let analysis = Analysis { inventory, inputs, counts, index, has_findings };
        Self { analysis, expirations: ExpirationsBuilder::default(), previous, has_same_inputs }
    }

    /// Analyzes the next item; `false` where there is none.
    pub fn step(&mut self) -> bool {
        let Analysis { inventory, inputs, counts, index, has_findings } = &mut self.analysis;
        let position = has_findings.len();
        let Some(item) = inventory.items.get(position) else { return false };
        let known = self
            .previous
            .as_ref()
            .and_then(|previous| Some((previous, previous.position(item, position)?)));
        match known {
            Some((previous, at)) => index.push_from(&previous.index, at),
            None => index.push(item),
        }
        let item_has_findings = match known {
            Some((previous, at)) if self.has_same_inputs => previous.has_findings(at),
            _ => has_serious_finding(item, &inputs.context()),
        };
        counts.add(StatusClass::of(item.expiry(inputs.minute, &inputs.thresholds)));
        counts.findings += usize::from(item_has_findings);
        self.expirations.add(item, inputs.minute, &inputs.thresholds);
        has_findings.push(item_has_findings);
        true
    }

    /// The analysis, and the expirations of the certificates.
    pub fn finish(mut self) -> (Arc<Analysis>, ExpirationsBuilder) {
        let version = self.analysis.inputs.context().version();
        for slot in self.analysis.inventory.empty_slots() {
            if slot.is_in(version) {
                self.analysis.counts.add(StatusClass::Empty);
            }
        }
        (Arc::new(self.analysis), self.expirations)
    }
}

fn has_serious_finding(item: &Item, context: &Context<'_>) -> bool {
    findings(item, context).iter().any(|finding| finding.severity != Severity::Note)
}
