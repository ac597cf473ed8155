//! What an administrator's files contain: certificates and private keys, in whatever form, and
//! which belong together.
//!
//! People have a folder from a CA, or a text from a PFX file, and don't know what is what. So the
//! contents decide, never a file's name.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::inventory::Inventory;
use crate::inventory::item::Item;
use crate::inventory::known::{Trust, known};
use crate::keys::held_key::HeldKey;
use crate::keys::private_key::{KeyMatch, PrivateKey, Unchecked};
use crate::pem::content::Content;
use crate::pem::{Blocks, Kept, LONGEST_TEXT, pkcs7, read_keeping};
use crate::replacement::left_out::{LeftOut, Reason};
use crate::replacement::submission::{Source, Submission};
use crate::text::sorted::sorted;
use crate::x509::candidates::{candidates, may_issue};
use crate::x509::certificate::Certificate;
use crate::x509::chain::{Link, chain};
use crate::x509::signature_check::SignatureCheck;
use crate::x509::signature_results::SignatureResults;

/// The contents of files, with private keys that are wiped when it's dropped.
#[derive(Default)]
pub struct Material {
    files: Vec<String>,
    certificates: Vec<(Certificate, Source)>,
    /// Each with its file.
    keys: Vec<(Arc<HeldKey>, usize)>,
    left_out: Vec<LeftOut>,
}

/// What can be sent, and what won't be.
#[derive(Debug, Default)]
pub struct Sorted {
    /// One for each certificate with a private key, or otherwise of its own; for a name whose
    /// certificates verify others, one with all of them.
    pub submissions: Vec<Submission>,
    /// In the order of the files.
    pub left_out: Vec<LeftOut>,
}

/// More files than any CA sends.
const MOST_FILES: usize = 100;

/// More certificates than any chain has, but as many as a bundle of all public roots.
const MOST_CERTIFICATES: usize = 300;

impl Material {
    /// Reads a file, or pasted text, and wipes it. The name is only shown.
    pub fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = Zeroizing::new(bytes.into());
        if self.files.len() == MOST_FILES {
            return self.leave_out_of(name, Reason::TooMany { limit: MOST_FILES });
        }
        self.files.push(name.to_owned());
        if bytes.len() > LONGEST_TEXT {
            return self.leave_out(Reason::TooLarge { limit: LONGEST_TEXT });
        }
        let bytes = from_utf16(bytes);
        match bytes.as_slice() {
            bytes if bytes.trim_ascii().is_empty() => self.leave_out(Reason::Empty),
            [b'P', b'K', 3, 4, ..] => self.leave_out(Reason::Archive),
            [0xfe, 0xed, 0xfe, 0xed, ..] => self.leave_out(Reason::KeyStore),
            // Indefinite lengths, which DER doesn't have.
            [0x30, 0x80, 0x06, ..] => self.leave_out(Reason::Pkcs7),
            [0x30, 0x80, 0x02, ..] => self.leave_out(Reason::Pkcs12),
            [0x30, ..] if let Some(content) = Content::of_der(&bytes) => {
                self.add_der(content, bytes);
            }
            _ => self.add_text(bytes),
        }
    }

    /// Adds a cluster's certificates that may complete the chains of the files so far. They are used
    /// for nothing else, so of a long list only those are kept.
    pub fn add_listed(&mut self, inventory: &Inventory) {
        loop {
            let mut is_complete = true;
            // Their own issuers come next.
            for (issuer, source) in self.issuers_among(inventory) {
                is_complete &= !self.insert(issuer, source);
            }
            if is_complete {
                break;
            }
        }
    }

    /// Listed certificates that may have issued those here, and aren't here themselves.
    fn issuers_among(&self, inventory: &Inventory) -> Vec<(Certificate, Source)> {
        let own: Vec<_> = self.certificates.iter().map(|(own, _)| may_issue(own)).collect();
        let all =
            inventory.iter().flat_map(|item| item.certificates.iter().map(move |it| (item, it)));
        let issuers = all.filter(|(_, issuer)| {
            let is_here = || self.certificates.iter().any(|(own, _)| own.sha256 == issuer.sha256);
            own.iter().any(|may_issue| may_issue(issuer)) && !is_here()
        });
        let issuers = issuers.take(MOST_CERTIFICATES);
        issuers.map(|(item, it)| (it.clone(), Source::Listed(item.name.clone()))).collect()
    }

    /// Whether no file was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The signatures to verify before [`Material::sort`].
    pub fn signature_checks(&self) -> Vec<SignatureCheck<'_>> {
        let pool = self.pool();
        let certificates: Vec<Certificate> = pool.iter().map(|(it, _)| (*it).clone()).collect();
        let mut checks = Vec::new();
        for ((certificate, _), candidates) in pool.iter().zip(candidates(&certificates)) {
            let issuers = candidates.indices.into_iter().filter_map(|index| pool.get(index));
            checks.extend(issuers.filter_map(|(issuer, _)| certificate.signature_check(issuer)));
        }
        checks
    }

    /// What to send for a name, whose current item tells whether a name that isn't known has a
    /// private key. The result is the same in whatever order the files were added, apart from the
    /// order of several submissions.
    #[must_use]
    pub fn sort(
        &self,
        name: &str,
        current: Option<&Item>,
        signatures: &SignatureResults,
    ) -> Sorted {
        let has_key = match known(name) {
            Some(known) => known.has_key,
            None => !self.keys.is_empty() || current.is_some_and(|item| item.key.is_some()),
        };
        let mut sorted = Sorted { left_out: self.left_out.clone(), ..Sorted::default() };
        if has_key {
            self.sort_pairs(name, signatures, &mut sorted);
        } else {
            let own = self.certificates.iter().filter(|(_, source)| source.file().is_some());
            let mut all: Vec<_> = own.map(|(it, source)| (it.clone(), source.clone())).collect();
            // CAs that are trusted side by side are no chain.
            if known(name).and_then(|known| known.trust) != Some(Trust::ClientCas) {
                all = leaf_first(&all, signatures);
            }
            if !all.is_empty() {
                sorted.submissions.push(Submission::new(name, all, None, signatures));
            }
            for (_, file) in &self.keys {
                sorted.left_out.push(self.of_file(*file, Reason::KeyNotNeeded));
            }
        }
        let position = |left_out: &LeftOut| self.files.iter().position(|it| *it == left_out.file);
        sorted.left_out = crate::text::sorted::sorted(sorted.left_out, |a: &LeftOut, b| {
            position(a).cmp(&position(b))
        });
        sorted
    }

    fn sort_pairs(&self, name: &str, signatures: &SignatureResults, sorted: &mut Sorted) {
        let pool = self.pool();
        let certificates: Vec<Certificate> = pool.iter().map(|(it, _)| (*it).clone()).collect();
        let links = chain(&certificates, signatures).links;
        let leaves = self.leaves(&pool, &links);
        let mut is_used = vec![false; pool.len()];
        let mut keys: Vec<Option<&Arc<HeldKey>>> =
            self.keys.iter().map(|(key, _)| Some(key)).collect();
        let matched: Vec<(usize, Option<Arc<HeldKey>>)> = leaves
            .into_iter()
            .map(|leaf| {
                let matches = |key: &&mut Option<&Arc<HeldKey>>| {
                    key.zip(certificates.get(leaf))
                        .is_some_and(|(key, leaf)| is_of(key.facts(), leaf))
                };
                let key = keys.iter_mut().find(matches).and_then(Option::take);
                (leaf, key.cloned())
            })
            .collect();
        // The only ones left are a pair, although their match can't be seen, or they don't match:
        // the checks say so.
        let alone = matched.iter().filter(|(_, key)| key.is_none()).count() == 1;
        let mut rest = keys.iter_mut().filter(|key| key.is_some());
        let mut last = match (rest.next(), rest.next()) {
            (Some(key), None) if alone => key.take(),
            _ => None,
        };
        for (leaf, key) in matched {
            let key = key.or_else(|| last.take().cloned());
            let path = path(leaf, &links);
            for index in &path {
                is_used.get_mut(*index).into_iter().for_each(|flag| *flag = true);
            }
            let chain = path.iter().filter_map(|index| pool.get(*index));
            let chain =
                chain.map(|(certificate, source)| ((*certificate).clone(), (*source).clone()));
            sorted.submissions.push(Submission::new(name, chain.collect(), key, signatures));
        }
        for ((certificate, source), _) in pool.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
            if let Some(file) = source.file() {
                let reason = Reason::NotInChain(certificate.shown_name());
                sorted.left_out.push(self.of_file(file, reason));
            }
        }
        for ((_, file), _) in self.keys.iter().zip(keys).filter(|(_, key)| key.is_some()) {
            sorted.left_out.push(self.of_file(*file, Reason::KeyWithoutCertificate));
        }
    }

    /// The certificates that a chain can start with, in the order of their files: those with a
    /// private key, and those that aren't CAs. Without any, the first that issued none of the
    /// others.
    fn leaves(&self, pool: &[(&Certificate, &Source)], links: &[Link]) -> Vec<usize> {
        let own = pool.iter().enumerate().filter(|(_, (_, source))| source.file().is_some());
        let own: Vec<(usize, &Certificate)> = own.map(|(index, (it, _))| (index, *it)).collect();
        let has_key = |certificate: &Certificate| {
            self.keys.iter().any(|(key, _)| is_of(key.facts(), certificate))
        };
        let is_leaf = |(_, certificate): &&(usize, &Certificate)| {
            !certificate.is_ca() || has_key(certificate)
        };
        let mut leaves: Vec<usize> = own.iter().filter(is_leaf).map(|(index, _)| *index).collect();
        if leaves.is_empty() {
            let issued_none = |(index, _): &&(usize, &Certificate)| {
                !links
                    .iter()
                    .enumerate()
                    .any(|(other, link)| other != *index && *link == Link::IssuedBy(*index))
            };
            leaves.extend(own.iter().find(issued_none).or(own.first()).map(|(index, _)| *index));
        }
        // A key's certificates are renewals of each other: the last to end is the new one.
        let mut seen: Vec<&[u8]> = Vec::new();
        leaves.retain(|leaf| {
            let spki = pool.get(*leaf).and_then(|(certificate, _)| certificate.spki().ok());
            let is_new = spki.is_none_or(|spki| !seen.contains(&spki));
            seen.extend(spki);
            is_new
        });
        let place = |leaf: &usize| pool.get(*leaf).map(|(_, source)| (*source).clone());
        sorted(leaves, |a: &usize, b| place(a).cmp(&place(b)))
    }

    /// All certificates in an order that depends on them alone, the last to end first, so that of
    /// equal issuers the newest is taken.
    fn pool(&self) -> Vec<(&Certificate, &Source)> {
        let all = self.certificates.iter().map(|(certificate, source)| (certificate, source));
        sorted(all.collect(), |(a, _): &(&Certificate, &Source), (b, _)| {
            let key = |it: &Certificate| (it.not_after.ok(), it.sha256);
            key(b).cmp(&key(a))
        })
    }

    fn add_der(&mut self, content: Content, der: Zeroizing<Vec<u8>>) {
        match content {
            Content::Certificate => match Certificate::decode(&der) {
                Ok(certificate) => self.add_certificate(certificate),
                Err(unreadable) => self.leave_out(Reason::UnreadableCertificate(unreadable)),
            },
            Content::PrivateKey => {
                let facts = PrivateKey::from_block("PRIVATE KEY", false, &der);
                self.add_key(facts, der, true);
            }
            Content::Pkcs7 => self.add_pkcs7(&der),
            Content::Pkcs12 => self.leave_out(Reason::Pkcs12),
            content => self.leave_out(Reason::Other(content)),
        }
    }

    fn add_text(&mut self, mut bytes: Zeroizing<Vec<u8>>) {
        // In place: a copy that grows would leave parts of a key behind.
        for byte in bytes.iter_mut().filter(|byte| !byte.is_ascii()) {
            *byte = NOT_ASCII;
        }
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        let (mut keys, mut bundles) = (Vec::new(), Vec::new());
        let blocks = read_keeping(text, &mut |kept, der| match kept {
            Kept::Key(facts) => keys.push((facts.clone(), der)),
            Kept::Other(Content::Pkcs7) => bundles.push(der),
            Kept::Other(_) => {}
        });
        let Blocks { certificates, others, errors, is_cut, alteration, read, .. } = blocks;
        certificates.into_iter().for_each(|certificate| self.add_certificate(certificate));
        bundles.iter().for_each(|der| self.add_pkcs7(der));
        keys.into_iter().for_each(|(facts, der)| self.add_key(facts, der, false));
        for content in others {
            match content {
                // Parameters come with a key.
                Content::Pkcs7 | Content::Parameters | Content::Unknown => {}
                Content::Pkcs12 => self.leave_out(Reason::Pkcs12),
                content => self.leave_out(Reason::Other(content)),
            }
        }
        match (alteration, errors.first()) {
            (Some(alteration), _) => self.leave_out(Reason::Altered(alteration)),
            (None, Some(error)) => self.leave_out(Reason::Damaged(*error)),
            (None, None) if read == 0 => self.leave_out(Reason::NotRecognized),
            (None, None) => {}
        }
        if is_cut {
            self.leave_out(Reason::Cut);
        }
    }

    fn add_pkcs7(&mut self, der: &[u8]) {
        match pkcs7::certificates(der) {
            Ok(certificates) if certificates.is_empty() => {
                self.leave_out(Reason::Other(Content::Pkcs7));
            }
            Ok(certificates) => certificates.into_iter().for_each(|it| self.add_certificate(it)),
            Err(_) => self.leave_out(Reason::Pkcs7),
        }
    }

    fn add_certificate(&mut self, certificate: Certificate) {
        let file = self.files.len().saturating_sub(1);
        if !self.insert(certificate, Source::File(file)) {
            let is_full = self.certificates.len() == MOST_CERTIFICATES;
            self.leave_out(if is_full { Reason::Cut } else { Reason::Duplicate });
        }
    }

    /// Whether it's a new one, and there is room.
    fn insert(&mut self, certificate: Certificate, source: Source) -> bool {
        let is_full = self.certificates.len() == MOST_CERTIFICATES;
        let sha256 = certificate.sha256;
        let same = self.certificates.iter_mut().find(|(other, _)| other.sha256 == sha256);
        match same {
            // A file rather than the list: it's what the user sees.
            Some((_, listed @ Source::Listed(_))) if source.file().is_some() => {
                *listed = source;
                true
            }
            Some(_) => false,
            None if is_full => false,
            None => {
                self.certificates.push((certificate, source));
                true
            }
        }
    }

    fn add_key(&mut self, facts: PrivateKey, der: Zeroizing<Vec<u8>>, is_der: bool) {
        let file = self.files.len().saturating_sub(1);
        let reason = Reason::of_key(&facts, is_der);
        let Some(key) = HeldKey::keep(facts, der) else { return self.leave_out(reason) };
        if self.keys.iter().any(|(other, _)| other.is_same(&key)) {
            return self.leave_out(Reason::Duplicate);
        }
        self.keys.push((Arc::new(key), file));
    }

    fn leave_out(&mut self, reason: Reason) {
        let file = self.files.last().cloned().unwrap_or_default();
        self.left_out.push(LeftOut { file, reason });
    }

    fn leave_out_of(&mut self, name: &str, reason: Reason) {
        // Said once.
        if !self.left_out.iter().any(|other| other.reason == reason) {
            self.left_out.push(LeftOut { file: name.to_owned(), reason });
        }
    }

    fn of_file(&self, file: usize, reason: Reason) -> LeftOut {
        LeftOut { file: self.files.get(file).cloned().unwrap_or_default(), reason }
    }

    /// The name of a file.
    #[must_use]
    pub fn file(&self, index: usize) -> Option<&str> {
        self.files.get(index).map(String::as_str)
    }
}

impl fmt::Debug for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (certificates, keys) = (self.certificates.len(), self.keys.len());
        write!(f, "Material({certificates} certificates, {keys} keys, hidden)")
    }
}

/// Whether a private key is visibly a certificate's.
fn is_of(key: &PrivateKey, certificate: &Certificate) -> bool {
    certificate.public_key.as_ref().is_ok_and(|public| {
        let compared = key.compare(public);
        matches!(compared, KeyMatch::Matches | KeyMatch::CannotBeChecked(Unchecked::Inconsistent))
    })
}

/// The chain, each certificate before its issuer, then those that aren't in it.
fn leaf_first(
    all: &[(Certificate, Source)],
    signatures: &SignatureResults,
) -> Vec<(Certificate, Source)> {
    let certificates: Vec<Certificate> = all.iter().map(|(it, _)| it.clone()).collect();
    let path = chain(&certificates, signatures).path;
    let rest = (0..all.len()).filter(|index| !path.contains(index));
    path.iter().copied().chain(rest).filter_map(|index| all.get(index).cloned()).collect()
}

/// Certificates can form a cycle, so each is taken once.
fn path(leaf: usize, links: &[Link]) -> Vec<usize> {
    let mut path = vec![leaf];
    while let Some(Link::IssuedBy(issuer)) = path.last().and_then(|last| links.get(*last)) {
        if path.contains(issuer) {
            break;
        }
        path.push(*issuer);
    }
    path
}

/// What replaces a character that PEM doesn't have; decoding skips it at a line's end.
const NOT_ASCII: u8 = 0x1a;

/// Text in UTF-16, as Windows programs write it, in place as ASCII; anything else as it is.
fn from_utf16(mut bytes: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    let is_little = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [b'-', 0, b'-', 0, ..] => true,
        [0xfe, 0xff, ..] | [0, b'-', 0, b'-', ..] => false,
        _ => return bytes,
    };
    let mut length = 0;
    for at in (0..bytes.len()).step_by(2) {
        let Some([first, second]) = bytes.get(at..at + 2) else { break };
        let (low, high) = if is_little { (*first, *second) } else { (*second, *first) };
        // The byte order mark, too, is skipped.
        let byte = if high == 0 && low.is_ascii() { low } else { NOT_ASCII };
        bytes.get_mut(length).into_iter().for_each(|place| *place = byte);
        length += 1;
    }
    bytes.truncate(length);
    bytes
}
