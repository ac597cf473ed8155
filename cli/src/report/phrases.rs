//! Dates and numbers in words.

use cert_inventory::{Expiry, Message, message};

/// From so many days on, whole years say enough.
const YEARS_FROM: u32 = 730;

/// What is said of a date.
pub fn when(expiry: Expiry) -> Option<Message> {
    Some(match expiry {
        Expiry::NeverValid => message!("never valid"),
        Expiry::Expired { days: 0 } => message!("expired today"),
        Expiry::Expired { days: 1 } => message!("expired 1 day ago"),
        Expiry::Expired { days: days @ YEARS_FROM.. } => {
            message!("expired {0} years ago", days / 365)
        }
        Expiry::Expired { days } => message!("expired {0} days ago", days),
        Expiry::NotYetValid { days: 0 } => message!("starts today"),
        Expiry::NotYetValid { days: 1 } => message!("starts in 1 day"),
        Expiry::NotYetValid { days: days @ YEARS_FROM.. } => {
            message!("starts in {0} years", days / 365)
        }
        Expiry::NotYetValid { days } => message!("starts in {0} days", days),
        Expiry::ExpiresToday => message!("expires today"),
        Expiry::Critical { days: 1 } | Expiry::Soon { days: 1 } => message!("expires in 1 day"),
        Expiry::Critical { days: days @ YEARS_FROM.. }
        | Expiry::Soon { days: days @ YEARS_FROM.. } => {
            message!("expires in {0} years", days / 365)
        }
        Expiry::Critical { days } | Expiry::Soon { days } => message!("expires in {0} days", days),
        Expiry::Healthy { days: 1 } => message!("valid for 1 day"),
        Expiry::Healthy { days: days @ YEARS_FROM.. } => {
            message!("valid for {0} years", days / 365)
        }
        Expiry::Healthy { days } => message!("valid for {0} days", days),
        Expiry::NeverExpires => message!("never expires"),
        Expiry::Unknown => return None,
    })
}

/// A number of errors, beside another fact or alone.
pub fn errors(count: usize, is_more: bool) -> Option<Message> {
    Some(match (count, is_more) {
        (0, _) => return None,
        (1, false) => message!("1 error"),
        (1, true) => message!("1 more error"),
        (_, false) => message!("{0} errors", count),
        (_, true) => message!("{0} more errors", count),
    })
}

/// The same of warnings.
pub fn warnings(count: usize, is_more: bool) -> Option<Message> {
    Some(match (count, is_more) {
        (0, _) => return None,
        (1, false) => message!("1 warning"),
        (1, true) => message!("1 more warning"),
        (_, false) => message!("{0} warnings", count),
        (_, true) => message!("{0} more warnings", count),
    })
}
