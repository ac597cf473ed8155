//! A certificate's status: an icon, a word and the days, never a colour alone.

use cert_inventory::expiry::Expiry;
use leptos::prelude::*;

use super::kit::Icon;
use super::words;

/// The status, at the instant that `expiry` was reckoned for.
#[component]
pub fn Status(expiry: Expiry) -> impl IntoView {
    let (class, icon, word, days) = told(expiry);
    view! {
        <span class=format!("status {class}")>
            <Icon name=icon />
            <span>{word}</span>
            <span class="status-days">{days}</span>
        </span>
    }
}

fn told(expiry: Expiry) -> (&'static str, &'static str, &'static str, String) {
    match expiry {
        Expiry::Expired { days: 0 } => ("bad", "error", "Expired", "today".to_owned()),
        Expiry::Expired { days } => {
            ("bad", "error", "Expired", format!("{} ago", words::days(days)))
        }
        Expiry::NotYetValid { days: 0 } => {
            ("bad", "clock", "Not yet valid", "begins today".to_owned())
        }
        Expiry::NotYetValid { days } => {
            ("bad", "clock", "Not yet valid", format!("begins in {}", words::days(days)))
        }
        Expiry::ExpiresToday => ("bad", "warning", "Expires", "today".to_owned()),
        Expiry::Critical { days } => {
            ("bad", "warning", "Expires", format!("in {}", words::days(days)))
        }
        Expiry::Soon { days } => {
            ("warn", "warning", "Expires", format!("in {}", words::days(days)))
        }
        Expiry::Healthy { days } => ("good", "check", "Valid", words::days(days)),
        Expiry::NeverExpires => ("good", "check", "Valid", "without end".to_owned()),
        Expiry::Unknown => ("warn", "warning", "Unknown", "no readable date".to_owned()),
    }
}
