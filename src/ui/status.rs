//! A certificate's status: an icon, a label and the days, never color alone.

use cert_inventory::Expiry;
use leptos::prelude::*;

use crate::language;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};

/// The status, at the instant that `expiry` was computed for.
#[component]
pub fn Status(expiry: Expiry) -> impl IntoView {
    let (class, icon) = appearance(expiry);
    let (label, days) = (expiry.label().localized(language::translations()), days_of(expiry));
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            <span class="searched">{label}</span>
            <span class="status-days">{days}</span>
        </span>
    }
}

/// The class that colors it, and the icon.
pub fn appearance(expiry: Expiry) -> (&'static str, &'static str) {
    match expiry {
        Expiry::NeverValid | Expiry::Expired { .. } => ("bad", "error"),
        Expiry::NotYetValid { .. } => ("bad", "clock"),
        Expiry::ExpiresToday | Expiry::Critical { .. } => ("bad", "warning"),
        Expiry::Soon { .. } | Expiry::Unknown => ("warn", "warning"),
        Expiry::Healthy { .. } | Expiry::NeverExpires => ("good", "check"),
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
