//! Which rows to show, and in which order: all of it fits in a URL.

use std::cmp::Ordering;

use crate::asn1::time::Timestamp;
use crate::findings::verdict::Verdict;
use crate::inventory::Inventory;
use crate::inventory::group::Group;
use crate::inventory::item::Item;
use crate::inventory::known::Known;
use crate::label;
use crate::text::language::{Label, Language};
use crate::text::sorted::sorted;
use crate::view::search::Needle;
use crate::x509::algorithm::{KeyKind, SignatureAlgorithm};
use crate::x509::certificate::Certificate;
use crate::x509::expiry::Expiry;

/// The status of a known name that the cluster does not list.
pub const EMPTY_SLOT: Label = label!("empty slot");

/// What is said of a name that the cluster doesn't list.
#[must_use]
pub fn slot_label(slot: &Known) -> Label {
    if Verdict::of_slot(slot) == Verdict::Broken { label!("Missing") } else { EMPTY_SLOT }
}

/// What is shown. The default is everything, that at the greatest risk first.
///
/// Filters are joined by "and"; within a filter, several values by "or". Those by a fact of
/// certificates show an item that has such a certificate anywhere in its chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Text that rows must contain; empty for any.
    pub search: String,
    /// Their verdicts; empty for any.
    pub verdicts: VerdictSet,
    /// Only what the cluster may let one delete.
    pub deletable: bool,
    /// The kind of their private key; `None` for any.
    pub key: Option<KeyClass>,
    /// Only those that share their private key with another.
    pub reused: bool,
    /// The day before which a certificate ends; `None` for any.
    pub before: Option<Day>,
    /// The issuer of a certificate, as it is shown; empty for any.
    pub issuer: String,
    /// The signature algorithm of a certificate, by its name; empty for any.
    pub signature: String,
    /// Their order inside a group.
    pub order: Order,
    /// Whether they are grouped by purpose alone, and what needs attention stays in its group.
    pub by_purpose: bool,
}

/// Some verdicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictSet(u8);

/// A day in UTC, written as `2027-03-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(Timestamp);

/// Items by private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyClass {
    /// RSA, including RSA-PSS.
    Rsa,
    /// Elliptic curve keys as in RFC 5480.
    Ec,
    /// Ed25519 or Ed448.
    EdDsa,
    /// Any other, or unknown.
    Other,
    /// No private key.
    None,
}

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

impl Selection {
    /// The names that an address can have.
    pub const PARAMETERS: [&str; 10] =
        [SEARCH, VERDICT, DELETABLE, KEY, REUSED, BEFORE, ISSUER, SIGNATURE, ORDER, GROUP];

    /// Whether an item is shown. `is_found` tells whether it has what is searched.
    #[must_use]
    pub fn shows(&self, item: &Item, verdict: Verdict, is_found: impl FnOnce() -> bool) -> bool {
        let is_required = || item.known().is_some_and(|known| known.required);
        let any = |holds: &dyn Fn(&Certificate) -> bool| item.certificates.iter().any(holds);
        self.verdicts.admits(verdict)
            && !(self.deletable && (is_required() || !item.addressable()))
            && self.key.is_none_or(|key| key == KeyClass::of(item))
            && !(self.reused && item.key_reused_by().next().is_none())
            && self.before.is_none_or(|day| any(&|it| it.not_after.is_ok_and(|end| end < day.0)))
            && (self.issuer.is_empty() || any(&|it| issuer(it).is_some_and(|by| by == self.issuer)))
            && (self.signature.is_empty() || any(&|it| signature(it) == Some(&self.signature)))
            && is_found()
    }

    /// Whether to show an empty slot.
    #[must_use]
    pub fn shows_empty(&self, slot: &Known, needle: Option<&Needle>, language: &Language) -> bool {
        self.verdicts.admits(Verdict::of_slot(slot))
            && !self.deletable
            && self.fact_filters() == 0
            && needle.is_none_or(|needle| {
                let words = [slot.title, slot_label(slot)].map(|word| word.localized(language));
                needle.is_in(slot.name) || words.into_iter().any(|word| needle.is_in(word))
            })
    }

    /// The group of a name, by what is known of it and its verdict.
    #[must_use]
    pub fn group(&self, known: Option<&Known>, verdict: Verdict) -> Group {
        match self.by_purpose {
            false if verdict.needs_attention() => Group::NeedsAttention,
            _ => Group::of(known),
        }
    }

    /// Whether anything can be hidden: a search or a filter is set.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        *self != self.widened()
    }

    /// How many filters by facts are set: all but the search, the verdicts and what can be deleted.
    #[must_use]
    pub fn fact_filters(&self) -> usize {
        let set = [
            self.key.is_some(),
            self.reused,
            self.before.is_some(),
            !self.issuer.is_empty(),
            !self.signature.is_empty(),
        ];
        set.into_iter().filter(|is_set| *is_set).count()
    }

    /// The same order and groups with everything shown.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self { order: self.order, by_purpose: self.by_purpose, ..Self::default() }
    }

    /// The differences from the default, as URL parameters.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let yes = |name, set: bool| set.then(|| (name, "yes".to_owned()));
        let Order { column, descending } = self.order;
        let order = (self.order != Order::default())
            .then(|| (ORDER, format!("{}{}", if descending { "-" } else { "" }, column.id())));
        let text = |name, text: &String| (!text.is_empty()).then(|| (name, text.clone()));
        let verdicts = text(VERDICT, &self.verdicts.to_text());
        let key = self.key.map(|key| (KEY, key.id().to_owned()));
        let before = self.before.map(|day| (BEFORE, day.to_text()));
        let group = self.by_purpose.then(|| (GROUP, "purpose".to_owned()));
        [
            text(SEARCH, &self.search),
            verdicts,
            yes(DELETABLE, self.deletable),
            key,
            yes(REUSED, self.reused),
            before,
            text(ISSUER, &self.issuer),
            text(SIGNATURE, &self.signature),
            order,
            group,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Sets a URL parameter. Ignores what it doesn't recognize.
    pub fn set(&mut self, name: &str, value: &str) {
        match name {
            SEARCH => value.clone_into(&mut self.search),
            VERDICT => self.verdicts = VerdictSet::parse(value),
            DELETABLE => self.deletable = value == "yes",
            KEY => self.key = KeyClass::ALL.into_iter().find(|key| key.id() == value),
            REUSED => self.reused = value == "yes",
            BEFORE => self.before = Day::parse(value),
            ISSUER => value.clone_into(&mut self.issuer),
            SIGNATURE => value.clone_into(&mut self.signature),
            GROUP => self.by_purpose = value == "purpose",
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
const VERDICT: &str = "verdict";
const DELETABLE: &str = "deletable";
const KEY: &str = "key";
const REUSED: &str = "reused";
const BEFORE: &str = "before";
const ISSUER: &str = "issuer";
const SIGNATURE: &str = "signature";
const ORDER: &str = "order";
const GROUP: &str = "group";

impl VerdictSet {
    /// Whether a verdict is one of them.
    #[must_use]
    pub fn contains(self, verdict: Verdict) -> bool {
        self.0 & Self::bit(verdict) != 0
    }

    /// Adds a verdict, or takes it away.
    pub fn set(&mut self, verdict: Verdict, is_in: bool) {
        match is_in {
            true => self.0 |= Self::bit(verdict),
            false => self.0 &= !Self::bit(verdict),
        }
    }

    fn admits(self, verdict: Verdict) -> bool {
        self.0 == 0 || self.contains(verdict)
    }

    fn bit(verdict: Verdict) -> u8 {
        1 << verdict as u8
    }

    /// `broken,expired`; empty for none.
    fn to_text(self) -> String {
        let chosen = Verdict::ALL.into_iter().filter(|verdict| self.contains(*verdict));
        chosen.map(Verdict::id).collect::<Vec<_>>().join(",")
    }

    fn parse(text: &str) -> Self {
        let mut set = Self::default();
        for word in text.split(',') {
            if let Some(verdict) = Verdict::ALL.into_iter().find(|verdict| verdict.id() == word) {
                set.set(verdict, true);
            }
        }
        set
    }
}

impl FromIterator<Verdict> for VerdictSet {
    fn from_iter<T: IntoIterator<Item = Verdict>>(verdicts: T) -> Self {
        let mut set = Self::default();
        verdicts.into_iter().for_each(|verdict| set.set(verdict, true));
        set
    }
}

impl Day {
    /// Reads `2027-03-01`, as an address and a date box write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = Timestamp::parse_rfc3339(&[text, "T00:00:00Z"].concat())?;
        Some(Self(day))
    }

    /// The same text.
    #[must_use]
    pub fn to_text(self) -> String {
        let mut text = self.0.to_string();
        text.truncate(10);
        text
    }
}

/// The issuers of all certificates, as they are shown, in order and each once.
#[must_use]
pub fn issuers(inventory: &Inventory) -> Vec<String> {
    distinct(inventory, issuer)
}

/// The signature algorithms of all certificates, likewise.
#[must_use]
pub fn signatures(inventory: &Inventory) -> Vec<String> {
    distinct(inventory, |certificate| signature(certificate).map(str::to_owned))
}

fn distinct(inventory: &Inventory, of: fn(&Certificate) -> Option<String>) -> Vec<String> {
    let all = inventory.iter().flat_map(|item| &item.certificates).filter_map(of);
    let mut found = sorted(all.collect(), String::cmp);
    found.dedup();
    found
}

fn issuer(certificate: &Certificate) -> Option<String> {
    certificate.issuer.as_ref().ok().map(ToString::to_string)
}

fn signature(certificate: &Certificate) -> Option<&str> {
    certificate.signature.as_ref().ok().map(SignatureAlgorithm::name)
}

impl KeyClass {
    /// In display order.
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

    /// Its URL value.
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
