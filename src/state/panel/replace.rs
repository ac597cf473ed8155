//! Replacement: files are added, what they contain is checked, and what is confirmed is sent. Then the
//! list is read until it shows what became of it.

use cert_inventory::{
    ClusterSettings, Context, Endpoint, Inventory, Item, Material, Objected, ReplaceOutcome,
    RequestBody, SignatureResults, Submission, Task, Tone, message, preflight, tasks,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;
use panel_logic::replacing::{Next, Replacing};

use super::Panel;
use crate::api::{ChosenFile, Fact};
use crate::browser::{self, now};
use crate::state::SignedOutReason;
use crate::state::inventory::Refreshed;
use crate::state::tray::{Draft, Tray};
use crate::webcrypto;

/// Something that was given to be sent.
pub enum Given {
    File(ChosenFile),
    /// What was pasted, and what to call it.
    Pasted(String, Vec<u8>),
}

/// The longest file that is read: the core says that it's too long.
const LONGEST_FILE: usize = 1 << 20;

/// Signatures that are verified at most: a chain has a few.
const MOST_SIGNATURES: usize = 2_000;

impl Panel {
    /// Reads the settings that new certificates are checked against.
    pub fn read_replacement_settings(self) {
        let tray = self.replacing.tray();
        spawn_local(async move {
            let settings = self.client().settings().await;
            tray.settings.try_set(Some(settings));
        });
    }

    /// Adds files to what is to replace a name.
    pub async fn add_files(self, name: String, given: Vec<Given>) {
        let tray = self.replacing.tray();
        // First, so that nothing else of the draft waits for it.
        let mut read = Vec::new();
        for given in given {
            read.push(match given {
                Given::File(file) => (file.name(), file.read(LONGEST_FILE).await),
                Given::Pasted(name, bytes) => (name, Some(bytes)),
            });
        }
        let Some((id, mut material)) = self.take_material(tray, &name).await else { return };
        let mut unread = Vec::new();
        for (file, bytes) in read {
            match bytes {
                Some(bytes) => material.add(&file, bytes),
                None => unread.push(file),
            }
        }
        if let Some(inventory) = untrack(|| self.inventory.inventory()) {
            material.add_listed(&inventory);
        }
        let mut signatures = SignatureResults::default();
        for check in material.signature_checks().iter().take(MOST_SIGNATURES) {
            if let Some(is_valid) = webcrypto::verify(check).await {
                signatures.insert(check, is_valid);
            }
        }
        if self.inventory.is_closed() {
            return;
        }
        self.clock.judge_anew();
        let current = untrack(|| self.inventory.item(&name));
        let sorted = material.sort(&name, current.as_deref(), &signatures);
        tray.put_back(&name, id, |draft| {
            draft.unread.extend(unread);
            draft.set_sorted(material, sorted, signatures);
        });
    }

    async fn take_material(self, tray: Tray, name: &str) -> Option<(u32, Material)> {
        loop {
            if self.inventory.is_closed() {
                return None;
            }
            match tray.take_material(name)? {
                (id, Some(material)) => return Some((id, material)),
                // Other files are being added to it.
                (_, None) => browser::next_turn().await,
            }
        }
    }

    /// What speaks against a draft, for each of its names.
    pub fn objections(self, draft: &Draft) -> Vec<(String, Vec<Objected>)> {
        let Some(submission) = draft.submission() else { return Vec::new() };
        let settings = self.replacing.tray().settings.get().unwrap_or_default();
        let of_name = |name: &String| {
            let submission = submission.for_name(name);
            (name.clone(), self.objections_to(&submission, &draft.signatures, &settings))
        };
        draft.names().map(of_name).collect()
    }

    fn objections_to(
        self,
        submission: &Submission,
        signatures: &SignatureResults,
        settings: &ClusterSettings,
    ) -> Vec<Objected> {
        let current = self.inventory.item(&submission.item().name);
        self.in_context(|context| {
            let mut all = context.signatures.clone();
            all.append(signatures.clone());
            let context = Context { signatures: &all, ..*context };
            preflight(submission, current.as_deref(), &context, settings)
        })
    }

    /// What has to be done around a replacement of these names.
    pub fn tasks_for(self, name: &str) -> Vec<Task> {
        let tray = self.replacing.tray();
        let sent = tray.sent(name).map(|sent| (sent.new, sent.before));
        let fqdn = self.inventory.cluster_name.get();
        sent.map_or_else(Vec::new, |(new, before)| {
            // Whether its users know the current certificate is seen from that.
            tasks(before.as_deref().unwrap_or(&new), fqdn.as_deref())
        })
    }

    /// Sends what is in the tray.
    pub fn replace(self) {
        if self.is_changing() {
            return;
        }
        let tray = self.replacing.tray();
        let names = tray.take(|name| untrack(|| self.inventory.item(name)));
        self.send(tray, names);
    }

    /// Sends the same again that was sent, as far as it isn't in place.
    pub fn replace_again(self) {
        let tray = self.replacing.tray();
        let names = tray.flow.with_untracked(|flow| {
            let told = flow.iter().flat_map(Replacing::told);
            told.filter(|told| !told.is_done()).map(|told| told.name.to_owned()).collect()
        });
        self.send(tray, names);
    }

    fn send(self, tray: Tray, names: Vec<String>) {
        if names.is_empty() || self.is_changing() {
            return;
        }
        let listed: Vec<&str> = names.iter().map(String::as_str).collect();
        let version = untrack(|| self.inventory.version());
        let flow = Replacing::begin(&listed, version, now());
        tray.flow.set(Some(flow));
        self.replacing.set_under_way(Some(names.join(", ")), Some(now()));
        self.inventory.changes.expect_replacements(names.clone());
        spawn_local(async move {
            let activity = self.activity.add(Action::Replaced, &names.join(", "), None);
            while let Some(next) = tray.flow.try_with_untracked(next).flatten() {
                let is_over = match next {
                    Next::Send(request) => {
                        let outcome = self.request(tray, request.endpoint, &request.names).await;
                        let message = outcome.message(&request.names);
                        let is_session_over = outcome == ReplaceOutcome::SessionEnded;
                        if self.inventory.is_closed() {
                            return;
                        }
                        self.activity.amend(activity, message.clone());
                        update(tray, |flow| flow.responded(outcome, now()));
                        if is_session_over {
                            self.replacing.set_under_way(None, None);
                            self.notices.announce(Tone::Failure, message);
                            self.end(SignedOutReason::SessionEnded);
                        }
                        is_session_over
                    }
                    Next::Read { wait } => {
                        self.look_after(tray, wait).await;
                        self.inventory.is_closed()
                    }
                    Next::Nothing => true,
                };
                if is_over {
                    break;
                }
            }
            if !self.inventory.is_closed() {
                self.tell(tray, activity);
            }
        });
    }

    async fn request(self, tray: Tray, endpoint: Endpoint, names: &[String]) -> ReplaceOutcome {
        let body = tray.body(names, |submissions| match endpoint {
            Endpoint::Certificates => Some(RequestBody::of_certificates(submissions)),
            Endpoint::UpdateCert => submissions.first().map(|it| RequestBody::of_update_cert(it)),
        });
        // Only a session that has ended holds it no longer.
        let Some(body) = body else { return ReplaceOutcome::SessionEnded };
        if body.is_too_long() {
            return ReplaceOutcome::TooLarge;
        }
        let outcome = self.client().replace(endpoint, body).await;
        let is_of_role = matches!(outcome, ReplaceOutcome::Refused | ReplaceOutcome::NotPermitted);
        if !is_of_role || self.inventory.is_closed() {
            return outcome;
        }
        // The role may have changed since it was read.
        let Some(access) = self.client().access().await else { return outcome };
        let outcome = outcome.with_access(&access);
        if !self.inventory.is_closed() {
            self.inventory.show_fact(Fact::Access(access));
        }
        outcome
    }

    /// Reads the list to see what became of the names.
    async fn look_after(self, tray: Tray, wait: u32) {
        for _ in 0..wait {
            browser::sleep(1000).await;
            // Somebody doesn't wait any longer.
            let is_wanted = tray
                .flow
                .try_with_untracked(|flow| flow.as_ref().is_some_and(Replacing::is_reading));
            if self.inventory.is_closed() || is_wanted != Some(true) {
                return;
            }
        }
        let refreshed = loop {
            match self.refresh().await {
                Refreshed::Overtaken => continue,
                other => break other,
            }
        };
        if self.inventory.is_closed() {
            return;
        }
        let list = self.inventory.previous();
        let compare = |name: &str| installed(tray, &list, name);
        let compare: Option<&dyn Fn(&str) -> _> = match refreshed {
            Refreshed::Shown => Some(&compare),
            _ => None,
        };
        update(tray, |flow| flow.listed(compare, now()));
    }

    /// Says what became of it: in the dialog if it's open, in a notice, and in the activity.
    fn tell(self, tray: Tray, activity: usize) {
        let is_all_done = tray.flow.with_untracked(|flow| {
            flow.iter().flat_map(Replacing::told).all(|told| told.is_done())
        });
        if is_all_done {
            tray.release();
        }
        self.replacing.set_under_way(None, None);
        self.inventory.changes.expect_replacements(Vec::new());
        let Some(flow) = tray.flow.get_untracked() else { return };
        for told in flow.told() {
            let Some(outcome) = told.outcome else { continue };
            self.activity.amend(activity, outcome.message_after(told.name, told.installed));
        }
        for name in flow.names() {
            for task in untrack(|| self.tasks_for(name)).into_iter().filter(|it| !it.is_before) {
                let what = match task.command {
                    Some(command) => message!("{0} {1}", task.what, command.text),
                    None => task.what,
                };
                self.activity.amend(activity, what);
            }
        }
        let is_seen = self.replacing.asked.with_untracked(Option::is_some);
        if is_seen {
            return;
        }
        // Its dialog was closed meanwhile.
        let mut notice = None;
        for (names, outcome) in flow.responses() {
            let message = outcome.message(names);
            let tone = if is_all_done { Tone::Success } else { outcome.tone() };
            match notice {
                None => notice = Some(self.notices.announce(tone, message)),
                Some(notice) => self.notices.amend(notice, tone, Some(message)),
            }
        }
        for told in flow.told() {
            let (Some(outcome), Some(notice)) = (told.outcome, notice) else { continue };
            let after = outcome.message_after(told.name, told.installed);
            let tone = if is_all_done { Tone::Success } else { Tone::Failure };
            self.notices.amend(notice, tone, Some(after));
        }
    }

    /// Stops waiting for the list.
    pub fn stop_waiting(self) {
        update(self.replacing.tray(), Replacing::give_up);
    }
}

fn next(flow: &Option<Replacing>) -> Option<Next> {
    flow.as_ref().map(|flow| flow.next(now()))
}

fn update(tray: Tray, change: impl FnOnce(&mut Replacing)) {
    let _ = tray.flow.try_update(|flow| flow.as_mut().map(change));
}

fn installed(tray: Tray, list: &Inventory, name: &str) -> cert_inventory::Installed {
    let listed: Option<&Item> = list.iter().find(|item| item.name == name);
    match tray.sent(name) {
        Some(sent) => cert_inventory::Installed::of(listed, &sent.new, sent.before.as_deref()),
        None => cert_inventory::Installed::Unread,
    }
}
