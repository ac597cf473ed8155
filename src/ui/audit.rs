//! The certificates on paper: what an auditor asks for, a block a certificate. It is in the page
//! only while it is printed.

use std::sync::Arc;

use cert_inventory::inventory::Item;
use cert_inventory::{Certificate, hex_colons, visible};
use leptos::prelude::*;

use crate::language;
use crate::state::Panel;
use crate::ui::drawer::describe;
use crate::ui::status::Status;
use crate::ui::{time, words};

/// What is to be printed, if anything; printed as soon as it is drawn, and then gone.
#[component]
pub fn AuditSheet(panel: Panel, printed: RwSignal<Option<Vec<Arc<Item>>>>) -> impl IntoView {
    Effect::new(move || {
        if printed.with(Option::is_some) {
            request_animation_frame(|| {
                // It fails where a browser does not print, as some on phones.
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
                <h1>{words::audit_title(&visible(&cluster))}</h1>
                <p>{at.map(|at| words::read_at(&time::utc(at), items.len()))}</p>
                {items.into_iter().map(|item| block(panel, &item)).collect_view()}
            </article>
        })
    }
}

fn block(panel: Panel, item: &Item) -> impl IntoView + use<> {
    let now = panel.clock.minute.get_untracked();
    let expiry = item.expiry(now, &panel.thresholds);
    let purpose = item.known().map(|known| known.title.told_in(language::words()));
    let certificates: Vec<_> = item.certificates.iter().map(certificate).collect();
    let key = item
        .key
        .as_ref()
        .map(|key| format!("{}; {}", describe(key), words::key_match(&item.key_match).told()));
    let findings: Vec<_> = untrack(|| panel.findings(item))
        .into_iter()
        .map(|finding| view! { <li>{language::told(&finding.meaning)}</li> })
        .collect();
    let problems: Vec<_> = item
        .problems
        .iter()
        .map(|problem| view! { <li>{language::told(&problem.told())}</li> })
        .collect();
    view! {
        <section>
            <h2>{visible(&item.name).into_owned()} {" "} <small>{purpose}</small></h2>
            <p>
                <Status expiry />
            </p>
            {certificates}
            <dl>
                <dt>{words::PRIVATE_KEY}</dt>
                <dd>{key.unwrap_or_else(|| words::NONE.told().to_owned())}</dd>
            </dl>
            <ul>{findings} {problems}</ul>
        </section>
    }
}

fn certificate(certificate: &Certificate) -> impl IntoView + use<> {
    let told = |part: Option<String>| {
        part.map_or(words::UNREADABLE.told().to_owned(), |text| visible(&text).into_owned())
    };
    let rows = [
        (words::SUBJECT, told(certificate.subject.as_ref().ok().map(ToString::to_string))),
        (words::ISSUER, told(certificate.issuer.as_ref().ok().map(ToString::to_string))),
        (words::SERIAL, told(certificate.serial.as_ref().ok().map(ToString::to_string))),
        (words::VALID_FROM, told(certificate.not_before.ok().map(time::utc))),
        (words::VALID_UNTIL, told(certificate.not_after.ok().map(time::utc))),
        (words::PUBLIC_KEY, told(certificate.public_key.as_ref().ok().map(ToString::to_string))),
        (words::SHA_256, hex_colons(&certificate.sha256)),
    ];
    let row = |(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> };
    view! { <dl>{rows.map(row).collect_view()}</dl> }
}
