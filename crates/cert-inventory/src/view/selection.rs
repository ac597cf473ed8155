//! Which rows to show, and in which order: all of it fits in a URL.

use crate::asn1::time::Timestamp;
use crate::findings::verdict::Verdict;
use crate::inventory::group::Group;
use crate::inventory::item::Item;
use crate::inventory::known::Known;
use crate::label;
use crate::text::language::{Label, Language};
use crate::view::facts::{issuer, signature};
use crate::view::order::{Column, Order};
use crate::view::search::{Query, necessity};
use crate::x509::algorithm::KeyKind;
use crate::x509::certificate::Certificate;

/// What is said of a name that the cluster doesn't list.
#[must_use]
pub fn slot_label(slot: &Known) -> Label {
    match Verdict::of_slot(slot) {
        Verdict::Broken => label!("Missing"),
        _ => label!("Not set"),
    }
}

/// What is shown. The default is everything, that at the greatest risk first.
///
/// Filters are joined by "and"; within a filter, several values by "or". Those by an expiration date
/// or a signature algorithm show an item that has such a certificate anywhere in its chain.
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
    /// The issuer of the item's own certificate, as it is shown; empty for any.
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
            && (self.issuer.is_empty()
                || item.own().any(|it| issuer(it).as_ref() == Some(&self.issuer)))
            && (self.signature.is_empty() || any(&|it| signature(it) == Some(&self.signature)))
            && is_found()
    }

    /// Whether to show an empty slot.
    #[must_use]
    pub fn shows_empty(&self, slot: &Known, query: Option<&Query>, language: &Language) -> bool {
        self.verdicts.admits(Verdict::of_slot(slot))
            && !self.deletable
            && self.fact_filters() == 0
            && query.is_none_or(|query| {
                let words = [slot.title, slot_label(slot), necessity(slot)];
                let words = words.map(|word| word.localized(language));
                query.is_in(slot.name) || words.into_iter().any(|word| query.is_in(word))
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

    /// The same without its search.
    #[must_use]
    pub fn without_search(&self) -> Self {
        Self { search: String::new(), ..self.clone() }
    }

    /// The same search, order, and groups without filters.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { search: self.search.clone(), ..self.widened() }
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
