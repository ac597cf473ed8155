//! A printable audit page, with one block per certificate. It's in the document only while
//! printing.

use std::sync::Arc;

use cert_inventory::{Certificate, Item, hex_colons};
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
    move || {
        let items = printed.get()?;
        let cluster = panel.inventory.cluster_name.get_untracked().unwrap_or_default();
        let at = panel.inventory.read_at.get_untracked();
        Some(view! {
            <article class="audit">
                <h1>{phrases::audit_title(&shown(&cluster))}</h1>
                <p>{at.map(|at| phrases::read_at(&utc::instant(at), items.len()))}</p>
                <p>{panel.inventory.versions.with_untracked(|found| phrases::versions(found))}</p>
                <LicenseStatus panel />
                <p>{labels::LIST_SCOPE}</p>
                {items.into_iter().map(|item| block(panel, &item)).collect_view()}
            </article>
        })
    }
}

fn block(panel: Panel, item: &Item) -> impl IntoView + use<> {
    let assessment = untrack(|| panel.assess(item));
    let affected = assessment.reach.message(item).map(phrases::affects);
    let purpose = item.known().map(|known| known.title.localized(language::translations()));
    let certificates: Vec<_> = item.certificates.iter().map(certificate).collect();
    let key = item.key.as_ref().map(|key| {
        format!("{}; {}", describe(key), labels::key_match(&item.key_match).localized())
    });
    let findings: Vec<_> = assessment
        .findings
        .iter()
        .map(|finding| view! { <li>{language::localized(&finding.meaning)}</li> })
        .collect();
    let problems: Vec<_> = item
        .problems
        .iter()
        .map(|problem| view! { <li>{language::localized(&problem.message())}</li> })
        .collect();
    view! {
        <section>
            <h2>{shown(&item.name)} {" "} <small>{purpose}</small></h2>
            <p>
                <Status assessment />
            </p>
            <p>{affected}</p>
            {certificates}
            <dl>
                <dt>{labels::PRIVATE_KEY}</dt>
                <dd>{key.unwrap_or_else(|| labels::NONE.localized().to_owned())}</dd>
            </dl>
            <ul>{findings} {problems}</ul>
        </section>
    }
}

fn certificate(certificate: &Certificate) -> impl IntoView + use<> {
    let rows = [
        (labels::SUBJECT, shown_part(&certificate.subject)),
        (labels::ISSUER, shown_part(&certificate.issuer)),
        (labels::SERIAL, shown_part(&certificate.serial)),
        (labels::VALID_FROM, shown_part(&certificate.not_before.map(utc::instant))),
        (labels::VALID_UNTIL, shown_part(&certificate.not_after.map(utc::instant))),
        (labels::PUBLIC_KEY, shown_part(&certificate.public_key)),
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
