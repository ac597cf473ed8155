//! All entries of one answer, paired by logical name.

mod keys;
mod pairing;
mod reading;

pub use reading::Reading;

use std::sync::Arc;

use crate::body::Body;
use crate::certificate::Certificate;
use crate::chain::{Chain, chain};
use crate::expiry::{Expiry, Thresholds};
use crate::known::{KNOWN, Known, known};
use crate::load::LoadError;
use crate::pem::read_pem;
use crate::private_key::{KeyMatch, PrivateKey};
use crate::problem::{Problem, ProblemKind};
use crate::time::Timestamp;

/// What a cluster's list of certificates tells.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// What is there: known names in the order of [`KNOWN`], then the others by name. Each name
    /// occurs once.
    pub items: Vec<Arc<Item>>,
    /// Of the texts of which each item was made; empty where it was not read from a body.
    digests: Vec<u64>,
    /// Of the body; `None` where it was not read from one.
    body: Option<u64>,
}

/// Whether they tell the same, however it was said.
impl PartialEq for Inventory {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

/// One logical name with what its entries hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The logical name: the entry's name without `_cert` or `_key`. A name with neither ending,
    /// or with nothing before it, is its own.
    pub name: String,
    /// The certificates in the order in which they are sent.
    pub certificates: Vec<Certificate>,
    /// How these hang together.
    pub chain: Chain,
    /// Facts about the private key.
    pub key: Option<PrivateKey>,
    /// Whether the key belongs to the leaf.
    pub key_match: KeyMatch,
    /// The names of all items with its private key, its own among them; empty where it is alone.
    /// One list for all of them: each with its own would take the square of their number.
    key_shared_by: Arc<[String]>,
    /// What is wrong with the entries themselves.
    pub problems: Vec<Problem>,
}

impl Inventory {
    /// Reads the answer to `GET v1/cluster/certificates`, and wipes it. [`Reading`] does the same
    /// step by step.
    ///
    /// # Errors
    ///
    /// When the body is not one JSON object whose values are texts. Whatever is wrong inside a
    /// text is a problem of its item.
    pub fn read(body: Body) -> Result<Self, LoadError> {
        let mut reading = Reading::begin(body, Arc::default())?;
        while reading.step()? {}
        Ok(reading.finish())
    }

    /// Whether this is what was read from the very same body.
    #[must_use]
    pub fn is_of(&self, body: &Body) -> bool {
        self.body == Some(body.digest())
    }

    /// Reads PEM text: an item a certificate, with the private key that belongs to it; a key that
    /// belongs to none is an item of its own. The problems are those of the text itself.
    #[must_use]
    pub fn from_pem(text: &str) -> (Self, Vec<Problem>) {
        let blocks = read_pem(text);
        let problem = |kind| Problem { entry: "text".to_owned(), kind };
        let problems = pairing::of_blocks(&blocks).into_iter().map(problem).collect();
        let mut items: Vec<_> = keys::items_of_text(blocks).into_iter().map(Arc::new).collect();
        keys::tell_reused(&mut items);
        (Self { items, ..Self::default() }, problems)
    }

    /// The items.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().map(AsRef::as_ref)
    }

    /// The known names that the answer does not have.
    pub fn empty_slots(&self) -> impl Iterator<Item = &'static Known> {
        KNOWN.iter().filter(|known| self.item(known.name).is_none())
    }

    /// The item of a logical name.
    #[must_use]
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.iter().find(|item| item.name == name)
    }
}

impl Item {
    fn new(
        name: String,
        certificates: Vec<Certificate>,
        key: Option<PrivateKey>,
        key_expected: bool,
    ) -> Self {
        let chain = chain(&certificates);
        let leaf = chain.leaf.and_then(|leaf| certificates.get(leaf));
        let key_match = keys::key_match(leaf, key.as_ref(), key_expected);
        let (key_shared_by, problems) = Default::default();
        Self { name, chain, key_match, certificates, key, key_shared_by, problems }
    }

    /// The other logical names that have its private key.
    pub fn key_reused_by(&self) -> impl Iterator<Item = &str> {
        self.key_shared_by.iter().map(String::as_str).filter(|name| *name != self.name)
    }

    /// What is known of the name.
    #[must_use]
    pub fn known(&self) -> Option<&'static Known> {
        known(&self.name)
    }

    /// The certificate that the item is about.
    #[must_use]
    pub fn leaf(&self) -> Option<&Certificate> {
        self.certificates.get(self.chain.leaf?)
    }

    /// Whether a request can name it. Not when the name is empty or a dot segment, because an
    /// address would then lead elsewhere (RFC 3986, section 5.2.4), nor when it is not shown.
    #[must_use]
    pub fn addressable(&self) -> bool {
        !matches!(self.name.as_str(), "" | "." | "..")
            && !self.problems.iter().any(|problem| problem.kind == ProblemKind::NameNotShown)
    }

    /// The expiry that needs attention first: the leaf's, or that of the certificate in the chain
    /// that is worse. [`Item::expires_first`] tells which.
    #[must_use]
    pub fn expiry(&self, now: Timestamp, thresholds: &Thresholds) -> Expiry {
        self.riskiest(now, thresholds).map_or(Expiry::Unknown, |(_, expiry)| expiry)
    }

    /// The index of the certificate that [`Item::expiry`] speaks of.
    #[must_use]
    pub fn expires_first(&self, now: Timestamp, thresholds: &Thresholds) -> Option<usize> {
        self.riskiest(now, thresholds).map(|(index, _)| index)
    }

    fn riskiest(&self, now: Timestamp, thresholds: &Thresholds) -> Option<(usize, Expiry)> {
        self.certificates
            .iter()
            .enumerate()
            .map(|(index, certificate)| (index, certificate.expiry(now, thresholds)))
            // Between equals the leaf, since the item is about it.
            .min_by_key(|(index, expiry)| (*expiry, Some(*index) != self.chain.leaf))
    }
}
