//! A name's verdict and dates: an icon, a label and the days, never color alone.

use cert_inventory::{Assessment, Expiry, Reason, Rule, Verdict};
use leptos::prelude::*;
use panel_logic::route::{self, PROBLEMS};

use crate::language;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};

/// The verdict in one line: the fact that decided, then the dates.
#[component]
pub fn Status(assessment: Assessment) -> impl IntoView {
    let (lead, days) = texts(&assessment);
    badge(look(&assessment), view! { <span>{lead}</span> }.into_any(), days)
}

/// The fact that decided, leading to what the drawer says of it. [`days`] has the dates.
#[component]
pub fn StatusFact(assessment: Assessment, name: String) -> impl IntoView {
    let (lead, _) = texts(&assessment);
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
    texts(assessment).1
}

/// The fact that decided, and the dates.
fn texts(assessment: &Assessment) -> (String, String) {
    let expiry = assessment.expiry;
    let dates = expiry.label().localized(language::translations()).to_owned();
    let days = days_of(expiry);
    match assessment.fact().map(|fact| fact.localized(language::translations()).to_owned()) {
        // What can't be read has no dates.
        Some(fact) if expiry == Expiry::Unknown => (fact, String::new()),
        Some(fact) => match expiry {
            Expiry::Healthy { .. } => (fact, phrases::valid_for(&days)),
            _ => (fact, format!("{dates} {days}")),
        },
        None => (dates, days),
    }
}

/// The dates alone, of what has no findings.
#[component]
pub fn ExpiryStatus(expiry: Expiry) -> impl IntoView {
    let lead = expiry.label().localized(language::translations()).to_owned();
    let look = appearance(Verdict::of(expiry, None), Some(expiry));
    badge(look, view! { <span>{lead}</span> }.into_any(), days_of(expiry))
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

fn days_of(expiry: Expiry) -> String {
    match expiry {
        Expiry::NeverValid => labels::WRONG_DATES.localized().to_owned(),
        Expiry::Expired { days: 0 } | Expiry::ExpiresToday => labels::TODAY.localized().to_owned(),
        Expiry::Expired { days } => phrases::days_ago(days),
        Expiry::NotYetValid { days } => phrases::begins_in(days),
        Expiry::Critical { days } | Expiry::Soon { days } => phrases::in_days(days),
        Expiry::Healthy { days } => phrases::days(days),
        Expiry::NeverExpires => labels::NO_END.localized().to_owned(),
        Expiry::Unknown => labels::NO_DATE.localized().to_owned(),
    }
}
