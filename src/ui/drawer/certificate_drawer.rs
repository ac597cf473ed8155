//! Everything about one logical name, beside the table.

use std::sync::Arc;

use cert_inventory::findings::{Finding, Severity};
use cert_inventory::inventory::Item;
use cert_inventory::{Group, visible};
use leptos::prelude::*;

use super::certificate_facts::CertificateFacts;
use super::commands::Replacing;
use super::private_key_facts::PrivateKeyFacts;
use crate::language;
use crate::state::Panel;
use crate::ui::kit::{CopyButton, Dialog, Icon, download, file_name};
use crate::ui::status::Status;
use crate::ui::{route, words};

/// The drawer of the certificate that the address names.
#[component]
pub fn Drawer(
    panel: Panel,
    /// Its name.
    opened: RwSignal<Option<String>>,
) -> impl IntoView {
    let item = Memo::new(move |_| {
        let name = opened.get()?;
        panel
            .inventory
            .loaded
            .with(|loaded| loaded.as_ref()?.items().iter().find(|item| item.name == name).cloned())
    });
    let on_dismiss = Callback::new(move |()| route::close(panel));
    let title = move || opened.get().map(|name| visible(&name).into_owned());
    let step_button = move |by, label, icon| {
        view! {
            <button
                type="button"
                class="quiet"
                aria-label=label
                title=label
                aria-disabled=move || neighbour(panel, opened.get(), by).is_none().to_string()
                on:click=move |_| step(panel, opened, by)
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <Dialog class="drawer" labelled_by="drawer-title" on_dismiss>
            <header class="drawer-head">
                <h2 id="drawer-title">{title}</h2>
                {step_button(-1, words::PREVIOUS, "up")}
                {step_button(1, words::NEXT, "down")}
                <button
                    type="button"
                    class="quiet"
                    aria-label=words::CLOSE
                    on:click=move |_| route::close(panel)
                >
                    <Icon name="close" />
                </button>
            </header>
            {move || match item.get() {
                Some(item) => view! { <Sections panel item /> }.into_any(),
                None if panel.inventory.loaded.with(Option::is_some) => {
                    view! { <p>{words::NOT_IN_LIST}</p> }.into_any()
                }
                None => view! { <p>{words::LOADING}</p> }.into_any(),
            }}
        </Dialog>
    }
}

/// Opens the certificate so many rows further down, if there is one.
pub fn step(panel: Panel, opened: RwSignal<Option<String>>, by: isize) {
    if let Some(name) = neighbour(panel, opened.get_untracked(), by) {
        opened.set(Some(name));
    }
}

/// The name so many rows below another, in the order of the table.
fn neighbour(panel: Panel, name: Option<String>, by: isize) -> Option<String> {
    let name = name?;
    let mut names: Vec<_> =
        Group::ALL.into_iter().flat_map(|group| panel.rows(group).items).collect();
    let at = names.iter().position(|item| item.name == name)?.checked_add_signed(by)?;
    (at < names.len()).then(|| names.swap_remove(at).name.clone())
}

#[component]
fn Sections(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let known = item.known();
    let expiry = {
        let item = Arc::clone(&item);
        move || item.expiry(panel.clock.minute.get(), &panel.thresholds)
    };
    let others: Vec<_> = item
        .certificates
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != item.chain.leaf)
        .map(|(_, certificate)| certificate.clone())
        .collect();
    let order = match item.chain.in_order {
        true => words::CHAIN_IN_ORDER,
        false => words::CHAIN_OUT_OF_ORDER,
    };
    let problems: Vec<_> =
        item.problems.iter().map(|problem| language::told(&problem.told())).collect();
    let leaf = item.leaf().cloned();
    let has_leaf = leaf.is_some();
    view! {
        <p class="drawer-lead">
            {move || view! { <Status expiry=expiry() /> }}
            <span class="quiet-text">{known.map(|known| words::secures(known.secures))}</span>
        </p>
        <Findings panel item=Arc::clone(&item) />
        {(!problems.is_empty())
            .then(|| {
                view! {
                    <section>
                        <h3>{words::PROBLEMS}</h3>
                        <ul>
                            {problems
                                .into_iter()
                                .map(|problem| view! { <li>{problem}</li> })
                                .collect_view()}
                        </ul>
                    </section>
                }
            })}
        <section>
            <h3>{words::PRIVATE_KEY}</h3>
            <PrivateKeyFacts item=Arc::clone(&item) />
        </section>
        {leaf
            .map(|certificate| {
                view! {
                    <section>
                        <h3>{words::CERTIFICATE}</h3>
                        <CertificateFacts panel certificate />
                    </section>
                }
            })}
        {(!others.is_empty())
            .then(|| {
                view! {
                    <section>
                        <h3>{words::CHAIN}</h3>
                        {has_leaf.then(|| view! { <p class="quiet-text">{order}</p> })}
                        {others
                            .into_iter()
                            .map(|certificate| {
                                let subject = certificate
                                    .subject
                                    .as_ref()
                                    .map_or(words::UNREADABLE.told().to_owned(), |subject| {
                                        visible(&subject.to_string()).into_owned()
                                    });
                                view! {
                                    <details>
                                        <summary>{subject}</summary>
                                        <CertificateFacts panel certificate />
                                    </details>
                                }
                            })
                            .collect_view()}
                    </section>
                }
            })}
        {has_leaf.then(|| view! { <Pem item /> })}
    }
}

#[component]
fn Findings(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let row = |finding: Finding| {
        let (class, icon) = match finding.severity {
            Severity::Error => ("bad", "error"),
            Severity::Warning => ("warn", "warning"),
            Severity::Note => ("note", "info"),
        };
        view! {
            <li class=format!("finding {class}")>
                <Icon name=icon />
                <div>
                    <strong>{words::finding(finding.severity, finding.meaning)}</strong>
                    <p>{language::told(&finding.remedy)}</p>
                </div>
            </li>
        }
    };
    let replacing = view! { <Replacing panel item=&item /> };
    let found = Memo::new(move |_| panel.findings(&item));
    view! {
        <section>
            <h3>{words::FINDINGS}</h3>
            {move || match found.get() {
                found if found.is_empty() => {
                    view! { <p class="quiet-text">{words::NO_FINDINGS}</p> }.into_any()
                }
                found => {
                    view! {
                        <ul class="plain findings">{found.into_iter().map(row).collect_view()}</ul>
                    }
                        .into_any()
                }
            }}
            {replacing}
        </section>
    }
}

#[component]
fn Pem(item: Arc<Item>) -> impl IntoView {
    let text = pem(&item);
    view! {
        <section>
            <h3>{words::PEM}</h3>
            <p class="quiet-text">{words::PEM_NOTE}</p>
            <div class="buttons">
                <PemDownload item=Arc::clone(&item) />
                <CopyButton what=words::PEM_COPY text=text.clone() />
            </div>
            <pre class="pem" tabindex="0">
                {text}
            </pre>
        </section>
    }
}

/// Saves the certificates of an item, and never a key: none is in it.
#[component]
pub fn PemDownload(item: Arc<Item>) -> impl IntoView {
    let save = move |_| {
        download(&file_name(&item.name, "_cert.pem"), "text/plain", &pem(&item));
    };
    view! {
        <button type="button" on:click=save>
            <Icon name="download" />
            <span>{words::PEM_DOWNLOAD}</span>
        </button>
    }
}

fn pem(item: &Item) -> String {
    item.certificates.iter().map(cert_inventory::Certificate::to_pem).collect()
}
