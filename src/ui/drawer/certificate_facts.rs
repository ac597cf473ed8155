//! All that a certificate says.

use cert_inventory::{Certificate, Extension, Part, hex_colons, visible};
use leptos::prelude::*;

use super::validity_bar::ValidityBar;
use crate::language;
use crate::state::Panel;
use crate::ui::kit::CopyButton;
use crate::ui::time::Instant;
use crate::ui::words;
use crate::ui::words::Word;

/// The decoded fields, then the extensions.
#[component]
pub fn CertificateFacts(panel: Panel, certificate: Certificate) -> impl IntoView {
    let digest = certificate.sha256;
    let checked = move || match panel.inventory.signature(&digest) {
        Some(true) => view! { <span class="good">{words::SIGNATURE_VALID}</span> }.into_any(),
        Some(false) => view! { <span class="bad">{words::SIGNATURE_INVALID}</span> }.into_any(),
        None => view! { <span class="quiet-text">{words::SIGNATURE_UNCHECKED}</span> }.into_any(),
    };
    let sans = match certificate.sans() {
        Ok(sans) => sans.iter().map(shown).collect(),
        Err(unreadable) => vec![language::told(&unreadable.told())],
    };
    let unreadable = certificate.unreadable_parts();
    let extensions = certificate.extensions.clone().unwrap_or_default();
    view! {
        <dl class="facts">
            <Fact name=words::SUBJECT value=told(&certificate.subject) copy=true />
            <Fact name=words::ISSUER value=told(&certificate.issuer) copy=true />
            <dt>{words::ALTERNATIVE_NAMES}</dt>
            <dd>
                {if sans.is_empty() {
                    words::NONE.told().into_any()
                } else {
                    view! {
                        <ul class="plain">
                            {sans.into_iter().map(|san| view! { <li>{san}</li> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </dd>
            <dt>{words::VALID_FROM}</dt>
            <dd>
                <Instant time=certificate.not_before />
            </dd>
            <dt>{words::VALID_UNTIL}</dt>
            <dd>
                <Instant time=certificate.not_after />
                <ValidityBar panel certificate=&certificate />
            </dd>
            <Fact name=words::PUBLIC_KEY value=told(&certificate.public_key) />
            <Fact name=words::SIGNATURE value=told(&certificate.signature.as_ref().map(|signature| signature.name().to_string()).map_err(|why| *why)) />
            <dt>{words::SIGNATURE_CHECKED}</dt>
            <dd>{checked}</dd>
            <Fact name=words::SERIAL value=told(&certificate.serial) copy=true hex=true />
            <Fact name=words::SHA_256 value=hex_colons(&certificate.sha256) copy=true hex=true />
            <Fact name=words::SHA_1 value=hex_colons(&certificate.sha1()) copy=true hex=true />
            <Fact name=words::VERSION value=told(&certificate.version) />
        </dl>
        {(!unreadable.is_empty())
            .then(|| {
                view! {
                    <p class="warn">{words::PROBLEMS}</p>
                    <ul>
                        {unreadable
                            .into_iter()
                            .map(|(part, why)| view! { <li>{format!("{part}: {}", language::told(&why.told()))}</li> })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!extensions.is_empty()).then(|| view! { <Extensions extensions /> })}
    }
}

#[component]
fn Fact(
    name: Word,
    value: String,
    #[prop(optional)] copy: bool,
    #[prop(optional)] hex: bool,
) -> impl IntoView {
    let button = copy.then(|| {
        let text = value.clone();
        view! { <CopyButton what=name text /> }
    });
    view! {
        <dt>{name}</dt>
        <dd class:hex=hex>
            <span>{value}</span>
            {button}
        </dd>
    }
}

#[component]
fn Extensions(extensions: Vec<Extension>) -> impl IntoView {
    let row = |extension: Extension| {
        let critical =
            extension.critical.then(|| view! { <span class="mark">{words::CRITICAL}</span> });
        view! {
            <dt>
                {extension.name().to_owned()}
                {critical}
            </dt>
            <dd>
                <ul class="plain">
                    {extension
                        .summary()
                        .into_iter()
                        .map(|line| view! { <li>{shown(&line)}</li> })
                        .collect_view()}
                </ul>
            </dd>
        }
    };
    view! {
        <details>
            <summary>{format!("{} ({})", words::EXTENSIONS.told(), extensions.len())}</summary>
            <dl class="facts">{extensions.into_iter().map(row).collect_view()}</dl>
        </details>
    }
}

fn shown(value: &impl ToString) -> String {
    visible(&value.to_string()).into_owned()
}

fn told<T: ToString>(part: &Part<T>) -> String {
    match part {
        Ok(value) => shown(value),
        Err(why) => words::unreadable(why.told()),
    }
}
