//! What a row says of an item's state: the fact that decided, the dates, and how much more there is.
//! Here, so that a search finds what the rows say.

use crate::findings::rules::Severity;
use crate::findings::verdict::Assessment;
use crate::label;
use crate::message;
use crate::text::language::Language;
use crate::text::message::Message;
use crate::x509::expiry::Expiry;

/// From so many days on, whole years say enough.
const YEARS_FROM: u32 = 730;

impl Assessment {
    /// The fact that decided, or the state of the dates; then the dates, as far as there are any.
    #[must_use]
    pub fn told(&self, language: &Language) -> (String, String) {
        let (expiry, state) = (self.expiry, self.expiry.label().localized(language));
        let days = expiry.days().localized(language);
        match self.fact().map(|fact| fact.localized(language).to_owned()) {
            // What can't be read has no dates.
            Some(fact) if expiry == Expiry::Unknown => (fact, String::new()),
            Some(fact) => match expiry {
                Expiry::Healthy { .. } => {
                    (fact, message!("Valid for {0}", days).localized(language))
                }
                _ => (fact, format!("{state} {days}")),
            },
            None => (state.to_owned(), days),
        }
    }

    /// How many errors, or warnings, there are beside what decided; `None` if there are none.
    #[must_use]
    pub fn more(&self, severity: Severity) -> Option<Message> {
        match (severity, self.more_errors, self.more_warnings) {
            (Severity::Error, 0, _) | (Severity::Warning, _, 0) | (Severity::Note, ..) => None,
            (Severity::Error, 1, _) => Some(message!("1 more error")),
            (Severity::Error, count, _) => Some(message!("{0} more errors", count)),
            (Severity::Warning, _, 1) => Some(message!("1 more warning")),
            (Severity::Warning, _, count) => Some(message!("{0} more warnings", count)),
        }
    }
}

impl Severity {
    /// A finding or a problem, with how serious it is.
    #[must_use]
    pub fn told(self, meaning: Message) -> Message {
        match self {
            Self::Error => message!("Error: {0}", meaning),
            Self::Warning => message!("Warning: {0}", meaning),
            Self::Note => message!("Note: {0}", meaning),
        }
    }
}

impl Expiry {
    /// What a person reads after [`Expiry::label`]: how many days it is until then, or since.
    #[must_use]
    pub fn days(self) -> Message {
        match self {
            Self::NeverValid => label!("expires before it starts").into(),
            Self::Expired { days: 0 } | Self::ExpiresToday => label!("today").into(),
            Self::Expired { days: 1 } => message!("1 day ago"),
            Self::Expired { days: days @ YEARS_FROM.. } => message!("{0} years ago", days / 365),
            Self::Expired { days } => message!("{0} days ago", days),
            Self::NotYetValid { days: 0 } => message!("starts today"),
            Self::NotYetValid { days: 1 } => message!("starts in 1 day"),
            Self::NotYetValid { days } => message!("starts in {0} days", days),
            Self::Critical { days: 1 } | Self::Soon { days: 1 } => message!("in 1 day"),
            Self::Critical { days } | Self::Soon { days } => message!("in {0} days", days),
            Self::Healthy { days: 1 } => message!("1 day"),
            Self::Healthy { days: days @ YEARS_FROM.. } => message!("{0} years", days / 365),
            Self::Healthy { days } => message!("{0} days", days),
            Self::NeverExpires => label!("no expiration date").into(),
            Self::Unknown => label!("dates can’t be read").into(),
        }
    }
}
