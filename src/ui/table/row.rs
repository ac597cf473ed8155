//! One logical name in the table.

use std::sync::Arc;

use cert_inventory::{
    Assessment, Certificate, Expiry, Field, GeneralName, Hit, Item, KEY_HIDDEN, KEY_REUSED,
    KeyMatch, Known, Link, NO_CERTIFICATE, Name, Part, SELF_SIGNED, Severity, Verdict, no_key,
    slot_label,
};
use leptos::prelude::*;
use panel_logic::route::{self, PROBLEMS};
use panel_logic::utc;

use super::external_changes::ChangeMark;
use crate::language;
use crate::state::Panel;
use crate::ui::delete_action::DeleteAction;
use crate::ui::kit::Icon;
use crate::ui::private_key::{describe, key_match_mark};
use crate::ui::replace_action::ReplaceAction;
use crate::ui::status::{StatusFact, appearance, days};
use crate::ui::strings::{labels, phrases};
use crate::ui::text::{breakable, shown};
use crate::ui::time::Day;

/// Alternative names that a row has room for at most.
const MOST_NAMES: usize = 8;

/// A name that the cluster lists.
#[component]
pub fn Row(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let title = item.known().map_or("", |known| known.title.localized(language::translations()));
    let (subject, issuer) = (subject(&item), issuer(&item));
    let assessment = {
        let item = Arc::clone(&item);
        Memo::new(move |_| panel.assess(&item))
    };
    let turning_point = {
        let item = Arc::clone(&item);
        move || {
            let now = panel.clock.minute.get();
            let at = item.expires_first(now, &panel.thresholds.get());
            let expiry = assessment.with(|it| it.expiry);
            let certificate = at.and_then(|at| item.certificates.get(at));
            let certificate = certificate.filter(|_| expiry.is_valid_now());
            let left = certificate.and_then(|certificate| certificate.percent_left(now));
            turning_point(&item, (expiry, at, left))
        }
    };
    let status = {
        let name = item.name.clone();
        move || view! { <StatusFact assessment=assessment.get() name=name.clone() /> }
    };
    let affected = {
        let item = Arc::clone(&item);
        move || {
            let affected = assessment.with(|it| it.reach.affected(&item))?;
            let text = language::localized(&affected);
            Some(view! {
                <span class="affected" title=text.clone()>
                    {text.clone()}
                </span>
            })
        }
    };
    let marks = {
        let name = item.name.clone();
        move || assessment.with(|assessment| more_marks(assessment, &name))
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="row-link searched" href=route::certificate(&item.name)>
                    {breakable(&shown(&item.name))}
                </a>
            </th>
            <td role="cell" class="cell-status">
                <span class="purpose searched">{title}</span>
                <div class="status-line">
                    {status} {marks} <PartialMark panel name=item.name.clone() />
                    <ChangeMark panel name=item.name.clone() />
                </div>
                <div class="status-facts">
                    {affected} <span class="status-days">{move || assessment.with(days)}</span>
                    {turning_point}
                </div>
            </td>
            <td role="cell" class="cell-subject">
                {subject}
                <Found panel item=Arc::clone(&item) assessment />
            </td>
            <td role="cell" class="cell-issuer">
                {issuer}
            </td>
            <td role="cell" class="cell-key">
                <KeyCell item=Arc::clone(&item) />
            </td>
            <td role="cell" class="cell-action">
                <ReplaceAction panel name=item.name.clone() is_quiet=true />
                <DeleteAction panel item is_quiet=true />
            </td>
        </tr>
    }
}

/// A known name that the cluster doesn't list.
#[component]
pub fn EmptyRow(panel: Panel, known: &'static Known) -> impl IntoView {
    let (class, icon) = appearance(Verdict::of_slot(known), None);
    view! {
        <tr role="row" class="empty">
            <th role="rowheader" scope="row" class="searched">
                <span>{known.name}</span>
            </th>
            <td role="cell" class="cell-status">
                <span class="purpose searched">
                    {known.title.localized(language::translations())}
                </span>
                <div class="status-line">
                    <span class=format!("status {class}")>
                        <Icon name=icon />
                        <span class="searched">
                            {slot_label(known).localized(language::translations())}
                        </span>
                    </span>
                    <PartialMark panel name=known.name.to_owned() />
                    <ChangeMark panel name=known.name.to_owned() />
                </div>
            </td>
            {["cell-subject", "cell-issuer", "cell-key"]
                .map(|class| {
                    view! {
                        <td role="cell" class=class>
                            {labels::NONE}
                        </td>
                    }
                })
                .collect_view()}
            <td role="cell" class="cell-action">
                <ReplaceAction panel name=known.name.to_owned() is_empty=true is_quiet=true />
            </td>
        </tr>
    }
}

/// A deletion that may be partial: the list can't show what is left on a node's disk.
#[component]
fn PartialMark(panel: Panel, name: String) -> impl IntoView {
    let is_partial = Memo::new(move |_| panel.notices.queue.with(|queue| queue.is_partial(&name)));
    move || {
        is_partial
            .get()
            .then(|| view! { <span class="mark bad wrapping">{labels::PARTLY_DELETED}</span> })
    }
}

/// The date when the status changes, and which certificate's it is, if not the leaf's.
fn turning_point(
    item: &Item,
    (expiry, at, percent_left): (Expiry, Option<usize>, Option<u8>),
) -> Option<impl IntoView + use<>> {
    let certificate = item.certificates.get(at?)?;
    let time = match expiry {
        Expiry::NotYetValid { .. } => certificate.not_before,
        _ => certificate.not_after,
    };
    let whose = (at != item.chain.leaf).then(|| {
        let whose = phrases::certificate_of(at? + 1, item.certificates.len());
        Some(view! { <span class="mark">{whose}</span> })
    });
    let share =
        percent_left.map(|left| view! { <span class="share">{phrases::percent_left(left)}</span> });
    Some(view! {
        <Day time />
        {share}
        {whose}
    })
}

/// How many errors and warnings there are beside the one that decided; each leads to the first.
fn more_marks(assessment: &Assessment, name: &str) -> impl IntoView + use<> {
    let mark = |severity, class: &'static str| {
        let rule = assessment.next_rule(severity);
        let href = route::section(name, rule.map_or(PROBLEMS, cert_inventory::Rule::id));
        assessment.more(severity).map(|more| {
            view! {
                <a class=format!("mark {class}") href=href>
                    {language::localized(&more)}
                </a>
            }
        })
    };
    (mark(Severity::Error, "bad"), mark(Severity::Warning, "warn"))
}

#[component]
fn KeyCell(item: Arc<Item>) -> impl IntoView {
    let Some(key) = &item.key else {
        let class = match item.key_match {
            // Whether a name that is not known needs a key is not known either.
            KeyMatch::Missing if item.known().is_none() => "quiet-text",
            KeyMatch::Missing | KeyMatch::Unreadable => "bad",
            _ => "quiet-text",
        };
        let label = no_key(&item).localized(language::translations());
        return view! { <span class=class>{label}</span> }.into_any();
    };
    let reused = item.key_reused_by().next().map(|_| {
        let reused = KEY_REUSED.localized(language::translations());
        view! { <span class="mark reused">{reused}</span> }
    });
    let hidden = KEY_HIDDEN.localized(language::translations());
    view! {
        <span class="line">
            <span class="key-kind searched">{describe(key)}</span>
            <span class="masked" title=hidden>
                <Icon name="key" />
                <span class="visually-hidden">{hidden}</span>
            </span>
        </span>
        <span class="line">{key_match_mark(&item.key_match)} {reused}</span>
    }
    .into_any()
}

/// A name's whole form.
fn full(name: &Name) -> String {
    shown(&name.to_string())
}

/// A name's shortest distinct form.
fn short(name: &Part<Name>) -> String {
    match name {
        Ok(name) => name.common_name().map_or_else(|| full(name), |name| shown(&name)),
        Err(_) => labels::UNREADABLE.localized().to_owned(),
    }
}

/// A match in something that the row does not show.
#[component]
fn Found(panel: Panel, item: Arc<Item>, assessment: Memo<Assessment>) -> impl IntoView {
    let end = item.leaf().and_then(|leaf| leaf.not_after.ok()).map(utc::day);
    let key = item.key.as_deref().map(describe);
    let key_match = item.key_match.label().localized(language::translations()).to_owned();
    let key_match = Some(key_match).filter(|text| !text.contains(':'));
    let row = [subject_text(item.leaf()), issuer_text(&item)];
    let shown: Vec<_> = row.into_iter().chain(end).chain(key).chain(key_match).collect();
    move || {
        let query = panel.query().get()?;
        let hit = assessment.with(|it| query.find(&item, it, language::translations()));
        let Some(Hit { field, text }) = hit else {
            let found = labels::FOUND_IN_DETAILS;
            return Some(view! { <span class="found">{found}</span> }.into_any());
        };
        let is_shown = matches!(field, Field::Name | Field::Title | Field::Status | Field::Impact)
            || shown.iter().any(|text| query.is_in(text));
        (!is_shown).then(|| {
            view! {
                <span class="found">
                    {phrases::found_in(labels::field(field))} {" "}
                    <span class="searched">{breakable(&text)}</span>
                </span>
            }
            .into_any()
        })
    }
}

fn subject(item: &Item) -> impl IntoView + use<> {
    let (leaf, certificates) = (item.leaf(), item.certificates.len());
    let text = subject_text(leaf);
    // Where there is no room for its column.
    let issuer = leaf.map(|_| issuer_text(item));
    let title = leaf.and_then(|leaf| leaf.subject.as_ref().ok().map(full));
    let more = (certificates > 1).then(|| phrases::and_more(certificates - 1));
    let names: Vec<_> = leaf
        .and_then(|leaf| leaf.sans().ok())
        .unwrap_or_default()
        .iter()
        .filter_map(|name| match name {
            GeneralName::Dns(name) => Some(shown(name)),
            _ => None,
        })
        .take(MOST_NAMES)
        .collect();
    let names = names.join(", ");
    view! {
        <span class="line">
            <span class="dn searched" title=title>
                {breakable(&text)}
            </span>
            {more.map(|more| view! { <span class="mark">{more}</span> })}
        </span>
        <span class="sans" title=names.clone()>
            {names.clone()}
        </span>
        {issuer
            .map(|issuer| {
                view! {
                    <span class="sans issuer" title=issuer.clone()>
                        <span class="visually-hidden">{labels::ISSUER} ": "</span>
                        <span class="searched">{issuer.clone()}</span>
                    </span>
                }
            })}
    }
}

fn subject_text(leaf: Option<&Certificate>) -> String {
    leaf.map_or_else(
        || NO_CERTIFICATE.localized(language::translations()).to_owned(),
        |leaf| short(&leaf.subject),
    )
}

fn issuer_text(item: &Item) -> String {
    let link = item.chain.leaf.and_then(|leaf| item.chain.links.get(leaf));
    match (item.leaf(), link) {
        (None, _) => labels::NONE.localized().to_owned(),
        (_, Some(Link::SelfSigned)) => SELF_SIGNED.localized(language::translations()).to_owned(),
        (Some(leaf), _) => short(&leaf.issuer),
    }
}

fn issuer(item: &Item) -> impl IntoView + use<> {
    let title = item.leaf().and_then(|leaf| leaf.issuer.as_ref().ok().map(full));
    let text = issuer_text(item);
    view! {
        <span class="dn searched" title=title>
            {breakable(&text)}
        </span>
    }
}
