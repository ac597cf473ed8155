//! What goes on paper: a table of all names with their dates and verdicts and, for an audit, a block
//! for each certificate. It's in the document only while printing.

use std::sync::Arc;

use cert_inventory::{
    Assessment, Certificate, GeneralName, Item, KeyMatch, Known, Severity, Verdict, hex_colons,
    slot_label,
};
use leptos::prelude::*;
use panel_logic::utc;

use crate::browser::now;
use crate::language;
use crate::state::Panel;
use crate::ui::license::LicenseStatus;
use crate::ui::private_key::describe;
use crate::ui::status::Status;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::{breakable, shown, shown_part};

/// Names of a certificate in the table; its block has all.
const MOST_NAMES: usize = 6;

/// What is being printed.
#[derive(Clone)]
pub enum Printed {
    /// The table, because the user asked the browser for it.
    Table(Vec<Arc<Item>>),
    /// The table and the certificates.
    Audit(Vec<Arc<Item>>),
}

/// What is printed, if anything, until it has been.
#[component]
pub fn AuditSheet(panel: Panel, printed: RwSignal<Option<Printed>>) -> impl IntoView {
    Effect::new(move || {
        // The browser prints a table by itself.
        if printed.with(|printed| matches!(printed, Some(Printed::Audit(_)))) {
            request_animation_frame(|| {
                // Fails in browsers that can't print, such as some on phones.
                drop(window().print());
            });
        }
    });
    let done = window_event_listener_untyped("afterprint", move |_| printed.set(None));
    on_cleanup(move || done.remove());
    move || {
        printed.get().map(|printed| match printed {
            Printed::Table(items) => page(panel, items, false),
            Printed::Audit(items) => page(panel, items, true),
        })
    }
}

fn page(panel: Panel, items: Vec<Arc<Item>>, has_blocks: bool) -> impl IntoView {
    let cluster = panel.inventory.cluster_name.get_untracked().map(|name| shown(&name));
    let at = untrack(|| panel.inventory.as_of());
    let assess = |item: Arc<Item>| (untrack(|| panel.assess(&item)), item);
    let items: Vec<_> = items.into_iter().map(assess).collect();
    let all = untrack(|| panel.inventory.items().len());
    let is_whole = items.len() == all;
    // Filters leave names out: then those that aren't set may be among them.
    let slots = if is_whole { untrack(|| panel.inventory.empty_slots()) } else { Vec::new() };
    let user = panel.user.get_value().map(|user| shown(&user));
    let by = phrases::printed_by(user.as_deref(), cluster.as_deref(), &utc::instant(now()));
    let blocks = has_blocks.then(|| {
        worst_first(&items).map(|(assessment, item)| block(assessment, item)).collect_view()
    });
    view! {
        <article class="audit">
            <h1>{phrases::audit_title(&cluster.unwrap_or_default())}</h1>
            <p>{by}</p>
            <p>{at.map(|at| phrases::list_of(&utc::instant(at)))}</p>
            <p>{panel.inventory.versions.with_untracked(|found| phrases::versions(found))}</p>
            <LicenseStatus panel />
            <h2>{labels::SUMMARY}</h2>
            <p>{(!is_whole).then(|| phrases::shown_of(items.len(), all))}</p>
            <p>{counts(&items, &slots)}</p>
            {table(&items, &slots)}
            <p>{labels::LIST_SCOPE}</p>
            {blocks}
        </article>
    }
}

fn worst_first(
    items: &[(Assessment, Arc<Item>)],
) -> impl Iterator<Item = &(Assessment, Arc<Item>)> {
    Verdict::ALL
        .into_iter()
        .flat_map(move |verdict| items.iter().filter(move |(it, _)| it.verdict == verdict))
}

/// How many names there are, and of each verdict; those that aren't set count, too.
fn counts(items: &[(Assessment, Arc<Item>)], slots: &[&Known]) -> String {
    let of_verdict = Verdict::ALL.into_iter().filter_map(|verdict| {
        let listed = items.iter().filter(|(it, _)| it.verdict == verdict).count();
        let empty = slots.iter().filter(|slot| Verdict::of_slot(slot) == verdict).count();
        (listed + empty > 0).then(|| phrases::verdict_count(verdict, listed + empty))
    });
    let of_verdict = of_verdict.collect::<Vec<_>>().join(", ");
    phrases::names_counted(items.len() + slots.len(), &of_verdict)
}

/// A row for each name, as on the screen, but with its dates and signature.
fn table(items: &[(Assessment, Arc<Item>)], slots: &[&'static Known]) -> impl IntoView + use<> {
    let is_missing = |slot: &&&Known| Verdict::of_slot(slot).needs_attention();
    let missing: Vec<_> = slots.iter().filter(is_missing).map(|slot| slot_row(slot)).collect();
    let unset: Vec<_> =
        slots.iter().filter(|slot| !is_missing(slot)).map(|slot| slot_row(slot)).collect();
    let rows = worst_first(items).map(|(assessment, item)| row(assessment, item)).collect_view();
    let head = |label: Label| view! { <th scope="col">{label}</th> };
    let columns = [
        labels::NAME,
        labels::STATUS,
        labels::VALIDITY,
        labels::NAMES_COVERED,
        labels::KEY_AND_SIGNATURE,
    ];
    view! {
        <table>
            <thead>
                <tr>{columns.map(head).collect_view()}</tr>
            </thead>
            <tbody>{missing} {rows} {unset}</tbody>
        </table>
    }
}

fn row(assessment: &Assessment, item: &Item) -> impl IntoView + use<> {
    let leaf = item.leaf();
    let dates = leaf.map(|leaf| [leaf.not_before, leaf.not_after]);
    let dates = dates.map(|dates| dates.map(|date| shown_part(&date.map(utc::instant))));
    let names = leaf.map(names).unwrap_or_default();
    let signature = leaf.and_then(|leaf| leaf.signature.as_ref().ok()).map(|it| it.shown_name());
    let facts = [
        leaf.map(|leaf| shown_part(&leaf.public_key)),
        signature.map(ToString::to_string),
        (item.key_match != KeyMatch::NotExpected).then(|| {
            let is_matched = item.key_match.label().localized(language::translations());
            format!("{}: {is_matched}", labels::PRIVATE_KEY.localized())
        }),
    ];
    view! {
        <tr>
            <th scope="row">{named(&item.name, item.known())}</th>
            <td>
                <Status assessment=assessment.clone() />
                {more(assessment).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            </td>
            <td>{lines(dates.into_iter().flatten())}</td>
            <td>{lines(names)}</td>
            <td>{lines(facts.into_iter().flatten())}</td>
        </tr>
    }
}

fn slot_row(slot: &'static Known) -> impl IntoView {
    let what = slot_label(slot).localized(language::translations());
    view! {
        <tr>
            <th scope="row">{named(slot.name, Some(slot))}</th>
            <td colspan="4">{what}</td>
        </tr>
    }
}

fn named(name: &str, known: Option<&'static Known>) -> impl IntoView + use<> {
    let title = known.map(|known| known.title.localized(language::translations()));
    view! {
        {breakable(&shown(name))}
        {title.map(|title| view! { <p>{title}</p> })}
    }
}

fn lines(texts: impl IntoIterator<Item = String>) -> impl IntoView {
    texts.into_iter().map(|text| view! { <p>{breakable(&text)}</p> }).collect_view()
}

/// The common name and the alternative names of a certificate, each once.
fn names(certificate: &Certificate) -> Vec<String> {
    let common = certificate.subject.as_ref().ok().and_then(|name| name.common_name());
    let mut names: Vec<String> = common.into_iter().map(|name| shown(&name)).collect();
    let sans = certificate.sans().unwrap_or_default();
    for san in sans {
        let san = match san {
            GeneralName::Dns(name) => shown(&name),
            other => shown(&other.to_string()),
        };
        if names.len() <= MOST_NAMES && !names.contains(&san) {
            names.push(san);
        }
    }
    if names.len() > MOST_NAMES {
        names.truncate(MOST_NAMES);
        names.push("…".to_owned());
    }
    names
}

/// The errors and warnings beside the one that decided.
fn more(assessment: &Assessment) -> Vec<String> {
    let more = [Severity::Error, Severity::Warning].map(|severity| assessment.more(severity));
    more.iter().flatten().map(language::localized).collect()
}

fn block(assessment: &Assessment, item: &Item) -> impl IntoView + use<> {
    let affected = assessment.reach.message(item).map(|it| language::localized(&it));
    let purpose = item.known().map(|known| known.title.localized(language::translations()));
    let count = item.certificates.len();
    let certificates: Vec<_> = item
        .certificates
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let is_leaf = item.chain.leaf == Some(index);
            let title = (count > 1).then(|| phrases::certificate_title(index + 1, count, is_leaf));
            certificate(title, it)
        })
        .collect();
    let key = item.key.as_ref().map(|key| {
        let is_matched = item.key_match.label().localized(language::translations());
        format!("{}; {is_matched}", describe(key))
    });
    let problems = item.problems.iter().map(|it| (it.severity(), it.message()));
    let findings = assessment.findings.iter().map(|it| (it.severity, it.meaning.clone()));
    let findings: Vec<_> = problems
        .chain(findings)
        .map(
            |(severity, meaning)| view! { <li>{language::localized(&severity.told(meaning))}</li> },
        )
        .collect();
    view! {
        <section>
            <h2>{shown(&item.name)} {" "} <small>{purpose}</small></h2>
            <p>
                <Status assessment=assessment.clone() />
                {more(assessment)
                    .into_iter()
                    .map(|text| view! { <span>{", "} {text}</span> })
                    .collect_view()}
            </p>
            {affected.map(|it| view! { <p>{labels::IMPACT} {" "} {it}</p> })}
            <ul>{findings}</ul>
            {certificates}
            <dl>
                <dt>{labels::PRIVATE_KEY}</dt>
                <dd>{key.unwrap_or_else(|| labels::NONE.localized().to_owned())}</dd>
            </dl>
        </section>
    }
}

fn certificate(title: Option<String>, certificate: &Certificate) -> impl IntoView + use<> {
    let names = certificate.sans().map(|names| match names.as_slice() {
        [] => labels::NONE.localized().to_owned(),
        names => names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    });
    let signature = certificate.signature.as_ref().map(|signature| signature.shown_name());
    let rows = [
        (labels::SUBJECT, shown_part(&certificate.subject)),
        (labels::ISSUER, shown_part(&certificate.issuer)),
        (labels::ALTERNATIVE_NAMES, shown_part(&names)),
        (labels::SERIAL, shown_part(&certificate.serial)),
        (labels::VALID_FROM, shown_part(&certificate.not_before.map(utc::instant))),
        (labels::VALID_UNTIL, shown_part(&certificate.not_after.map(utc::instant))),
        (labels::PUBLIC_KEY, shown_part(&certificate.public_key)),
        (labels::SIGNATURE, shown_part(&signature.map_err(|why| *why))),
        (labels::SHA_256, hex_colons(&certificate.sha256)),
    ];
    let row = |(name, value)| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    };
    view! {
        <div class="audit-certificate">
            {title.map(|title| view! { <h3>{title}</h3> })} <dl>{rows.map(row).collect_view()}</dl>
        </div>
    }
}
