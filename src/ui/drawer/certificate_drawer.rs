//! Details of one logical name, next to the table.

use std::sync::Arc;

use cert_inventory::{Item, Trust, known};
use leptos::prelude::*;
use panel_logic::deletion::Step;
use panel_logic::route::PRIVATE_KEY;
use panel_logic::utc;

use super::certificate_facts::CertificateFacts;
use super::findings::{Findings, focus_section, section_id};
use super::private_key_facts::PrivateKeyFacts;
use crate::language;
use crate::state::Panel;
use crate::ui::copy_text::copy_text;
use crate::ui::delete_action::DeleteAction;
use crate::ui::kit::{Dialog, Icon, Tabs};
use crate::ui::pem::{PemDownload, pem};
use crate::ui::replace_action::{ReplaceAction, RotateAction};
use crate::ui::route::{self, Opened};
use crate::ui::status::{StatusFact, days};
use crate::ui::strings::{labels, phrases};
use crate::ui::table::row_link;
use crate::ui::text::shown;

/// Certificates of an entry that are shown as PEM: a browser needs long to lay out thousands.
const MOST_AS_PEM: usize = 100;

/// The drawer for the certificate in the URL.
#[component]
pub fn Drawer(panel: Panel, opened: Opened) -> impl IntoView {
    let item = Memo::new(move |_| opened.name.with(|name| panel.inventory.item(name.as_ref()?)));
    // The focus goes to the section that the address names, once both are there.
    Effect::new(move || {
        let is_there = item.with(Option::is_some);
        let section = opened.section.get().filter(|_| is_there);
        // After the dialog has opened, which moves the focus to its first control.
        request_animation_frame(move || section.as_deref().map_or((), focus_section));
    });
    // The outcome of a deletion that starts here is reported on the page, not below the drawer. One
    // that was pending before doesn't keep the drawer from opening.
    Effect::new(move |was_deleting: Option<bool>| {
        let is_deleting = panel.deletion.step.with(Step::is_deleting);
        if is_deleting && was_deleting == Some(false) {
            route::close(panel);
        }
        is_deleting
    });
    let on_dismiss = Callback::new(move |()| route::close(panel));
    // Whoever stepped on comes back to the row of what they saw last.
    let first = opened.name.get_untracked();
    let last = StoredValue::new(None::<String>);
    Effect::new(move || {
        if let Some(name) = opened.name.get() {
            last.set_value(Some(name));
        }
    });
    let leads_to = Callback::new(move |()| {
        let last = last.try_get_value().flatten().filter(|last| first.as_ref() != Some(last))?;
        row_link(&last)
    });
    let title = move || opened.name.with(|name| name.as_deref().map(shown));
    let purpose = move || {
        let known = opened.name.with(|name| known(name.as_deref()?))?;
        Some(known.title.localized(language::translations()))
    };
    let step_button = move |by, label, icon| {
        view! {
            <button
                type="button"
                class="quiet"
                aria-label=label
                title=label
                aria-disabled=move || neighbour(panel, opened.name.get(), by).is_none().to_string()
                on:click=move |_| step(panel, opened, by)
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <Dialog class="drawer" labelled_by="drawer-title" on_dismiss leads_to=Some(leads_to)>
            <header class="drawer-head">
                <h2>
                    <span id="drawer-title">{title}</span>
                    {move || {
                        purpose().map(|purpose| view! { <span class="purpose">{purpose}</span> })
                    }}
                </h2>
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
                    view! { <p class="drawer-lead">{labels::NOT_IN_LIST}</p> }.into_any()
                }
                None => view! { <p class="drawer-lead">{labels::LOADING}</p> }.into_any(),
            }}
        </Dialog>
    }
}

/// Opens the certificate so many rows further down, if there is one.
pub fn step(panel: Panel, opened: Opened, by: isize) {
    if let Some(name) = neighbour(panel, opened.name.get_untracked(), by) {
        opened.section.set(None);
        opened.name.set(Some(name));
    }
}

/// The name this many rows below another, in the table's order.
fn neighbour(panel: Panel, name: Option<String>, by: isize) -> Option<String> {
    let name = name?;
    let items = panel.shown_items();
    let at = items.iter().position(|item| item.name == name)?.checked_add_signed(by)?;
    Some(items.get(at)?.name.clone())
}

#[component]
fn Sections(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let known = item.known();
    let assessment = {
        let item = Arc::clone(&item);
        Memo::new(move |_| panel.assess(&item))
    };
    let name = item.name.clone();
    let fact = move || view! { <StatusFact assessment=assessment.get() name=name.clone() /> };
    let dates = move || {
        let dates = assessment.with(days);
        (!dates.is_empty()).then(|| view! { <p class="quiet-text">{dates}</p> })
    };
    let affected = {
        let item = Arc::clone(&item);
        move || {
            let affected = assessment.with(|it| it.reach.message(&item))?;
            Some(view! {
                <p>
                    <strong>{labels::IMPACT}</strong>
                    {" "}
                    {language::localized(&affected)}
                </p>
            })
        }
    };
    let has_leaf = item.leaf().is_some();
    let printed = move || {
        let cluster = panel.inventory.cluster_name.get().map(|name| shown(&name));
        let list = panel.inventory.as_of().map(|at| phrases::list_of(&utc::instant(at)));
        cluster.into_iter().chain(list).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="drawer-lead">
            <p class="print-only quiet-text small">{printed}</p>
            <p>{fact}</p>
            {affected}
            {dates}
            {known
                .map(|known| {
                    view! { <p class="quiet-text">{language::localized(&known.purpose())}</p> }
                })}
        </div>
        <Findings panel item=Arc::clone(&item) assessment />
        {has_leaf.then(|| view! { <Certificates panel item=Arc::clone(&item) /> })}
        <section id=section_id(PRIVATE_KEY) tabindex="-1">
            <h3>{labels::PRIVATE_KEY}</h3>
            <PrivateKeyFacts item=Arc::clone(&item) />
        </section>
        {has_leaf.then(|| view! { <Pem item=Arc::clone(&item) /> })}
        <div class="drawer-end">
            {item.addressable().then(|| view! { <ReplaceAction panel name=item.name.clone() /> })}
            {item.is_internode().then(|| view! { <RotateAction panel name=item.name.clone() /> })}
            <DeleteAction panel item />
        </div>
    }
}

/// The certificates of an entry side by side, the leaf first to be seen.
#[component]
fn Certificates(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let count = item.certificates.len();
    let title = match (count, item.trust()) {
        (1, _) => labels::CERTIFICATE,
        // CAs that are trusted side by side are no chain.
        (_, Some(Trust::ClientCas)) => labels::CERTIFICATES,
        _ => labels::CHAIN,
    };
    let order = match item.chain.in_order {
        true => labels::CHAIN_IN_ORDER,
        false => labels::CHAIN_OUT_OF_ORDER,
    };
    let is_chain = count > 1 && title == labels::CHAIN;
    let first = item.chain.leaf.unwrap_or_default();
    let titles = item.certificates.iter().map(|certificate| match &certificate.subject {
        Ok(name) => shown(&name.common_name().unwrap_or_else(|| name.to_string())),
        Err(_) => labels::UNREADABLE.localized().to_owned(),
    });
    let titles: Vec<String> = titles.collect();
    let facts = move |index: usize| {
        item.certificates.get(index).map(|certificate| {
            view! { <CertificateFacts panel item=&item index certificate /> }
        })
    };
    let content = Callback::new(move |index| facts(index).into_any());
    view! {
        <section>
            <h3>{title}</h3>
            {is_chain.then(|| view! { <p class="quiet-text">{order}</p> })}
            {if count > 1 {
                let (previous, next) = (phrases::previous_tabs, phrases::next_tabs);
                let (label, more) = (title.localized(), phrases::and_more);
                view! { <Tabs label titles first content previous next more /> }.into_any()
            } else {
                content.run(first)
            }}
        </section>
    }
}

#[component]
fn Pem(item: Arc<Item>) -> impl IntoView {
    let count = item.certificates.len();
    let first = item.certificates.get(..MOST_AS_PEM).unwrap_or(&item.certificates);
    let text = pem(first);
    let is_cut = first.len() < count;
    let cut = is_cut.then(|| phrases::first_as_pem(first.len(), count));
    view! {
        <section>
            <h3>{labels::PEM}</h3>
            <p class="quiet-text">{labels::PEM_NOTE}</p>
            {cut.map(|cut| view! { <p class="quiet-text">{cut}</p> })}
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
