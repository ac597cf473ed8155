//! Everything in a certificate.

use std::sync::Arc;

use cert_inventory::{Certificate, Extension, Item, Part, hex_colons};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::validity_bar::ValidityBar;
use crate::language;
use crate::state::Panel;
use crate::ui::copy_text::copy_text;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::{breakable, first_lines, shown};
use crate::ui::time::Instant;

/// The most extensions that are shown. Certificates have about ten.
const MOST_EXTENSIONS: usize = 200;

/// The decoded fields, then the extensions.
#[component]
pub fn CertificateFacts<'a>(
    panel: Panel,
    item: &'a Arc<Item>,
    index: usize,
    certificate: &'a Certificate,
) -> impl IntoView + use<> {
    // An issuer under another name is looked for only here, where somebody wants to know.
    let elsewhere = RwSignal::new(None::<String>);
    let of = Arc::clone(item);
    spawn_local(async move {
        let name = panel.inventory.issuer_elsewhere(of, index).await;
        elsewhere.try_set(name);
    });
    let of = Arc::clone(item);
    let is_valid =
        move || panel.inventory.signatures.with(|results| of.is_signature_valid(index, results));
    let checked = move || match is_valid() {
        Some(true) => view! { <span class="good">{labels::SIGNATURE_VALID}</span> }.into_any(),
        Some(false) => view! { <span class="bad">{labels::SIGNATURE_INVALID}</span> }.into_any(),
        None => match elsewhere.get() {
            Some(name) => {
                view! { <span class="good">{phrases::signed_by(&shown(&name))}</span> }.into_any()
            }
            None => {
                view! { <span class="quiet-text">{labels::SIGNATURE_UNCHECKED}</span> }.into_any()
            }
        },
    };
    let sans = match certificate.sans() {
        Ok(sans) => first_lines(sans.iter().map(|san| shown(&san.to_string()))),
        Err(unreadable) => vec![language::localized(&unreadable.message())],
    };
    let signature =
        certificate.signature.as_ref().map(|signature| signature.shown_name().to_string());
    let signature = part(&signature.map_err(|why| *why));
    let unreadable = certificate.unreadable_parts().into_iter();
    let unreadable = first_lines(unreadable.map(|(part, why)| {
        let why = language::localized(&why.message());
        format!("{part}: {why}")
    }));
    let extensions: Vec<_> = certificate.extensions().into_iter().flatten().collect();
    view! {
        <dl class="facts">
            <Fact name=labels::SUBJECT value=part(&certificate.subject) copy=true />
            <Fact name=labels::ISSUER value=part(&certificate.issuer) copy=true />
            <dt>{labels::ALTERNATIVE_NAMES}</dt>
            <dd>
                {if sans.is_empty() {
                    labels::NONE.localized().into_any()
                } else {
                    view! {
                        <ul class="plain">
                            {sans
                                .into_iter()
                                .map(|san| view! { <li>{breakable(&san)}</li> })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </dd>
            <dt>{labels::VALID_FROM}</dt>
            <dd>
                <Instant time=certificate.not_before />
            </dd>
            <dt>{labels::VALID_UNTIL}</dt>
            <dd>
                <Instant time=certificate.not_after />
                <ValidityBar panel certificate />
            </dd>
            <Fact name=labels::PUBLIC_KEY value=part(&certificate.public_key) />
            <Fact name=labels::SIGNATURE value=signature />
            <dt>{labels::SIGNATURE_CHECKED}</dt>
            <dd>{checked}</dd>
            <Fact name=labels::SERIAL value=part(&certificate.serial) copy=true hex=true />
            <Fact name=labels::SHA_256 value=hex_colons(&certificate.sha256) copy=true hex=true />
            <Fact name=labels::SHA_1 value=hex_colons(&certificate.sha1()) copy=true hex=true />
            <Fact name=labels::VERSION value=part(&certificate.version) />
        </dl>
        {(!unreadable.is_empty())
            .then(|| {
                view! {
                    <p class="warn">{labels::PROBLEMS}</p>
                    <ul>
                        {unreadable
                            .into_iter()
                            .map(|line| view! { <li>{line}</li> })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!extensions.is_empty()).then(|| extension_list(extensions))}
    }
}

#[component]
fn Fact(
    name: Label,
    value: String,
    #[prop(optional)] copy: bool,
    #[prop(optional)] hex: bool,
) -> impl IntoView {
    // What is copied is what is shown.
    let button = copy.then(|| copy_text(name, value.clone()));
    view! {
        <dt>{name}</dt>
        <dd class:hex=hex>
            <span>{breakable(&value)}</span>
            {button}
        </dd>
    }
}

fn extension_list(extensions: Vec<Extension<'_>>) -> impl IntoView + use<> {
    let row = |extension: Extension<'_>| {
        let critical =
            extension.critical.then(|| view! { <span class="mark">{labels::CRITICAL}</span> });
        view! {
            <dt>{extension.name().to_owned()} {critical}</dt>
            <dd>
                <ul class="plain">
                    {first_lines(extension.summary().iter().map(|line| shown(line)))
                        .into_iter()
                        .map(|line| view! { <li>{breakable(&line)}</li> })
                        .collect_view()}
                </ul>
            </dd>
        }
    };
    let count = extensions.len();
    let more = count.saturating_sub(MOST_EXTENSIONS);
    let rows = extensions.into_iter().take(MOST_EXTENSIONS).map(row).collect_view();
    view! {
        <details>
            <summary>{format!("{} ({count})", labels::EXTENSIONS.localized())}</summary>
            <dl class="facts">{rows}</dl>
            {(more > 0).then(|| view! { <p class="quiet-text">{phrases::and_more(more)}</p> })}
        </details>
    }
}

fn part<T: ToString>(part: &Part<T>) -> String {
    match part {
        Ok(value) => shown(&value.to_string()),
        Err(why) => phrases::unreadable(why.message()),
    }
}
