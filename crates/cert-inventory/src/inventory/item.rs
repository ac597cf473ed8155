//! One logical name with what its entries hold.

use std::borrow::Cow;
use std::sync::Arc;

use crate::asn1::time::Timestamp;
use crate::inventory::known::{Known, Replacement, Trust, known};
use crate::inventory::matching::{Unread, key_match, match_pair};
use crate::inventory::problem::{Problem, ProblemKind};
use crate::keys::private_key::{KeyMatch, PrivateKey};
use crate::x509::candidates::candidates;
use crate::x509::certificate::Certificate;
use crate::x509::chain::{Chain, Link, chain};
use crate::x509::expiry::{Expiry, Thresholds};
use crate::x509::signature_check::SignatureCheck;
use crate::x509::verdicts::Verdicts;

/// One logical name with what its entries hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The logical name: the entry's name without `_cert` or `_key`. A name with neither ending,
    /// or with nothing before it, is its own.
    pub name: String,
    /// The certificates in the order in which they are sent.
    pub certificates: Vec<Certificate>,
    /// Whether there is none because what stands in its place can't be read.
    pub certificate_unreadable: bool,
    /// How these hang together.
    pub chain: Chain,
    /// Facts about the private key.
    pub key: Option<PrivateKey>,
    /// Whether the key belongs to the leaf.
    pub key_match: KeyMatch,
    /// The names of all items with its private key, its own among them; empty where it is alone.
    /// One list for all of them: each with its own would take the square of their number.
    pub(crate) key_shared_by: Arc<[String]>,
    /// What is wrong with the entries themselves.
    pub problems: Vec<Problem>,
}

impl Item {
    pub(super) fn new(
        name: String,
        certificates: Vec<Certificate>,
        key: Option<PrivateKey>,
        key_expected: bool,
        unread: Unread,
    ) -> Self {
        let chain = chain(&certificates, Verdicts::none());
        let leaf = chain.leaf.and_then(|leaf| certificates.get(leaf));
        let key_match = key_match(leaf, key.as_ref(), key_expected, unread);
        let certificate_unreadable = unread.certificate && certificates.is_empty();
        let (key_shared_by, problems) = Default::default();
        Self {
            name,
            certificates,
            certificate_unreadable,
            chain,
            key,
            key_match,
            key_shared_by,
            problems,
        }
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

    /// Whose certificates these are, where the name is known and they are not the cluster's own.
    #[must_use]
    pub fn trust(&self) -> Option<Trust> {
        self.known().and_then(|known| known.trust)
    }

    /// Whether it is for traffic between nodes.
    #[must_use]
    pub fn is_internode(&self) -> bool {
        self.known().is_some_and(|known| known.replacement == Replacement::Rotation)
    }

    /// Whether it looks like what the cluster makes by itself for traffic between nodes: valid for
    /// 90 days, or self-signed. A certificate of one's own may look so too.
    #[must_use]
    pub fn is_made_by_cluster(&self) -> bool {
        let is_short = |leaf: &Certificate| match (leaf.not_before, leaf.not_after) {
            (Ok(start), Ok(end)) => end.day() - start.day() <= 90,
            _ => false,
        };
        let is_self_signed = || {
            self.chain.leaf.and_then(|leaf| self.chain.links.get(leaf)) == Some(&Link::SelfSigned)
        };
        self.is_internode() && (self.leaf().is_some_and(is_short) || is_self_signed())
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

    /// One word about it, for machines: [`Expiry::id`], or `unreadable` where there is no
    /// certificate because it can't be read.
    #[must_use]
    pub fn status(&self, now: Timestamp, thresholds: &Thresholds) -> &'static str {
        if self.certificate_unreadable { "unreadable" } else { self.expiry(now, thresholds).id() }
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

    /// The signatures inside the entry that can be checked, each by the key of every certificate
    /// here that may have made it: a CA and the one that took its place have one name. RSASSA-PSS,
    /// MD5 and curves that WebCrypto lacks are left out.
    pub fn signature_checks(&self) -> impl Iterator<Item = SignatureCheck<'_>> {
        let candidates = candidates(&self.certificates);
        self.certificates.iter().zip(candidates).flat_map(|(certificate, candidates)| {
            let issuers = candidates.indices.into_iter();
            issuers.filter_map(|index| certificate.signature_check(self.certificates.get(index)?))
        })
    }

    /// Whether the certificate at this index was signed by its issuer; `None` where that was not
    /// found out. Of an item that is [settled](Self::settled).
    #[must_use]
    pub fn is_signature_valid(&self, index: usize, verdicts: &Verdicts) -> Option<bool> {
        if self.chain.forged.contains(&index) {
            return Some(false);
        }
        let certificate = self.certificates.get(index)?;
        let issuer = match self.chain.links.get(index)? {
            Link::IssuedBy(issuer) => self.certificates.get(*issuer)?,
            Link::SelfSigned => certificate,
            Link::IssuerMissing => return None,
        };
        verdicts.of(certificate, issuer)
    }

    /// The item as these checks leave it. Where one contradicts the chain that names and
    /// identifiers made likely, others may be the leaf and the path, and with them the key match.
    #[must_use]
    pub fn settled(&self, verdicts: &Verdicts) -> Cow<'_, Self> {
        let contradicts = |(index, certificate): (usize, &Certificate)| {
            let issuer = match self.chain.links.get(index)? {
                Link::IssuedBy(issuer) => self.certificates.get(*issuer)?,
                Link::SelfSigned => certificate,
                Link::IssuerMissing => return None,
            };
            (verdicts.of(certificate, issuer) == Some(false)).then_some(())
        };
        if self.certificates.iter().enumerate().find_map(contradicts).is_none() {
            return Cow::Borrowed(self);
        }
        let mut item = self.clone();
        item.chain = chain(&self.certificates, verdicts);
        if let (Some(leaf), Some(key)) = (item.leaf(), &self.key) {
            item.key_match = match_pair(leaf, key);
        }
        Cow::Owned(item)
    }
}
