//! A name's verdict and dates: an icon, a label and the days, never color alone.

use cert_inventory::{Assessment, Expiry, Reason, Rule, Verdict};
use leptos::prelude::*;
use panel_logic::route::{self, PROBLEMS};

use crate::language;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};

/// The verdict: the fact that decided, then the dates.
#[component]
pub fn Status(
    assessment: Assessment,
    /// The name, where the fact leads to what the drawer says of it.
    #[prop(optional)]
    linked_to: Option<String>,
) -> impl IntoView {
    let Assessment { verdict, expiry, .. } = assessment;
    let (class, icon) = appearance(verdict, Some(expiry));
    let dates = expiry.label().localized(language::translations()).to_owned();
    let days = days_of(expiry);
    let (lead, rest) = match assessment.fact() {
        // What can't be read has no dates.
        Some(fact) if expiry == Expiry::Unknown => {
            (fact.localized(language::translations()).to_owned(), String::new())
        }
        Some(fact) => {
            (fact.localized(language::translations()).to_owned(), format!("{dates} {days}"))
        }
        None => (dates, days),
    };
    let href = linked_to.zip(section(&assessment)).map(|(name, at)| route::section(&name, at));
    let lead = match href {
        Some(href) => view! {
            <a class="searched" href=href>
                {lead}
            </a>
        }
        .into_any(),
        None => view! { <span class="searched">{lead}</span> }.into_any(),
    };
    badge((class, icon), lead, rest)
}

/// The dates alone, of what has no findings.
#[component]
pub fn ExpiryStatus(expiry: Expiry) -> impl IntoView {
    let lead = expiry.label().localized(language::translations()).to_owned();
    badge(
        appearance(Verdict::of(expiry, None), Some(expiry)),
        view! { <span>{lead}</span> }.into_any(),
        days_of(expiry),
    )
}

fn badge(
    (class, icon): (&'static str, &'static str),
    lead: AnyView,
    rest: String,
) -> impl IntoView {
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            {lead}
            <span class="status-days">{rest}</span>
        </span>
    }
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
