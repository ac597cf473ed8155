//! All that a certificate says.

use cert_inventory::{Certificate, Extension, Part, hex_colons, visible};
use leptos::prelude::*;

use super::kit::CopyButton;
use super::time::Instant;
use super::validity_bar::ValidityBar;
use super::words;
use crate::state::Panel;

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
        Err(unreadable) => vec![unreadable.to_string()],
    };
    let unreadable = certificate.unreadable_parts();
    let extensions = certificate.extensions.clone().unwrap_or_default();
    view! {
        <dl class="facts">
            <Fact name="Subject" value=told(&certificate.subject) copy=true />
            <Fact name="Issuer" value=told(&certificate.issuer) copy=true />
            <dt>{"Alternative names"}</dt>
            <dd>
                {if sans.is_empty() {
                    words::NONE.into_any()
                } else {
                    view! {
                        <ul class="plain">
                            {sans.into_iter().map(|san| view! { <li>{san}</li> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </dd>
            <dt>{"Valid from"}</dt>
            <dd>
                <Instant time=certificate.not_before />
            </dd>
            <dt>{"Valid until"}</dt>
            <dd>
                <Instant time=certificate.not_after />
                <ValidityBar panel certificate=&certificate />
            </dd>
            <Fact name="Public key" value=told(&certificate.public_key) />
            <Fact name="Signature" value=told(&certificate.signature.as_ref().map(|signature| signature.name().to_string()).map_err(|why| *why)) />
            <dt>{"Checked with its issuer’s key"}</dt>
            <dd>{checked}</dd>
            <Fact name="Serial" value=told(&certificate.serial) copy=true hex=true />
            <Fact name="SHA-256" value=hex_colons(&certificate.sha256) copy=true hex=true />
            <Fact name="SHA-1" value=hex_colons(&certificate.sha1) copy=true hex=true />
            <Fact name="Version" value=told(&certificate.version) />
        </dl>
        {(!unreadable.is_empty())
            .then(|| {
                view! {
                    <p class="warn">{words::PROBLEMS}</p>
                    <ul>
                        {unreadable
                            .into_iter()
                            .map(|(part, why)| view! { <li>{format!("{part}: {why}")}</li> })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!extensions.is_empty()).then(|| view! { <Extensions extensions /> })}
    }
}

#[component]
fn Fact(
    name: &'static str,
    value: String,
    #[prop(optional)] copy: bool,
    #[prop(optional)] hex: bool,
) -> impl IntoView {
    let button = copy.then(|| {
        let (what, text) = (name.to_lowercase(), value.clone());
        view! { <CopyButton what text /> }
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
            <summary>{format!("{} ({})", words::EXTENSIONS, extensions.len())}</summary>
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
        Err(why) => format!("{}: {why}", words::UNREADABLE),
    }
}
