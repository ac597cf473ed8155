//! A list at one instant, reduced to what is compared.
//!
//! A file is read as any JSON and then picked apart by hand: reading it into types adds 20 KB to the
//! download.

use serde_json::Value;

use super::error::CompareError;
use crate::asn1::time::Timestamp;
use crate::export::{CLUSTERS_FORMAT, Extent, FORMAT, FORMAT_VERSION};
use crate::findings::rule::Context;
use crate::findings::verdict::{Verdict, assess};
use crate::inventory::item::Item;
use crate::text::hex::hex;
use crate::text::sorted::sorted;
use crate::x509::certificate::Certificate;

/// A list at one instant, reduced to what is compared. Texts of a file are verbatim: make them
/// [visible](crate::visible) to show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The cluster's name, where it was known.
    pub cluster: Option<String>,
    /// The instant that all is judged by.
    pub time: Timestamp,
    /// Whether it has every name.
    pub extent: Extent,
    /// The names, each once.
    pub items: Vec<SavedItem>,
}

/// What a file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The list of one cluster.
    One(Snapshot),
    /// The lists of several by their names, verbatim; those that were read.
    Several(SavedLists),
}

/// At least one list, each with the name that its cluster was saved under.
pub type SavedLists = Vec<(String, Result<Snapshot, CompareError>)>;

impl Saved {
    /// The list of a cluster: the only one in the file, or the one that names it.
    ///
    /// # Errors
    ///
    /// All lists, if it can't be told which one is meant.
    pub fn of_cluster(
        self,
        cluster: Option<&str>,
    ) -> Result<Result<Snapshot, CompareError>, SavedLists> {
        let mut lists = match self {
            Self::One(list) => return Ok(Ok(list)),
            Self::Several(lists) => lists,
        };
        let is_wanted = |(name, list): &(String, Result<Snapshot, CompareError>)| {
            let own = list.as_ref().ok().and_then(|list| list.cluster.as_deref());
            cluster.is_some_and(|cluster| own.unwrap_or(name) == cluster)
        };
        let mut wanted = (0..lists.len()).filter(|at| lists.get(*at).is_some_and(is_wanted));
        match (wanted.next(), wanted.next()) {
            (Some(at), None) => Ok(lists.swap_remove(at).1),
            _ => Err(lists),
        }
    }
}

/// A logical name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedItem {
    /// The name.
    pub name: String,
    /// Its state.
    pub verdict: Verdict,
    /// Its certificates in the order sent.
    pub chain: Vec<SavedCertificate>,
    /// Which of them is its own.
    pub leaf: Option<usize>,
    /// Its private key, where it has or should have one.
    pub key: Option<SavedKey>,
    /// The IDs of the rules it breaks, sorted, each once.
    pub(super) rules: Vec<String>,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedCertificate {
    /// Its subject, unless unreadable.
    pub subject: Option<String>,
    /// When it expires, unless unreadable.
    pub not_after: Option<Timestamp>,
    /// Its fingerprint, in hexadecimal.
    pub sha256: String,
    spki_sha256: Option<String>,
}

/// What is known about a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedKey {
    /// SHA-256 of its public half, where that is known.
    pub spki_sha256: Option<String>,
    r#match: String,
    kind: Option<String>,
    bits: Option<u64>,
}

/// What tells an export that doesn't say its format from other JSON.
const BEFORE_FORMAT: [&str; 3] = ["certificates", "cluster", "time"];

impl Snapshot {
    /// The largest file that is read, because JSON takes many times its size in memory. An export
    /// has about 3 kB a name.
    pub const MAX_BYTES: usize = 16 << 20;

    /// Reads what [`json`](crate::export::json) wrote.
    ///
    /// # Errors
    ///
    /// If the text isn't that.
    pub fn read(text: &str) -> Result<Self, CompareError> {
        Self::of_value(&parse(text)?)
    }

    /// Reads that, or the lists of several clusters, each with the name it was saved under.
    ///
    /// # Errors
    ///
    /// If the text is neither.
    pub fn read_several(text: &str) -> Result<Saved, CompareError> {
        let file = parse(text)?;
        if file.get("format").and_then(Value::as_str) != Some(CLUSTERS_FORMAT) {
            return Self::of_value(&file).map(Saved::One);
        }
        let cluster = |cluster: &Value| {
            Some((self::text(cluster, "name")?, Self::of_value(cluster.get("list")?)))
        };
        let lists = list(&file, "clusters", cluster).filter(|lists| !lists.is_empty());
        lists.map(Saved::Several).ok_or(CompareError::Invalid)
    }

    fn of_value(file: &Value) -> Result<Self, CompareError> {
        match file.get("format").map(Value::as_str) {
            Some(Some(FORMAT)) => {}
            None if BEFORE_FORMAT.iter().all(|name| file.get(name).is_some()) => {
                return Err(CompareError::Older);
            }
            _ => return Err(CompareError::NotAnExport),
        }
        match file.get("format_version").and_then(Value::as_u64) {
            Some(FORMAT_VERSION) if is_unread(file) => Err(CompareError::Unread),
            Some(FORMAT_VERSION) => Self::of_file(file).ok_or(CompareError::Invalid),
            Some(version) if version > FORMAT_VERSION => Err(CompareError::Newer),
            _ => Err(CompareError::Invalid),
        }
    }

    /// `None` if anything is missing or invalid.
    fn of_file(file: &Value) -> Option<Self> {
        let items = list(file, "certificates", SavedItem::read)?;
        let names =
            sorted(items.iter().map(|item| item.name.as_str()).collect(), |a: &&str, b| a.cmp(b));
        let is_repeated = |two: &[&str]| two.first() == two.last();
        if names.windows(2).any(is_repeated) {
            return None;
        }
        Some(Self {
            cluster: optional(file.get("cluster")?.get("name")?, Value::as_str)?.map(str::to_owned),
            time: time(file.get("time")?)?,
            extent: match file.get("filtered")?.as_bool()? {
                true => Extent::Filtered,
                false => Extent::Whole,
            },
            items,
        })
    }

    /// The items of a list, all of them.
    #[must_use]
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>, context: &Context<'_>) -> Self {
        let mut snapshot = Self::begin(context);
        items.into_iter().for_each(|item| snapshot.add(item, context));
        snapshot
    }

    /// A list without items as yet.
    #[must_use]
    pub fn begin(context: &Context<'_>) -> Self {
        Self {
            cluster: context.fqdn.map(str::to_owned),
            time: context.now,
            extent: Extent::Whole,
            items: Vec::new(),
        }
    }

    /// Adds an item in the same context.
    pub fn add(&mut self, item: &Item, context: &Context<'_>) {
        self.items.push(SavedItem::of(item, context));
    }
}

impl SavedItem {
    fn read(item: &Value) -> Option<Self> {
        let verdict = item.get("verdict")?.as_str()?;
        let chain = list(item, "chain", SavedCertificate::read)?;
        let leaf = optional(item.get("leaf")?, Value::as_u64)?;
        let leaf = match leaf {
            Some(leaf) => Some(usize::try_from(leaf).ok().filter(|leaf| *leaf < chain.len())?),
            None => None,
        };
        let rule = |finding: &Value| text(finding, "rule");
        Some(Self {
            name: text(item, "name")?,
            verdict: Verdict::ALL.into_iter().find(|known| known.id() == verdict)?,
            chain,
            leaf,
            key: optional(item.get("key")?, SavedKey::read)?,
            rules: distinct(list(item, "findings", rule)?),
        })
    }

    fn of(item: &Item, context: &Context<'_>) -> Self {
        let item = &*item.with_signatures(context.signatures);
        let assessment = assess(item, context);
        let is_keyless = item.key_match == crate::KeyMatch::NotExpected;
        let key = || {
            let key = item.key.as_ref();
            let kind = key.and_then(|key| key.kind.as_ref());
            SavedKey {
                spki_sha256: key.and_then(|key| key.spki_sha256()).map(|digest| hex(digest)),
                r#match: item.key_match.id().to_owned(),
                kind: kind.map(|kind| kind.name().to_owned()),
                bits: key.and_then(|key| key.bits).map(u64::from),
            }
        };
        let findings = assessment.findings.iter();
        Self {
            name: item.name.clone(),
            verdict: assessment.verdict,
            chain: item.certificates.iter().map(SavedCertificate::of).collect(),
            leaf: item.chain.leaf,
            key: (!is_keyless).then(key),
            rules: distinct(findings.map(|finding| finding.rule.id().to_owned()).collect()),
        }
    }

    /// Its own certificate.
    #[must_use]
    pub fn leaf(&self) -> Option<&SavedCertificate> {
        self.chain.get(self.leaf?)
    }

    /// The IDs of the rules it breaks and another one doesn't.
    pub(super) fn rules_beyond<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let own = self.rules.iter().filter(|rule| other.rules.binary_search(rule).is_err());
        own.map(String::as_str).collect()
    }
}

impl SavedCertificate {
    fn read(certificate: &Value) -> Option<Self> {
        Some(Self {
            subject: optional_text(certificate, "subject")?,
            not_after: optional(certificate.get("not_after")?, time)?,
            sha256: text(certificate, "sha256").filter(|digest| is_digest(digest))?,
            spki_sha256: match certificate.get("key")? {
                Value::Null => None,
                key => optional_text(key, "spki_sha256")?,
            },
        })
    }

    fn of(certificate: &Certificate) -> Self {
        let digest = || certificate.spki_sha256().ok().map(|digest| hex(&digest));
        let public_key = certificate.public_key.as_ref().ok();
        Self {
            subject: certificate.subject.as_ref().ok().map(ToString::to_string),
            not_after: certificate.not_after.ok(),
            sha256: hex(&certificate.sha256),
            spki_sha256: public_key.and_then(|_| digest()),
        }
    }

    /// SHA-256 of its SubjectPublicKeyInfo, unless unreadable.
    pub(super) fn public_key(&self) -> Option<&str> {
        self.spki_sha256.as_deref()
    }
}

impl SavedKey {
    fn read(key: &Value) -> Option<Self> {
        Some(Self {
            spki_sha256: optional_text(key, "spki_sha256")?,
            r#match: text(key, "match")?,
            kind: optional_text(key, "kind")?,
            bits: optional(key.get("bits")?, Value::as_u64)?,
        })
    }
}

fn parse(text: &str) -> Result<Value, CompareError> {
    if text.len() > Snapshot::MAX_BYTES {
        return Err(CompareError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    // From bytes, because the panel has that reader already.
    serde_json::from_slice(text.as_bytes()).map_err(|_| CompareError::NotJson)
}

/// Whether it says why there is no list.
fn is_unread(file: &Value) -> bool {
    let errors = file.get("errors").and_then(Value::as_array);
    let has_none = ["cluster", "time"].iter().all(|name| file.get(name).is_none());
    has_none && errors.is_some_and(|errors| !errors.is_empty())
}

/// A member that is an array.
fn list<T>(of: &Value, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    of.get(name)?.as_array()?.iter().map(read).collect()
}

/// A member that is a text.
fn text(of: &Value, name: &str) -> Option<String> {
    of.get(name)?.as_str().map(str::to_owned)
}

/// A member that is a text or null.
fn optional_text(of: &Value, name: &str) -> Option<Option<String>> {
    optional(of.get(name)?, |value| value.as_str().map(str::to_owned))
}

/// A value or null; the outer `None` for anything else.
fn optional<'a, T>(value: &'a Value, read: impl Fn(&'a Value) -> Option<T>) -> Option<Option<T>> {
    if value.is_null() { Some(None) } else { read(value).map(Some) }
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut texts = sorted(texts, String::cmp);
    texts.dedup();
    texts
}

fn time(value: &Value) -> Option<Timestamp> {
    Timestamp::parse_rfc3339(value.as_str()?)
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
