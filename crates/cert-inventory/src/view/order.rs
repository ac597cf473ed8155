//! The order of rows: by a column, in one of two directions.

use std::cmp::Ordering;

use crate::asn1::time::Timestamp;
use crate::findings::verdict::Verdict;
use crate::inventory::item::Item;
use crate::text::sorted::sorted;
use crate::view::facts::{issuer, signature};
use crate::x509::expiry::Expiry;

/// A column and a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column to sort by.
    pub column: Column,
    /// Whether to sort in descending order.
    pub descending: bool,
}

/// The sortable columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The logical name.
    Name,
    /// The risk: by the verdict, then by the end.
    #[default]
    Status,
    /// The end of the leaf, or of the certificate that ends before it.
    End,
    /// The leaf's subject.
    Subject,
    /// The leaf's issuer.
    Issuer,
    /// The leaf's signature algorithm.
    Signature,
    /// The private key's kind and size.
    PrivateKey,
    /// Those that share a private key first, each beside the others.
    ReusedKey,
}

impl Column {
    /// Those with a head in the table, from left to right.
    pub const HEADS: [Self; 5] =
        [Self::Name, Self::Status, Self::Subject, Self::Issuer, Self::PrivateKey];

    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Status,
        Self::Name,
        Self::End,
        Self::Subject,
        Self::Issuer,
        Self::Signature,
        Self::PrivateKey,
        Self::ReusedKey,
    ];

    /// How it stands in an address.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::End => "end",
            Self::Subject => "subject",
            Self::Issuer => "issuer",
            Self::Signature => "signature",
            Self::PrivateKey => "key",
            Self::ReusedKey => "reused",
        }
    }
}

impl Order {
    /// Puts items in order; `judge` gives the verdict and the expiry of each. Those that are equal
    /// in the column, and those that have nothing in it, follow by their names.
    pub fn sort<T: AsRef<Item>>(self, items: &mut Vec<T>, judge: impl Fn(&T) -> (Verdict, Expiry)) {
        let with_key = |item: T| {
            let value = self.value(item.as_ref(), || judge(&item));
            let name = item.as_ref().name.clone();
            (SortKey { value, name }, item)
        };
        let keyed = items.drain(..).map(with_key).collect();
        let sorted = sorted(keyed, |(a, _): &(SortKey, T), (b, _)| a.compare(b, self.descending));
        items.extend(sorted.into_iter().map(|(_, item)| item));
    }

    fn value(self, item: &Item, judge: impl FnOnce() -> (Verdict, Expiry)) -> SortValue {
        let leaf = item.leaf();
        let text = |text: Option<String>| {
            text.map_or(SortValue::Nothing, |t| SortValue::Text(t.to_lowercase()))
        };
        match self.column {
            Column::Name => text(Some(item.name.clone())),
            Column::Status => {
                let (verdict, expiry) = judge();
                SortValue::Risk(verdict, expiry, leaf.and_then(|leaf| leaf.not_after.ok()))
            }
            Column::End => {
                let ends = item.certificates.iter().filter_map(|it| it.not_after.ok());
                ends.min().map_or(SortValue::Nothing, SortValue::Time)
            }
            Column::Signature => text(leaf.and_then(signature).map(str::to_owned)),
            Column::ReusedKey => text(item.key_shared_by.first().cloned()),
            Column::Subject => {
                text(leaf.and_then(|leaf| leaf.subject.as_ref().ok()).map(ToString::to_string))
            }
            Column::Issuer => text(leaf.and_then(issuer)),
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
    Risk(Verdict, Expiry, Option<Timestamp>),
    Time(Timestamp),
    Key(String, Option<u32>),
    /// Last in either direction.
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
