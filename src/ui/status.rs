//! A certificate's status: an icon, a word and the days, never a colour alone.

use cert_inventory::expiry::Expiry;
use leptos::prelude::*;

use crate::ui::kit::Icon;
use crate::ui::words;
use crate::ui::words::Word;

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

fn told(expiry: Expiry) -> (Word, String) {
    match expiry {
        Expiry::Expired { days: 0 } => (words::EXPIRED, words::TODAY.told().to_owned()),
        Expiry::Expired { days } => (words::EXPIRED, words::days_ago(days)),
        Expiry::NotYetValid { days } => (words::NOT_YET_VALID, words::begins_in(days)),
        Expiry::ExpiresToday => (words::EXPIRES, words::TODAY.told().to_owned()),
        Expiry::Critical { days } | Expiry::Soon { days } => (words::EXPIRES, words::in_days(days)),
        Expiry::Healthy { days } => (words::VALID, words::days(days)),
        Expiry::NeverExpires => (words::VALID, words::NO_END.told().to_owned()),
        Expiry::Unknown => (words::UNKNOWN, words::NO_DATE.told().to_owned()),
    }
}
