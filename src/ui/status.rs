//! A name's verdict and dates: an icon, a label and the days, never color alone.

use cert_inventory::{Assessment, Expiry, Reason, Rule, Verdict};
use leptos::prelude::*;
use panel_logic::route::{self, PROBLEMS};

use crate::language;
use crate::ui::kit::Icon;

/// The verdict in one line: the fact that decided, then the dates.
#[component]
pub fn Status(assessment: Assessment) -> impl IntoView {
    let (lead, days) = assessment.told(language::translations());
    badge(look(&assessment), view! { <span>{lead}</span> }.into_any(), days)
}

/// The fact that decided, leading to what the drawer says of it. [`days`] has the dates.
#[component]
pub fn StatusFact(assessment: Assessment, name: String) -> impl IntoView {
    let (lead, _) = assessment.told(language::translations());
    let lead = match section(&assessment) {
        Some(at) => view! {
            <a class="searched" href=route::section(&name, at)>
                {lead}
            </a>
        }
        .into_any(),
        None => view! { <span class="searched">{lead}</span> }.into_any(),
    };
    badge(look(&assessment), lead, String::new())
}

/// What [`StatusFact`] doesn't say: the dates, or their days alone.
pub fn days(assessment: &Assessment) -> String {
    assessment.told(language::translations()).1
}

/// The dates alone, of what has no findings.
#[component]
pub fn ExpiryStatus(expiry: Expiry) -> impl IntoView {
    let lead = expiry.label().localized(language::translations()).to_owned();
    let look = appearance(Verdict::of(expiry, None), Some(expiry));
    let days = language::localized(&expiry.days());
    badge(look, view! { <span>{lead}</span> }.into_any(), days)
}

fn badge(
    (class, icon): (&'static str, &'static str),
    lead: AnyView,
    days: String,
) -> impl IntoView {
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            {lead}
            {(!days.is_empty()).then(|| view! { <span class="status-days">{days}</span> })}
        </span>
    }
}

fn look(assessment: &Assessment) -> (&'static str, &'static str) {
    appearance(assessment.verdict, Some(assessment.expiry))
}

/// The section of the drawer about what decided.
fn section(assessment: &Assessment) -> Option<&'static str> {
    match assessment.reason {
        Reason::Entry(_) => Some(PROBLEMS),
        _ => assessment.rule().map(Rule::id),
    }
}

/// The class that colors a verdict, and its icon.
pub fn appearance(verdict: Verdict, expiry: Option<Expiry>) -> (&'static str, &'static str) {
    match (verdict, expiry) {
        (Verdict::Broken | Verdict::Expired, _) => ("bad", "error"),
        (Verdict::NotYetValid, _) => ("bad", "clock"),
        (Verdict::Expiring, Some(Expiry::ExpiresToday | Expiry::Critical { .. })) => {
            ("bad", "warning")
        }
        (Verdict::Expiring | Verdict::Unknown | Verdict::Warning, _) => ("warn", "warning"),
        (Verdict::Ok, _) => ("good", "check"),
        (Verdict::Empty, _) => ("none", "empty"),
    }
}
