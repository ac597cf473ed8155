//! What is to be replaced, and with what: files that were added, with their private keys, until they
//! were sent or their dialog was closed. Nothing of a key leaves it but into a request's body.

use std::sync::Arc;

use cert_inventory::{
    ClusterSettings, Item, Material, RequestBody, SignatureResults, Sorted, Submission,
};
use leptos::prelude::*;
use panel_logic::replacing::Replacing;

/// All that is to be replaced together, and how far it has come.
#[derive(Clone, Copy)]
pub struct Tray {
    pub drafts: RwSignal<Vec<Draft>>,
    /// The settings of the cluster that matter, once they are read.
    pub settings: RwSignal<Option<ClusterSettings>>,
    /// What was sent, and what became of it.
    pub flow: RwSignal<Option<Replacing>>,
    /// What is sent, in case it has to be sent again.
    held: StoredValue<Vec<Submission>>,
    /// What was sent and what was there before, by name. Without keys.
    sent: StoredValue<Vec<Sent>>,
    /// The number of drafts so far.
    count: StoredValue<u32>,
}

/// What replaces one name, or the same for others, too.
pub struct Draft {
    pub name: String,
    /// Another one where the files were forgotten: what is being read for the last isn't for this.
    id: u32,
    /// Other names that get the same.
    pub others: Vec<String>,
    /// `None` while files are being added to it.
    material: Option<Material>,
    /// The names of its files, by index.
    pub files: Vec<String>,
    /// The files that the browser couldn't read.
    pub unread: Vec<String>,
    pub sorted: Sorted,
    /// Which of the submissions, if there are several.
    pub chosen: usize,
    pub signatures: SignatureResults,
}

/// What was sent under a name.
#[derive(Clone)]
pub struct Sent {
    pub new: Item,
    pub before: Option<Arc<Item>>,
}

impl Tray {
    pub fn new() -> Self {
        Self {
            drafts: RwSignal::new(Vec::new()),
            settings: RwSignal::new(None),
            flow: RwSignal::new(None),
            held: StoredValue::new(Vec::new()),
            sent: StoredValue::new(Vec::new()),
            count: StoredValue::new(0),
        }
    }

    /// Makes room for a name.
    pub fn begin(self, name: &str) {
        self.drafts.update(|drafts| {
            for draft in drafts.iter_mut() {
                draft.others.retain(|other| other != name);
            }
            if !drafts.iter().any(|draft| draft.name == name) {
                drafts.push(Draft::new(name, self.next()));
            }
        });
    }

    /// Takes a name out, with its files.
    pub fn remove(self, name: &str) {
        self.drafts.update(|drafts| drafts.retain(|draft| draft.name != name));
    }

    /// Forgets everything that isn't on its way.
    pub fn clear(self) {
        self.drafts.update(Vec::clear);
        let is_sent =
            self.flow.with_untracked(|flow| flow.as_ref().is_some_and(|it| !it.is_told()));
        if !is_sent {
            self.held.update_value(Vec::clear);
            self.sent.update_value(Vec::clear);
            self.flow.set(None);
        }
    }

    /// Calls `look` with a name's draft.
    pub fn with<T>(self, name: &str, look: impl FnOnce(&Draft) -> T) -> Option<T> {
        self.drafts.with(|drafts| drafts.iter().find(|draft| draft.name == name).map(look))
    }

    /// Forgets a name's files.
    pub fn forget(self, name: &str) {
        let id = self.next();
        self.update(name, |draft| {
            let others = std::mem::take(&mut draft.others);
            *draft = Draft { others, ..Draft::new(name, id) };
        });
    }

    /// Takes what a draft has out of it, to add files. `None` if it's gone, or without it if
    /// others are being added.
    pub(super) fn take_material(self, name: &str) -> Option<(u32, Option<Material>)> {
        self.update(name, |draft| (draft.id, draft.material.take()))
    }

    /// Puts it back, unless the draft is gone or its files were forgotten: all of it is dropped then.
    pub(super) fn put_back(self, name: &str, id: u32, put: impl FnOnce(&mut Draft)) {
        self.update(name, |draft| (draft.id == id).then(|| put(draft)));
    }

    fn next(self) -> u32 {
        self.count.update_value(|count| *count += 1);
        self.count.get_value()
    }

    /// Changes a name's draft; `None` if there is none.
    pub fn update<T>(self, name: &str, change: impl FnOnce(&mut Draft) -> T) -> Option<T> {
        let draft = |drafts: &mut Vec<Draft>| {
            drafts.iter_mut().find(|draft| draft.name == name).map(change)
        };
        self.drafts.try_update(draft).flatten()
    }

    /// What would be sent, each for its name.
    pub fn submissions(self) -> Vec<Submission> {
        self.drafts.with(|drafts| drafts.iter().flat_map(Draft::submissions).collect())
    }

    /// Takes what is to be sent out of the drafts, which are gone then.
    pub(super) fn take(self, before: impl Fn(&str) -> Option<Arc<Item>>) -> Vec<String> {
        let submissions = untrack(|| self.submissions());
        let sent =
            |it: &Submission| Sent { new: it.item().clone(), before: before(&it.item().name) };
        self.sent.set_value(submissions.iter().map(sent).collect());
        self.held.set_value(submissions);
        self.drafts.update(Vec::clear);
        self.names()
    }

    /// The names of what was sent.
    pub(super) fn names(self) -> Vec<String> {
        self.sent.with_value(|sent| sent.iter().map(|it| it.new.name.clone()).collect())
    }

    /// Whether what was sent can be sent again.
    pub fn is_held(self) -> bool {
        self.held.with_value(|held| !held.is_empty())
    }

    /// Drops what was sent, once it's in place.
    pub(super) fn release(self) {
        let _ = self.held.try_update_value(Vec::clear);
    }

    /// What was sent under a name.
    pub fn sent(self, name: &str) -> Option<Sent> {
        let find = |sent: &Vec<Sent>| sent.iter().find(|it| it.new.name == name).cloned();
        self.sent.try_with_value(find).flatten()
    }

    /// The body of a request for these names; `None` if they are no longer held.
    pub(super) fn body(
        self,
        names: &[String],
        make: impl FnOnce(&[&Submission]) -> Option<RequestBody>,
    ) -> Option<RequestBody> {
        let body = |held: &Vec<Submission>| {
            let find = |name: &String| held.iter().find(|it| it.item().name == *name);
            make(&names.iter().map(find).collect::<Option<Vec<_>>>()?)
        };
        self.held.try_with_value(body).flatten()
    }
}

impl Draft {
    fn new(name: &str, id: u32) -> Self {
        Self {
            name: name.to_owned(),
            id,
            others: Vec::new(),
            material: Some(Material::default()),
            files: Vec::new(),
            unread: Vec::new(),
            sorted: Sorted::default(),
            chosen: 0,
            signatures: SignatureResults::default(),
        }
    }

    /// Whether files are being read.
    pub fn is_reading(&self) -> bool {
        self.material.is_none()
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unread.is_empty()
    }

    /// What would be sent for its own name.
    pub fn submission(&self) -> Option<&Submission> {
        self.sorted.submissions.get(self.chosen)
    }

    /// All names that it's for.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        [&self.name].into_iter().chain(&self.others)
    }

    fn submissions(&self) -> Vec<Submission> {
        let Some(submission) = self.submission() else { return Vec::new() };
        self.names().map(|name| submission.for_name(name)).collect()
    }

    pub(super) fn set_sorted(
        &mut self,
        material: Material,
        sorted: Sorted,
        signatures: SignatureResults,
    ) {
        self.files = (0..).map_while(|at| material.file(at).map(str::to_owned)).collect();
        self.chosen = self.chosen.min(sorted.submissions.len().saturating_sub(1));
        self.material = Some(material);
        self.sorted = sorted;
        self.signatures = signatures;
    }
}
