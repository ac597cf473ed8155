//! Which rows somebody asked to see and in which order: all of it fits in an address.

use std::cmp::Ordering;

use crate::asn1::time::Timestamp;
use crate::inventory::item::Item;
use crate::inventory::known::Known;
use crate::label;
use crate::text::language::{Label, Language};
use crate::text::sorted::sorted;
use crate::view::search::Needle;
use crate::x509::algorithm::KeyKind;
use crate::x509::expiry::{Expiry, Thresholds};

/// The status of a known name that the cluster does not list.
pub const EMPTY_SLOT: Label = label!("empty slot");

/// What is shown. The default is everything, that at the greatest risk first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// A piece that each row has; empty for any.
    pub search: String,
    /// Their status; `None` for any.
    pub status: Option<StatusClass>,
    /// Only what the cluster may let one delete.
    pub deletable: bool,
    /// Only what has findings that are errors or warnings.
    pub findings: bool,
    /// The kind of their private key; `None` for any.
    pub key: Option<KeyClass>,
    /// Their order inside a group.
    pub order: Order,
}

/// Rows by their status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusClass {
    /// The end is past.
    Expired,
    /// The end is within the warning threshold.
    Expiring,
    /// The beginning has not come.
    NotYetValid,
    /// A date cannot be read.
    Unknown,
    /// None of these.
    Healthy,
    /// A known name that the cluster does not list.
    Empty,
}

/// Rows by the kind of their private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyClass {
    /// RSA, for PSS only too.
    Rsa,
    /// An elliptic curve in the sense of RFC 5480.
    Ec,
    /// Ed25519 or Ed448.
    EdDsa,
    /// Any other, or one that is not known.
    Other,
    /// There is none.
    None,
}

/// A column, and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// What is compared.
    pub column: Column,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// What rows can be put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The logical name.
    Name,
    /// The risk: expired first, then by the end.
    #[default]
    Status,
    /// The leaf's subject.
    Subject,
    /// The leaf's issuer.
    Issuer,
    /// The private key's kind and size.
    PrivateKey,
}

impl Selection {
    /// The names that an address can have.
    pub const PARAMETERS: [&str; 6] = [SEARCH, STATUS, DELETABLE, FINDINGS, KEY, ORDER];

    /// Whether an item is shown. `is_found` tells whether it has what is searched, `has_findings`
    /// whether one of its findings is an error or a warning.
    #[must_use]
    pub fn shows(
        &self,
        item: &Item,
        expiry: impl FnOnce() -> Expiry,
        is_found: impl FnOnce() -> bool,
        has_findings: impl FnOnce() -> bool,
    ) -> bool {
        let is_required = || item.known().is_some_and(|known| known.required);
        self.status.is_none_or(|status| status == StatusClass::of(expiry()))
            && !(self.deletable && (is_required() || !item.addressable()))
            && self.key.is_none_or(|key| key == KeyClass::of(item))
            && (!self.findings || has_findings())
            && is_found()
    }

    /// Whether a known name that the cluster does not list is shown.
    #[must_use]
    pub fn shows_empty(&self, slot: &Known, needle: Option<&Needle>, language: &Language) -> bool {
        self.status.is_none_or(|status| status == StatusClass::Empty)
            && !self.deletable
            && !self.findings
            && self.key.is_none()
            && needle.is_none_or(|needle| {
                let words = [slot.title, EMPTY_SLOT].map(|word| word.localized(language));
                needle.is_in(slot.name) || words.into_iter().any(|word| needle.is_in(word))
            })
    }

    /// Whether anything can be hidden: a search or a filter is set.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        *self != Self { order: self.order, ..Self::default() }
    }

    /// The same order with everything shown.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self { order: self.order, ..Self::default() }
    }

    /// What differs from the default, as names and values of an address.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let yes = |name, set: bool| set.then(|| (name, "yes".to_owned()));
        let Order { column, descending } = self.order;
        let order = (self.order != Order::default())
            .then(|| (ORDER, format!("{}{}", if descending { "-" } else { "" }, column.id())));
        let search = (!self.search.is_empty()).then(|| (SEARCH, self.search.clone()));
        let status = self.status.map(|status| (STATUS, status.id().to_owned()));
        let key = self.key.map(|key| (KEY, key.id().to_owned()));
        [search, status, yes(DELETABLE, self.deletable), yes(FINDINGS, self.findings), key, order]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Takes a name and a value of an address. What it does not know it leaves alone.
    pub fn set(&mut self, name: &str, value: &str) {
        match name {
            SEARCH => value.clone_into(&mut self.search),
            STATUS => self.status = StatusClass::ALL.into_iter().find(|s| s.id() == value),
            DELETABLE => self.deletable = value == "yes",
            FINDINGS => self.findings = value == "yes",
            KEY => self.key = KeyClass::ALL.into_iter().find(|key| key.id() == value),
            ORDER => {
                let (descending, word) = match value.strip_prefix('-') {
                    Some(word) => (true, word),
                    None => (false, value),
                };
                if let Some(column) = Column::ALL.into_iter().find(|c| c.id() == word) {
                    self.order = Order { column, descending };
                }
            }
            _ => {}
        }
    }
}

const SEARCH: &str = "search";
const STATUS: &str = "status";
const DELETABLE: &str = "deletable";
const FINDINGS: &str = "findings";
const KEY: &str = "key";
const ORDER: &str = "order";

impl StatusClass {
    /// From the worst to the best, then what is not there.
    pub const ALL: [Self; 6] = [
        Self::Expired,
        Self::Expiring,
        Self::NotYetValid,
        Self::Unknown,
        Self::Healthy,
        Self::Empty,
    ];

    /// The class of an item's expiry.
    #[must_use]
    pub fn of(expiry: Expiry) -> Self {
        match expiry {
            // What was never valid needs what the expired needs: another certificate.
            Expiry::Expired { .. } | Expiry::NeverValid => Self::Expired,
            Expiry::ExpiresToday | Expiry::Critical { .. } | Expiry::Soon { .. } => Self::Expiring,
            Expiry::NotYetValid { .. } => Self::NotYetValid,
            Expiry::Unknown => Self::Unknown,
            Expiry::Healthy { .. } | Expiry::NeverExpires => Self::Healthy,
        }
    }

    /// How it stands in an address.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Expiring => "expiring",
            Self::NotYetValid => "not-yet-valid",
            Self::Unknown => "unknown",
            Self::Healthy => "healthy",
            Self::Empty => "empty",
        }
    }
}

impl KeyClass {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Rsa, Self::Ec, Self::EdDsa, Self::Other, Self::None];

    /// The class of an item's private key.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        match item.key.as_ref().map(|key| &key.kind) {
            None => Self::None,
            Some(Some(KeyKind::Rsa | KeyKind::RsaPss)) => Self::Rsa,
            Some(Some(KeyKind::Ec(_))) => Self::Ec,
            Some(Some(KeyKind::Ed25519 | KeyKind::Ed448)) => Self::EdDsa,
            Some(_) => Self::Other,
        }
    }

    /// How it stands in an address.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ec => "ec",
            Self::EdDsa => "eddsa",
            Self::Other => "other",
            Self::None => "none",
        }
    }
}

impl Column {
    /// From left to right.
    pub const ALL: [Self; 5] =
        [Self::Name, Self::Status, Self::Subject, Self::Issuer, Self::PrivateKey];

    /// How it stands in an address.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::Subject => "subject",
            Self::Issuer => "issuer",
            Self::PrivateKey => "key",
        }
    }
}

impl Order {
    /// Puts items in order. Those that are equal in the column, and those that have nothing in it,
    /// follow by their names.
    pub fn sort<T: AsRef<Item>>(self, items: &mut Vec<T>, now: Timestamp, thresholds: &Thresholds) {
        let with_key = |item: T| {
            let own = item.as_ref();
            let (value, name) = (self.value(own, now, thresholds), own.name.clone());
            (SortKey { value, name }, item)
        };
        let keyed = items.drain(..).map(with_key).collect();
        let sorted = sorted(keyed, |(a, _): &(SortKey, T), (b, _)| a.compare(b, self.descending));
        items.extend(sorted.into_iter().map(|(_, item)| item));
    }

    fn value(self, item: &Item, now: Timestamp, thresholds: &Thresholds) -> SortValue {
        let leaf = item.leaf();
        let text = |text: Option<String>| {
            text.map_or(SortValue::Nothing, |t| SortValue::Text(t.to_lowercase()))
        };
        match self.column {
            Column::Name => text(Some(item.name.clone())),
            Column::Status => {
                let end = leaf.and_then(|leaf| leaf.not_after.ok());
                SortValue::Risk(item.expiry(now, thresholds), end)
            }
            Column::Subject => {
                text(leaf.and_then(|leaf| leaf.subject.as_ref().ok()).map(ToString::to_string))
            }
            Column::Issuer => {
                text(leaf.and_then(|leaf| leaf.issuer.as_ref().ok()).map(ToString::to_string))
            }
            Column::PrivateKey => item.key.as_ref().map_or(SortValue::Nothing, |key| {
                let kind = key.kind.as_ref().map(ToString::to_string).unwrap_or_default();
                SortValue::Key(kind, key.bits)
            }),
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortValue {
    Text(String),
    Risk(Expiry, Option<Timestamp>),
    Key(String, Option<u32>),
    /// Last, in either direction.
    Nothing,
}

struct SortKey {
    value: SortValue,
    name: String,
}

impl SortKey {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let by_value = self.value.cmp(&other.value);
        let nothing = self.value == SortValue::Nothing || other.value == SortValue::Nothing;
        let by_value = if descending && !nothing { by_value.reverse() } else { by_value };
        by_value.then_with(|| self.name.cmp(&other.name))
    }
}
