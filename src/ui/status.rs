//! A certificate's status: an icon, a word and the days, never a colour alone.

use cert_inventory::expiry::Expiry;
use leptos::prelude::*;

use super::kit::Icon;
use super::words;

/// The status, at the instant that `expiry` was reckoned for.
#[component]
pub fn Status(expiry: Expiry) -> impl IntoView {
    let (class, icon) = look(expiry);
    let (word, days) = told(expiry);
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            <span>{word}</span>
            <span class="status-days">{days}</span>
        </span>
    }
}

/// The class that colours it, and the icon.
pub fn look(expiry: Expiry) -> (&'static str, &'static str) {
    match expiry {
        Expiry::Expired { .. } => ("bad", "error"),
        Expiry::NotYetValid { .. } => ("bad", "clock"),
        Expiry::ExpiresToday | Expiry::Critical { .. } => ("bad", "warning"),
        Expiry::Soon { .. } | Expiry::Unknown => ("warn", "warning"),
        Expiry::Healthy { .. } | Expiry::NeverExpires => ("good", "check"),
    }
}

fn told(expiry: Expiry) -> (&'static str, String) {
    match expiry {
        Expiry::Expired { days: 0 } => ("Expired", "today".to_owned()),
        Expiry::Expired { days } => ("Expired", format!("{} ago", words::days(days))),
        Expiry::NotYetValid { days: 0 } => ("Not yet valid", "begins today".to_owned()),
        Expiry::NotYetValid { days } => {
            ("Not yet valid", format!("begins in {}", words::days(days)))
        }
        Expiry::ExpiresToday => ("Expires", "today".to_owned()),
        Expiry::Critical { days } | Expiry::Soon { days } => {
            ("Expires", format!("in {}", words::days(days)))
        }
        Expiry::Healthy { days } => ("Valid", words::days(days)),
        Expiry::NeverExpires => ("Valid", "without end".to_owned()),
        Expiry::Unknown => ("Unknown", "no readable date".to_owned()),
    }
}
