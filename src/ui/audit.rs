//! A printable audit page: a summary, then one block per certificate. It's in the document only
//! while printing.

use std::sync::Arc;

use cert_inventory::{Assessment, Certificate, Item, Verdict, hex_colons, slot_label};
use leptos::prelude::*;
use panel_logic::utc;

use crate::language;
use crate::state::Panel;
use crate::ui::license::LicenseStatus;
use crate::ui::private_key::describe;
use crate::ui::status::Status;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::{shown, shown_part};

/// The items to print, if any; printed once rendered, then removed.
#[component]
pub fn AuditSheet(panel: Panel, printed: RwSignal<Option<Vec<Arc<Item>>>>) -> impl IntoView {
    Effect::new(move || {
        if printed.with(Option::is_some) {
            request_animation_frame(|| {
                // Fails in browsers that can't print, such as some on phones.
                drop(window().print());
            });
        }
    });
    let done = window_event_listener_untyped("afterprint", move |_| printed.set(None));
    on_cleanup(move || done.remove());
    move || printed.get().map(|items| page(panel, items))
}

fn page(panel: Panel, items: Vec<Arc<Item>>) -> impl IntoView {
    let cluster = panel.inventory.cluster_name.get_untracked().unwrap_or_default();
    let at = panel.inventory.read_at.get_untracked();
    let assess = |item: Arc<Item>| (untrack(|| panel.assess(&item)), item);
    let items: Vec<_> = items.into_iter().map(assess).collect();
    let all = untrack(|| panel.inventory.items().len());
    let is_whole = items.len() == all;
    view! {
        <article class="audit">
            <h1>{phrases::audit_title(&shown(&cluster))}</h1>
            <p>{at.map(|at| phrases::read_at(&utc::instant(at), items.len()))}</p>
            <p>{(!is_whole).then(|| phrases::shown_of(items.len(), all))}</p>
            <p>{panel.inventory.versions.with_untracked(|found| phrases::versions(found))}</p>
            <LicenseStatus panel />
            {summary(panel, &items, is_whole)}
            <p>{labels::LIST_SCOPE}</p>
            {worst_first(&items).map(|(assessment, item)| block(assessment, item)).collect_view()}
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

/// How many rows have which verdict, and those that need attention. Names that the cluster should
/// list but doesn't are among them, unless filters left names out.
fn summary(
    panel: Panel,
    items: &[(Assessment, Arc<Item>)],
    is_whole: bool,
) -> impl IntoView + use<> {
    let slots = if is_whole { untrack(|| panel.inventory.empty_slots()) } else { Vec::new() };
    let counts = Verdict::ALL.into_iter().filter_map(|verdict| {
        let listed = items.iter().filter(|(it, _)| it.verdict == verdict).count();
        let empty = slots.iter().filter(|slot| Verdict::of_slot(slot) == verdict).count();
        (listed + empty > 0).then(|| phrases::verdict_count(verdict, listed + empty))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let missing = slots.iter().filter(|slot| Verdict::of_slot(slot).needs_attention());
    let missing = missing.map(|slot| {
        let what = slot_label(slot).localized(language::translations());
        view! { <li>{slot.name} {": "} <span class="status bad">{what}</span></li> }.into_any()
    });
    let listed = worst_first(items).filter(|(it, _)| it.verdict.needs_attention());
    let listed = listed.map(|(assessment, item)| {
        let assessment = assessment.clone();
        view! { <li>{shown(&item.name)} {": "} <Status assessment /></li> }.into_any()
    });
    let attention: Vec<_> = missing.chain(listed).collect();
    let attention = if attention.is_empty() {
        view! { <p>{labels::NOTHING_TO_DO}</p> }.into_any()
    } else {
        view! {
            <h3>{labels::GROUP_ATTENTION}</h3>
            <ul>{attention}</ul>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{labels::SUMMARY}</h2>
            <p>{counts}</p>
            {attention}
        </section>
    }
}

fn block(assessment: &Assessment, item: &Item) -> impl IntoView + use<> {
    let affected = assessment.reach.message(item).map(phrases::affects);
    let purpose = item.known().map(|known| known.title.localized(language::translations()));
    let certificates: Vec<_> = item.certificates.iter().map(certificate).collect();
    let key = item.key.as_ref().map(|key| {
        format!("{}; {}", describe(key), labels::key_match(&item.key_match).localized())
    });
    let problems = item.problems.iter().map(|it| (it.severity(), it.message()));
    let findings = assessment.findings.iter().map(|it| (it.severity, it.meaning.clone()));
    let findings: Vec<_> = problems
        .chain(findings)
        .map(|(severity, meaning)| view! { <li>{phrases::finding(severity, meaning)}</li> })
        .collect();
    view! {
        <section>
            <h2>{shown(&item.name)} {" "} <small>{purpose}</small></h2>
            <p>
                <Status assessment=assessment.clone() />
            </p>
            <p>{affected}</p>
            <ul>{findings}</ul>
            {certificates}
            <dl>
                <dt>{labels::PRIVATE_KEY}</dt>
                <dd>{key.unwrap_or_else(|| labels::NONE.localized().to_owned())}</dd>
            </dl>
        </section>
    }
}

fn certificate(certificate: &Certificate) -> impl IntoView + use<> {
    let names = certificate.sans().map(|names| match names {
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
    view! { <dl>{rows.map(row).collect_view()}</dl> }
}
