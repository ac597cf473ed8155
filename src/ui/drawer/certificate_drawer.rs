//! Everything about one logical name, beside the table.

use std::sync::Arc;

use cert_inventory::{Finding, Item, Severity};
use leptos::prelude::*;

use super::certificate_facts::CertificateFacts;
use super::private_key_facts::PrivateKeyFacts;
use super::replacement::Replacement;
use crate::language;
use crate::state::Panel;
use crate::ui::copy_text::copy_text;
use crate::ui::kit::{Dialog, Icon};
use crate::ui::pem::{PemDownload, pem};
use crate::ui::route;
use crate::ui::status::Status;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::{shown, shown_part};

/// The drawer of the certificate that the address names.
#[component]
pub fn Drawer(
    panel: Panel,
    /// Its name.
    opened: RwSignal<Option<String>>,
) -> impl IntoView {
    let item = Memo::new(move |_| opened.with(|name| panel.inventory.item(name.as_ref()?)));
    let on_dismiss = Callback::new(move |()| route::close(panel));
    let title = move || opened.with(|name| name.as_deref().map(shown));
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
                {step_button(-1, labels::PREVIOUS, "up")}
                {step_button(1, labels::NEXT, "down")}
                <button
                    type="button"
                    class="quiet"
                    aria-label=labels::CLOSE
                    on:click=move |_| route::close(panel)
                >
                    <Icon name="close" />
                </button>
            </header>
            {move || match item.get() {
                Some(item) => view! { <Sections panel item /> }.into_any(),
                None if panel.inventory.is_listed.get() => {
                    view! { <p>{labels::NOT_IN_LIST}</p> }.into_any()
                }
                None => view! { <p>{labels::LOADING}</p> }.into_any(),
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
    let items = panel.shown_items();
    let at = items.iter().position(|item| item.name == name)?.checked_add_signed(by)?;
    Some(items.get(at)?.name.clone())
}

#[component]
fn Sections(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let known = item.known();
    let expiry = {
        let item = Arc::clone(&item);
        move || item.expiry(panel.clock.minute.get(), &panel.thresholds.get())
    };
    let others: Vec<_> = item
        .certificates
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != item.chain.leaf)
        .map(|(at, certificate)| {
            let facts =
                view! { <CertificateFacts panel item=&item index=at certificate=certificate /> };
            (shown_part(&certificate.subject), facts)
        })
        .collect();
    let order = match item.chain.in_order {
        true => labels::CHAIN_IN_ORDER,
        false => labels::CHAIN_OUT_OF_ORDER,
    };
    let problems: Vec<_> =
        item.problems.iter().map(|problem| language::localized(&problem.message())).collect();
    let leaf = item.chain.leaf.zip(item.leaf()).map(|(index, certificate)| {
        view! { <CertificateFacts panel item=&item index certificate /> }
    });
    let has_leaf = leaf.is_some();
    view! {
        <p class="drawer-lead">
            {move || view! { <Status expiry=expiry() /> }}
            <span class="quiet-text">{known.map(|known| phrases::secures(known.secures))}</span>
        </p>
        <Findings panel item=Arc::clone(&item) />
        {(!problems.is_empty())
            .then(|| {
                view! {
                    <section>
                        <h3>{labels::PROBLEMS}</h3>
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
            <h3>{labels::PRIVATE_KEY}</h3>
            <PrivateKeyFacts item=Arc::clone(&item) />
        </section>
        {leaf
            .map(|facts| {
                view! {
                    <section>
                        <h3>{labels::CERTIFICATE}</h3>
                        {facts}
                    </section>
                }
            })}
        {(!others.is_empty())
            .then(|| {
                view! {
                    <section>
                        <h3>{labels::CHAIN}</h3>
                        {has_leaf.then(|| view! { <p class="quiet-text">{order}</p> })}
                        {others
                            .into_iter()
                            .map(|(subject, facts)| {
                                view! {
                                    <details>
                                        <summary>{subject}</summary>
                                        {facts}
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
                    <strong>{phrases::finding(finding.severity, finding.meaning)}</strong>
                    <p>{language::localized(&finding.remedy)}</p>
                </div>
            </li>
        }
    };
    let replacement = view! { <Replacement panel item=&item /> };
    let found = Memo::new(move |_| panel.findings(&item));
    view! {
        <section>
            <h3>{labels::FINDINGS}</h3>
            {move || match found.get() {
                found if found.is_empty() => {
                    view! { <p class="quiet-text">{labels::NO_FINDINGS}</p> }.into_any()
                }
                found => {
                    view! {
                        <ul class="plain findings">{found.into_iter().map(row).collect_view()}</ul>
                    }
                        .into_any()
                }
            }}
            {replacement}
        </section>
    }
}

#[component]
fn Pem(item: Arc<Item>) -> impl IntoView {
    let text = pem(&item);
    view! {
        <section>
            <h3>{labels::PEM}</h3>
            <p class="quiet-text">{labels::PEM_NOTE}</p>
            <div class="buttons">
                <PemDownload item=Arc::clone(&item) />
                {copy_text(labels::PEM_COPY, text.clone())}
            </div>
            <pre class="pem" tabindex="0">
                {text}
            </pre>
        </section>
    }
}
