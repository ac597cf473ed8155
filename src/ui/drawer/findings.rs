//! What is wrong with an entry, who notices, and what to do about it.
//!
//! What to do is said once for all findings: several of them ask for the same.

use std::sync::Arc;

use cert_inventory::{
    Assessment, Checks, Finding, Item, Message, Problem, Remedy, Severity, checks, message,
};
use leptos::prelude::*;
use panel_logic::route::PROBLEMS;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::replacement::Replacement;
use crate::language;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};

/// The findings, then the steps that put them right.
#[component]
pub fn Findings(panel: Panel, item: Arc<Item>, assessment: Memo<Assessment>) -> impl IntoView {
    let is_readable = item.problems.is_empty();
    let problems: Vec<_> = item.problems.iter().map(problem).collect();
    let replacement = {
        let item = Arc::clone(&item);
        move |is_open| view! { <Replacement panel item=&item is_open /> }
    };
    let checked_item = Arc::clone(&item);
    let found = Memo::new(move |_| assessment.with(|assessment| assessment.findings.clone()));
    let findings = move || match found.get() {
        found if !found.is_empty() => {
            let is_serious = found.iter().any(|finding| finding.severity != Severity::Note);
            // Nothing has to be done about notes, so what has to be done comes without them.
            let to_do = found.iter().filter(|it| !is_serious || it.severity != Severity::Note);
            let steps = steps(&to_do.cloned().collect::<Vec<_>>());
            let all_well =
                (!is_serious && is_readable).then(|| checked(panel, &checked_item, true));
            view! {
                {all_well}
                <ul class="plain findings">{found.into_iter().map(finding).collect_view()}</ul>
                <h3>{labels::WHAT_TO_DO}</h3>
                <ul class="steps">
                    {steps
                        .into_iter()
                        .map(|step| view! { <li>{language::localized(&step)}</li> })
                        .collect_view()}
                </ul>
                {replacement(is_serious)}
            }
            .into_any()
        }
        _ => view! {
            {is_readable.then(|| checked(panel, &checked_item, false))}
            {replacement(false)}
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
fn checked(panel: Panel, item: &Item, has_notes: bool) -> impl IntoView + use<> {
    let Checks { passed, open } = panel.in_context(|context| checks(item, context));
    view! { <p class="all-well">{phrases::found_ok(has_notes, &passed, &open)}</p> }
}

/// Moves the focus to a section of the drawer: what could not be read, or a finding by its rule.
pub fn focus_section(section: &str) {
    let element = document().get_element_by_id(&section_id(section));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

fn section_id(section: &str) -> String {
    format!("section-{section}")
}

fn finding(finding: Finding) -> impl IntoView {
    row(finding.severity, finding.meaning, Some(section_id(finding.rule.id())))
}

/// What is wrong with an entry itself, after its name: an item has two of them.
fn problem(problem: &Problem) -> impl IntoView + use<> {
    let meaning = message!("{0}: {1}", problem.entry.as_str(), problem.message());
    row(problem.severity(), meaning, None)
}

fn row(severity: Severity, meaning: Message, id: Option<String>) -> impl IntoView {
    let (class, icon) = match severity {
        Severity::Error => ("bad", "error"),
        Severity::Warning => ("warn", "warning"),
        Severity::Note => ("note", "info"),
    };
    let focusable = id.is_some().then_some("-1");
    view! {
        <li class=format!("finding {class}") id=id tabindex=focusable>
            <Icon name=icon />
            <p>{phrases::finding(severity, meaning)}</p>
        </li>
    }
}

/// Each thing to do once: what to get, then how to put it in place.
fn steps(findings: &[Finding]) -> Vec<Message> {
    let mut steps: Vec<Message> = Vec::new();
    let firsts = findings.iter().map(|finding| match &finding.remedy {
        Remedy::Replace { get, .. } => get,
        Remedy::Other(message) => message,
    });
    let lasts = findings.iter().filter_map(|finding| match &finding.remedy {
        Remedy::Replace { then, .. } => Some(then),
        Remedy::Other(_) => None,
    });
    for step in firsts.chain(lasts) {
        if !steps.contains(step) {
            steps.push(step.clone());
        }
    }
    steps
}
