//! What has changed since an export that the user chooses.

use std::sync::Arc;

use cert_inventory::export::Extent;
use cert_inventory::{
    CompareError, Comparison, Difference, Message, ReadFailure, Rule, SavedCertificate, SavedItem,
    SavedLists, Snapshot, Timestamp, compare,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;
use panel_logic::{route, utc};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use super::slices::Working;
use crate::language;
use crate::state::{Panel, Refreshed};
use crate::ui::kit::{Chosen, FileChoice, Icon, Sheet, read_file};
use crate::ui::status::appearance;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::{breakable, shown};
use crate::ui::time;

/// Names that are listed at most: a file can have any number.
const MOST_NAMES: usize = 500;

/// Characters of a text of the file that are shown at most.
const MOST_CHARACTERS: usize = 200;

/// What was chosen. It outlives the sheet, so that a user who looked at a name can come back.
#[derive(Clone, Default)]
pub struct Compared {
    /// The file's name.
    file: String,
    content: Content,
}

#[derive(Clone, Default)]
enum Content {
    #[default]
    Nothing,
    Unreadable,
    /// Lists of several clusters; the user knows which one is this.
    OneOf(Arc<SavedLists>),
    Read(Result<Arc<Snapshot>, CompareError>),
}

impl Content {
    /// Reads a file for the cluster with this name, if it's known.
    fn of_file(text: &str, cluster: Option<&str>) -> Self {
        match Snapshot::read_several(text).map(|saved| saved.of_cluster(cluster)) {
            Ok(Ok(list)) => Self::Read(list.map(Arc::new)),
            Ok(Err(lists)) => Self::OneOf(Arc::new(lists)),
            Err(error) => Self::Read(Err(error)),
        }
    }
}

/// What is compared: the list of the file, and the cluster's.
#[derive(Clone)]
struct Lists {
    old: Arc<Snapshot>,
    new: Arc<Snapshot>,
    /// The instant that the cluster's list is of.
    as_of: Option<Timestamp>,
    /// Why it is no newer, if it couldn't be read.
    failure: Option<ReadFailure>,
}

#[component]
pub fn CompareSheet(
    panel: Panel,
    is_open: RwSignal<bool>,
    compared: RwSignal<Compared>,
    /// A file that was dropped on the page, until it is read.
    dropped: RwSignal<Option<File>, LocalStorage>,
) -> impl IntoView {
    let to_log = StoredValue::new(false);
    let on_choice = Callback::new(move |(file, chosen)| {
        to_log.set_value(true);
        let content = match chosen {
            Chosen::Text(text) => {
                let cluster = panel.inventory.cluster_name.get_untracked();
                Content::of_file(&text, cluster.as_deref())
            }
            Chosen::TooLarge => Content::Read(Err(CompareError::TooLarge)),
            Chosen::Unreadable => Content::Unreadable,
        };
        compared.set(Compared { file, content });
    });
    Effect::new(move || {
        if let Some(file) = dropped.get() {
            dropped.set(None);
            read_file(&file, Snapshot::MAX_BYTES, on_choice);
        }
    });
    let working = Working::new();
    let lists = RwSignal::new(None::<Lists>);
    // The file's list, once the cluster's has been read anew for it: what is said is as of now.
    let ready = RwSignal::new(None);
    Effect::new(move || {
        let is_wanted = working.end();
        lists.set(None);
        ready.set(None);
        let Content::Read(Ok(old)) = compared.get().content else { return };
        spawn_local(async move {
            // Another read may take its place.
            while is_wanted() && panel.refresh().await == Refreshed::Overtaken {}
            if is_wanted() {
                ready.set(Some(old));
            }
        });
    });
    // Judged once: the passing of time alone must not replace what is being read, and a list that
    // has changed replaces it when it has been compared.
    Effect::new(move || {
        let Some(old) = ready.get() else { return };
        let Some(inventory) = panel.inventory.inventory() else { return };
        let as_of = untrack(|| panel.inventory.as_of());
        let failure = panel.inventory.failure.get_untracked();
        spawn_local(async move {
            let inputs = panel.inputs();
            let context = inputs.context();
            let mut new = Snapshot::begin(&context);
            let mut progress = working.begin(inventory.items.len()).await;
            for item in inventory.iter() {
                new.add(item, &context);
                if !progress.step().await {
                    return;
                }
            }
            if !progress.end() {
                return;
            }
            // Logged when a file is chosen, and not again when the list changes.
            if to_log.get_value() {
                to_log.set_value(false);
                let outcome = match compare(&old, &new) {
                    Ok(comparison) => summary(&old, &comparison),
                    Err(error) => cut_names(error).message(),
                };
                panel.activity.add(Action::Compared, "", Some(outcome));
            }
            lists.set(Some(Lists { old, new: Arc::new(new), as_of, failure }));
        });
    });
    let progress = move || {
        let text = match working.percent.get() {
            Some(percent) => phrases::comparing(percent),
            None => labels::LOADING.localized().to_owned(),
        };
        view! { <p role="status">{text}</p> }
    };
    let result = move || match compared.get() {
        Compared { content: Content::Nothing, .. } => ().into_any(),
        Compared { content: Content::Unreadable, .. } => {
            failed(labels::COMPARE_UNREADABLE.localized())
        }
        Compared { content: Content::OneOf(lists), .. } => one_of(&lists, compared),
        Compared { content: Content::Read(Err(error)), .. } => {
            failed(&language::localized(&error.message()))
        }
        Compared { content: Content::Read(Ok(_)), file } => match lists.get() {
            Some(lists) => compared_lists(&file, &lists).into_any(),
            None => progress.into_any(),
        },
    };
    // What to say instead, as long as there is no list.
    let missing = Memo::new(move |_| {
        let has_failed = || panel.inventory.failure.with(Option::is_some);
        (!panel.inventory.is_listed.get()).then(has_failed)
    });
    let content = move || match missing.get() {
        None => view! {
            <div class="buttons choose">
                <FileChoice
                    label=labels::COMPARE_CHOOSE.localized()
                    accept=".json,application/json"
                    most_bytes=Snapshot::MAX_BYTES
                    on_choice
                />
            </div>
            {result}
        }
        .into_any(),
        Some(true) => failed(labels::NOT_LOADED.localized()),
        Some(false) => view! { <p role="status">{labels::LOADING}</p> }.into_any(),
    };
    // The activity that this one may have been opened from is gone.
    let leads_to = Callback::new(|()| {
        let button = document().query_selector(".compare-button").ok().flatten()?;
        button.dyn_into::<HtmlElement>().ok()
    });
    view! {
        <Sheet
            title=labels::COMPARE_TITLE.localized()
            close_label=labels::CLOSE.localized()
            is_open
            leads_to
        >
            <p class="quiet-text">{labels::COMPARE_LEAD}</p>
            {content}
        </Sheet>
    }
}

/// With no more of the file's own text than is shown of it elsewhere.
fn cut_names(error: CompareError) -> CompareError {
    match error {
        CompareError::OtherCluster { saved, expected } => {
            CompareError::OtherCluster { saved: cut(&saved), expected }
        }
        other => other,
    }
}

/// Lets the user choose a cluster.
fn one_of(lists: &SavedLists, compared: RwSignal<Compared>) -> AnyView {
    let choice = |(name, list): &(String, Result<Snapshot, CompareError>)| {
        let list = list.clone().map(Arc::new);
        let choose = move |_| {
            // The button goes away; the one that chose the file stays.
            let stays = document().query_selector(".choose button").ok().flatten();
            if let Some(stays) = stays.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                drop(stays.focus());
            }
            compared.update(|compared| compared.content = Content::Read(list.clone()));
        };
        view! {
            <button type="button" on:click=choose>
                {cut(name)}
            </button>
        }
    };
    view! {
        <p role="status">{labels::COMPARE_WHICH}</p>
        <div class="buttons" role="group" aria-label=labels::CLUSTERS.localized()>
            {lists.iter().take(MOST_NAMES).map(choice).collect_view()}
        </div>
    }
    .into_any()
}

fn failed(message: &str) -> AnyView {
    view! {
        <div class="notice failure" role="alert">
            <Icon name="error" />
            <p>{message.to_owned()}</p>
        </div>
    }
    .into_any()
}

fn summary(old: &Snapshot, comparison: &Comparison<'_>) -> Message {
    let Comparison { differences, unchanged, .. } = comparison;
    let is_whole = old.extent == Extent::Whole;
    phrases::compared(differences.len(), *unchanged, &utc::instant(old.time), is_whole)
}

/// What differs, in which file and as of when.
fn compared_lists(file: &str, lists: &Lists) -> impl IntoView + use<> {
    let Lists { old, new, as_of, failure } = lists;
    let changes = match compare(old, new) {
        Ok(comparison) => changes(old, &comparison),
        Err(error) => failed(&language::localized(&cut_names(error).message())),
    };
    let stale = failure.as_ref().zip(*as_of).map(|(failure, at)| {
        let lead = phrases::compared_with_stale(&time::of_day(at));
        failed(&[&lead, " ", &*language::localized(&failure.message())].concat())
    });
    let which = as_of.map(|at| phrases::compared_with(&cut(file), &utc::instant(at)));
    view! {
        {stale}
        {changes}
        <p class="quiet-text">{which}</p>
    }
}

fn changes(old: &Snapshot, comparison: &Comparison<'_>) -> AnyView {
    let Comparison { differences, not_compared, is_cluster_known, .. } = comparison;
    let summary = language::localized(&summary(old, comparison));
    let scope = (old.extent == Extent::Filtered).then(|| phrases::not_compared(*not_compared));
    let doubt = (!is_cluster_known).then_some(labels::COMPARE_CLUSTER_UNKNOWN);
    let more = differences.len().saturating_sub(MOST_NAMES);
    let list = (!differences.is_empty()).then(|| {
        view! {
            <ul class="plain differences" tabindex="0" aria-label=labels::CHANGED_NAMES>
                {differences.iter().take(MOST_NAMES).map(difference).collect_view()}
                {(more > 0).then(|| view! { <li>{phrases::and_more(more)}</li> })}
            </ul>
        }
    });
    view! {
        <p role="status">
            <strong>{summary}</strong>
        </p>
        {scope.map(|scope| view! { <p class="quiet-text">{scope}</p> })}
        {doubt.map(|doubt| view! { <p class="quiet-text">{doubt}</p> })}
        {list}
    }
    .into_any()
}

fn difference(found: &Difference<'_>) -> impl IntoView + use<> {
    let name = cut(found.name);
    let name = match found.after {
        // What is listed has details to go to.
        Some(_) => {
            view! { <a href=route::certificate(found.name)>{breakable(&name)}</a> }.into_any()
        }
        None => view! { <span>{breakable(&name)}</span> }.into_any(),
    };
    let facts = facts(found).into_iter().map(|(label, value)| {
        view! {
            <dt>{label}</dt>
            <dd>{value}</dd>
        }
    });
    let kind = found.kind.label().localized(language::translations());
    view! {
        <li>
            <p>
                <strong class="difference-name">{name}</strong>
                {" "}
                <span class="mark">{kind}</span>
            </p>
            <dl>{facts.collect_view()}</dl>
        </li>
    }
}

/// The facts about a name that differs. Of one that was added or removed, what it is or was.
fn facts(found: &Difference<'_>) -> Vec<(Label, AnyView)> {
    let text = |text: String| text.into_any();
    let mut facts = Vec::new();
    let status = match (found.verdicts(), found.before.xor(found.after)) {
        (Some((before, after)), _) => Some(
            view! {
                {verdict(before)}
                " → "
                {verdict(after)}
            }
            .into_any(),
        ),
        (None, Some(only)) => Some(verdict(only.verdict).into_any()),
        (None, None) => None,
    };
    facts.extend(status.map(|status| (labels::STATUS, status)));
    let subject = |leaf: &SavedCertificate| leaf.subject.as_deref().map(cut);
    let until = |leaf: &SavedCertificate| leaf.not_after.map(utc::instant);
    facts.extend(of_leaf(found, subject).map(|it| (labels::SUBJECT, text(it))));
    facts.extend(of_leaf(found, until).map(|it| (labels::VALID_UNTIL, text(it))));
    facts.extend(found.has_new_key().map(|is_new| {
        let key = if is_new { labels::NEW_KEY } else { labels::SAME_KEY };
        (labels::PUBLIC_KEY, text(key.localized().to_owned()))
    }));
    let rules = [
        (labels::NEW_FINDINGS, &found.new_findings),
        (labels::GONE_FINDINGS, &found.gone_findings),
    ];
    let listed = rules.into_iter().filter(|(_, ids)| !ids.is_empty());
    facts.extend(listed.map(|(label, ids)| (label, text(rules_of(ids)))));
    facts
}

/// A fact of an item's own certificate, before and after where it is another one.
fn of_leaf(
    found: &Difference<'_>,
    fact: impl Fn(&SavedCertificate) -> Option<String>,
) -> Option<String> {
    let [before, after] = [found.before, found.after].map(|item| item.and_then(SavedItem::leaf));
    let is_same = before.zip(after).is_some_and(|(before, after)| before.sha256 == after.sha256);
    match (before.and_then(&fact), after.and_then(&fact)) {
        _ if is_same => None,
        (Some(before), Some(after)) if before != after => Some([&before, " → ", &after].concat()),
        (before, after) => after.or(before),
    }
}

/// The rules' names. A newer or older version may know others: those are shown by their IDs.
fn rules_of(ids: &[&str]) -> String {
    let label = |id: &str| match Rule::of_id(id) {
        Some(rule) => rule.label().localized(language::translations()).to_owned(),
        None => cut(id),
    };
    phrases::first_of(ids.iter().map(|id| label(id)), 20)
}

fn verdict(verdict: cert_inventory::Verdict) -> impl IntoView {
    let (class, icon) = appearance(verdict, None);
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            <span>{phrases::verdict(verdict)}</span>
        </span>
    }
}

/// The start of a text, with its invisible characters made visible.
fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(MOST_CHARACTERS).collect();
    let rest = if characters.next().is_some() { "…" } else { "" };
    shown(&start) + rest
}
