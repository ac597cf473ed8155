//! What is wrong with an entry, who notices, and what to do about it.
//!
//! What to do is said once for all findings: several of them ask for the same.

use std::sync::Arc;

use cert_inventory::{Finding, Item, Message, Remedy, Severity};
use leptos::prelude::*;

use super::replacement::Replacement;
use crate::language;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};

/// The findings, then the steps that put them right.
#[component]
pub fn Findings(panel: Panel, item: Arc<Item>) -> impl IntoView {
    let problems: Vec<_> = item.problems.iter().map(phrases::problem).collect();
    let is_readable = problems.is_empty();
    let replacement = {
        let item = Arc::clone(&item);
        move |is_open| view! { <Replacement panel item=&item is_open /> }
    };
    let found = Memo::new(move |_| panel.findings(&item));
    let findings = move || match found.get() {
        found if !found.is_empty() => {
            let is_serious = found.iter().any(|finding| finding.severity != Severity::Note);
            let steps = steps(&found);
            view! {
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
            {is_readable.then(|| view! { <p class="quiet-text">{labels::NO_FINDINGS}</p> })}
            {replacement(false)}
        }
        .into_any(),
    };
    view! {
        {(!is_readable)
            .then(|| {
                view! {
                    <section>
                        <h3>{labels::PROBLEMS}</h3>
                        <ul class="steps">
                            {problems
                                .into_iter()
                                .map(|problem| view! { <li>{problem}</li> })
                                .collect_view()}
                        </ul>
                    </section>
                }
            })}
        <section>
            <h3>{labels::FINDINGS}</h3>
            {findings}
        </section>
    }
}

fn finding(finding: Finding) -> impl IntoView {
    let (class, icon) = match finding.severity {
        Severity::Error => ("bad", "error"),
        Severity::Warning => ("warn", "warning"),
        Severity::Note => ("note", "info"),
    };
    view! {
        <li class=format!("finding {class}")>
            <Icon name=icon />
            <p>{phrases::finding(finding.severity, finding.meaning)}</p>
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
