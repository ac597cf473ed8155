//! A list at one instant, reduced to what is compared.

use std::collections::BTreeSet;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny};

use super::error::CompareError;
use crate::asn1::time::Timestamp;
use crate::export::{Extent, FORMAT, FORMAT_VERSION};
use crate::findings::rule::Context;
use crate::findings::verdict::{Verdict, assess};
use crate::inventory::item::Item;
use crate::text::hex::hex;
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

/// A logical name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct SavedItem {
    /// The name.
    pub name: String,
    /// Its state.
    #[serde(deserialize_with = "verdict")]
    pub verdict: Verdict,
    /// Its certificates in the order sent.
    pub chain: Vec<SavedCertificate>,
    /// Which of them is its own.
    pub leaf: Option<usize>,
    /// Its private key, where it has or should have one.
    pub key: Option<SavedKey>,
    findings: Vec<SavedFinding>,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct SavedCertificate {
    /// Its subject, unless unreadable.
    pub subject: Option<String>,
    /// When it expires, unless unreadable.
    #[serde(deserialize_with = "time")]
    pub not_after: Option<Timestamp>,
    /// Its fingerprint, in hexadecimal.
    #[serde(deserialize_with = "digest")]
    pub sha256: String,
    key: Option<SavedPublicKey>,
}

/// What is known about a private key.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct SavedKey {
    /// SHA-256 of its public half, where that is known.
    pub spki_sha256: Option<String>,
    r#match: String,
    kind: Option<String>,
    bits: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
struct SavedPublicKey {
    spki_sha256: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
struct SavedFinding {
    rule: String,
}

/// What tells whether the rest can be read.
#[derive(serde::Deserialize)]
struct Header {
    format: String,
    format_version: u64,
}

#[derive(serde::Deserialize)]
struct File {
    cluster: SavedCluster,
    #[serde(deserialize_with = "time")]
    time: Option<Timestamp>,
    filtered: bool,
    certificates: Vec<SavedItem>,
}

#[derive(serde::Deserialize)]
struct SavedCluster {
    name: Option<String>,
}

impl Snapshot {
    /// The largest file that is read. An export has about 3 kB a name.
    pub const MAX_BYTES: usize = 32 << 20;

    /// Reads what [`json`](crate::export::json) wrote.
    ///
    /// # Errors
    ///
    /// If the text isn't that.
    pub fn read(text: &str) -> Result<Self, CompareError> {
        if text.len() > Self::MAX_BYTES {
            return Err(CompareError::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}');
        // Another kind of JSON is told from JSON that is cut off, wherever that is.
        serde_json::from_str::<IgnoredAny>(text).map_err(|_| CompareError::NotJson)?;
        let header: Header = serde_json::from_str(text).map_err(|_| CompareError::NotAnExport)?;
        match (header.format == FORMAT, header.format_version) {
            (false, _) => return Err(CompareError::NotAnExport),
            (true, FORMAT_VERSION) => {}
            (true, version) if version > FORMAT_VERSION => return Err(CompareError::Newer),
            (true, _) => return Err(CompareError::Invalid),
        }
        let file: File = serde_json::from_str(text).map_err(|_| CompareError::Invalid)?;
        file.snapshot().ok_or(CompareError::Invalid)
    }

    /// The items of a list, all of them.
    #[must_use]
    pub fn of<'a>(items: impl IntoIterator<Item = &'a Item>, context: &Context<'_>) -> Self {
        let items = items.into_iter().map(|item| SavedItem::of(item, context));
        Self {
            cluster: context.fqdn.map(str::to_owned),
            time: context.now,
            extent: Extent::Whole,
            items: items.collect(),
        }
    }
}

impl File {
    fn snapshot(self) -> Option<Snapshot> {
        let names: BTreeSet<_> = self.certificates.iter().map(|item| &item.name).collect();
        let are_unique = names.len() == self.certificates.len();
        let is_sound = |item: &SavedItem| item.leaf.is_none_or(|leaf| leaf < item.chain.len());
        if !are_unique || !self.certificates.iter().all(is_sound) {
            return None;
        }
        Some(Snapshot {
            cluster: self.cluster.name,
            time: self.time?,
            extent: if self.filtered { Extent::Filtered } else { Extent::Whole },
            items: self.certificates,
        })
    }
}

impl SavedItem {
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
                bits: key.and_then(|key| key.bits),
            }
        };
        let findings = assessment.findings.iter();
        Self {
            name: item.name.clone(),
            verdict: assessment.verdict,
            chain: item.certificates.iter().map(SavedCertificate::of).collect(),
            leaf: item.chain.leaf,
            key: (!is_keyless).then(key),
            findings: findings
                .map(|finding| SavedFinding { rule: finding.rule.id().to_owned() })
                .collect(),
        }
    }

    /// Its own certificate.
    #[must_use]
    pub fn leaf(&self) -> Option<&SavedCertificate> {
        self.chain.get(self.leaf?)
    }

    /// The IDs of the rules it breaks, each once.
    pub(super) fn rules(&self) -> BTreeSet<&str> {
        self.findings.iter().map(|finding| finding.rule.as_str()).collect()
    }
}

impl SavedCertificate {
    fn of(certificate: &Certificate) -> Self {
        let digest = || certificate.spki_sha256().ok().map(|digest| hex(&digest));
        let public_key = certificate.public_key.as_ref().ok();
        Self {
            subject: certificate.subject.as_ref().ok().map(ToString::to_string),
            not_after: certificate.not_after.ok(),
            sha256: hex(&certificate.sha256),
            key: public_key.map(|_| SavedPublicKey { spki_sha256: digest() }),
        }
    }

    /// SHA-256 of its SubjectPublicKeyInfo, unless unreadable.
    pub(super) fn public_key(&self) -> Option<&str> {
        self.key.as_ref()?.spki_sha256.as_deref()
    }
}

fn verdict<'de, D: Deserializer<'de>>(from: D) -> Result<Verdict, D::Error> {
    let id = String::deserialize(from)?;
    let found = Verdict::ALL.into_iter().find(|verdict| verdict.id() == id);
    found.ok_or_else(|| D::Error::custom("no verdict"))
}

fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    let parse = |text: String| Timestamp::parse_rfc3339(&text);
    text.map(|text| parse(text).ok_or_else(|| D::Error::custom("no time"))).transpose()
}

fn digest<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let is_digest =
        text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if is_digest { Ok(text) } else { Err(D::Error::custom("no SHA-256 digest")) }
}
