//! A certificate's status: an icon, a label and the days, never color alone.

use cert_inventory::Expiry;
use leptos::prelude::*;

use crate::ui::kit::Icon;
use crate::ui::strings::{Label, labels, phrases};

/// The status, at the instant that `expiry` was computed for.
#[component]
pub fn Status(expiry: Expiry) -> impl IntoView {
    let (class, icon) = appearance(expiry);
    let (label, days) = label_and_days(expiry);
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            <span>{label}</span>
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

fn label_and_days(expiry: Expiry) -> (Label, String) {
    match expiry {
        Expiry::NeverValid => (labels::NEVER_VALID, labels::WRONG_DATES.localized().to_owned()),
        Expiry::Expired { days: 0 } => (labels::EXPIRED, labels::TODAY.localized().to_owned()),
        Expiry::Expired { days } => (labels::EXPIRED, phrases::days_ago(days)),
        Expiry::NotYetValid { days } => (labels::NOT_YET_VALID, phrases::begins_in(days)),
        Expiry::ExpiresToday => (labels::EXPIRES, labels::TODAY.localized().to_owned()),
        Expiry::Critical { days } | Expiry::Soon { days } => {
            (labels::EXPIRES, phrases::in_days(days))
        }
        Expiry::Healthy { days } => (labels::VALID, phrases::days(days)),
        Expiry::NeverExpires => (labels::VALID, labels::NO_END.localized().to_owned()),
        Expiry::Unknown => (labels::UNKNOWN, labels::NO_DATE.localized().to_owned()),
    }
}
