//! What is wrong with an entry, and what to do about it.

use std::sync::Arc;

use cert_inventory::{Assessment, Checks, Finding, Item, Problem, Severity, checks};
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::route::PROBLEMS;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::steps::Steps;
use crate::state::Panel;
use crate::ui::finding_row::finding_row;
use crate::ui::strings::{labels, phrases};

/// Certificates whose issuers are looked for in other entries: a chain has fewer.
const MOST_LOOKED_FOR: usize = 20;

/// The findings, then the steps that put them right.
#[component]
pub fn Findings(panel: Panel, item: Arc<Item>, assessment: Memo<Assessment>) -> impl IntoView {
    let is_readable = item.problems.is_empty();
    let problems: Vec<_> = item.problems.iter().map(problem).collect();
    let replacement = {
        let item = Arc::clone(&item);
        move |found| view! { <Steps panel item=&item found /> }
    };
    let checked_item = Arc::clone(&item);
    let found = Memo::new(move |_| assessment.with(|assessment| assessment.findings.clone()));
    let findings = move || match found.get() {
        found if !found.is_empty() => {
            let is_serious = found.iter().any(|finding| finding.severity != Severity::Note);
            let steps = replacement(found.clone());
            let all_well =
                (!is_serious && is_readable).then(|| checked(panel, &checked_item, true));
            view! {
                {all_well}
                <ul class="plain findings">{found.into_iter().map(finding).collect_view()}</ul>
                {steps}
            }
            .into_any()
        }
        _ => view! {
            {is_readable.then(|| checked(panel, &checked_item, false))}
            {replacement(Vec::new())}
        }
        .into_any(),
    };
    view! {
        {(!is_readable)
            .then(|| {
                view! {
                    <section id=section_id(PROBLEMS) tabindex="-1">
                        <h3>{labels::PROBLEMS}</h3>
                        <ul class="plain findings">{problems}</ul>
                    </section>
                }
            })}
        <section>
            <h3>{labels::FINDINGS}</h3>
            {findings}
        </section>
    }
}

/// What was checked of an item without errors and warnings.
fn checked(panel: Panel, item: &Arc<Item>, has_notes: bool) -> impl IntoView + use<> {
    let elsewhere = RwSignal::new(Vec::new());
    let of = Arc::clone(item);
    spawn_local(async move {
        for index in (0..of.certificates.len()).take(MOST_LOOKED_FOR) {
            if panel.inventory.issuer_elsewhere(Arc::clone(&of), index).await.is_some() {
                elsewhere.try_update(|found: &mut Vec<usize>| found.push(index));
            }
        }
    });
    let item = Arc::clone(item);
    let text = move || {
        let Checks { passed, open } =
            panel.in_context(|context| elsewhere.with(|found| checks(&item, context, found)));
        phrases::found_ok(has_notes, &passed, &open)
    };
    view! { <p class="all-well">{text}</p> }
}

/// Moves the focus to a section of the drawer: what could not be read, or a finding by its rule.
pub fn focus_section(section: &str) {
    let element = document().get_element_by_id(&section_id(section));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// The id of a section that [`focus_section`] finds.
pub fn section_id(section: &str) -> String {
    format!("section-{section}")
}

fn finding(finding: Finding) -> impl IntoView {
    let Finding { rule, severity, meaning, .. } = finding;
    finding_row(severity, severity.told(meaning), Some(section_id(rule.id())))
}

fn problem(problem: &Problem) -> impl IntoView + use<> {
    finding_row(problem.severity(), problem.told(), None)
}
