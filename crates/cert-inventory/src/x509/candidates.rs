//! Possible issuers of each certificate in a list, by everything that needs no arithmetic: names,
//! identifiers, and whether that kind of key could have made the signature.
//!
//! Equal subject and issuer don't make a certificate self-signed: a leaf may have its CA's name,
//! and a CA its predecessor's. So each certificate has a list of candidates, possibly including
//! itself. Lists can be long and hostile: candidates are looked up in an index, and no certificate
//! gets more than [`MOST`].

use std::cell::OnceCell;
use std::cmp::Ordering;

use crate::text::sorted::sorted;
use crate::x509::certificate::Certificate;
use crate::x509::name::{Canonical, Name};
use crate::x509::serial::Serial;

/// The maximum number of certificates with the issuer's name to consider.
const MOST: usize = 16;

/// A certificate's possible issuers.
#[derive(Default)]
pub(crate) struct Candidates {
    /// In the order sent.
    pub(crate) indices: Vec<usize>,
    /// Those whose key identifier matches the certificate's authority key identifier.
    pub(crate) tied: Vec<usize>,
    /// Whether there may be more than were considered.
    pub(crate) more: bool,
}

/// Each certificate's candidates.
pub(crate) fn candidates(certificates: &[Certificate]) -> Vec<Candidates> {
    let all: Vec<Identifiers<'_>> = certificates.iter().map(Identifiers::of).collect();
    // A single certificate needs no index, and most are single.
    let index = if all.len() > 1 {
        sorted((0..all.len()).collect(), |a: &usize, b| by_subject(&all, *a, *b))
    } else {
        Vec::new()
    };
    all.iter().enumerate().map(|(own, identifiers)| identifiers.among(own, &all, &index)).collect()
}

/// Whether a certificate of one list may have issued one of another, by the same measure.
pub(crate) fn may_issue(certificate: &Certificate) -> impl Fn(&Certificate) -> bool {
    let own = Identifiers::of(certificate);
    move |issuer| own.may_be_issued_by(&Identifiers::of(issuer))
}

fn by_subject(all: &[Identifiers<'_>], a: usize, b: usize) -> Ordering {
    let key = |index: usize| all.get(index).map(|own| (own.subject_key(), own.key_id.as_deref()));
    key(a).cmp(&key(b))
}

/// A certificate's identifiers, prepared once.
struct Identifiers<'a> {
    certificate: &'a Certificate,
    subject: Option<ComparableName<'a>>,
    issuer: Option<ComparableName<'a>>,
    serial: Option<&'a Serial>,
    key_id: Option<Vec<u8>>,
    authority_key_id: Option<Vec<u8>>,
    authority_serial: Option<Serial>,
}

impl<'a> Identifiers<'a> {
    fn of(certificate: &'a Certificate) -> Self {
        let authority = certificate.authority_key_identifier().ok().flatten();
        let (authority_key_id, authority_serial) =
            authority.map(|authority| (authority.key_id, authority.serial)).unwrap_or_default();
        Self {
            certificate,
            subject: certificate.subject.as_ref().ok().map(ComparableName::of),
            issuer: certificate.issuer.as_ref().ok().map(ComparableName::of),
            serial: certificate.serial.as_ref().ok(),
            key_id: certificate.subject_key_identifier().ok().flatten(),
            authority_key_id,
            authority_serial,
        }
    }

    fn subject_key(&self) -> Option<&Canonical> {
        self.subject.as_ref().map(ComparableName::canonical)
    }

    fn among(&self, own: usize, all: &[Self], index: &[usize]) -> Candidates {
        let Some(issuer) = &self.issuer else { return Candidates::default() };
        let mut found = Candidates { indices: vec![own], ..Candidates::default() };
        if !index.is_empty() {
            // Include the next one even if many share the name: it's the likeliest.
            found.indices.push(own + 1);
            let mut look = |key_id: Option<&[u8]>, any_key_id: bool| {
                let wanted = (Some(issuer.canonical()), key_id);
                let of = |at: &usize| {
                    all.get(*at).map(|other| (other.subject_key(), other.key_id.as_deref()))
                };
                let start = index.partition_point(|at| of(at) < Some(wanted));
                let is_wanted = |at: &&usize| {
                    of(at)
                        .is_some_and(|found| found.0 == wanted.0 && (any_key_id || found == wanted))
                };
                let mut same = index.iter().skip(start).take_while(is_wanted);
                found.indices.extend(same.by_ref().take(MOST));
                found.more |= same.next().is_some();
            };
            match self.authority_key_id.as_deref() {
                Some(key_id) => [Some(key_id), None].into_iter().for_each(|id| look(id, false)),
                None => look(None, true),
            }
        }
        let may_issue = |at: &usize| all.get(*at).is_some_and(|other| self.may_be_issued_by(other));
        found.indices.retain(may_issue);
        found.indices = sorted(found.indices, Ord::cmp);
        found.indices.dedup();
        let key_id = &self.authority_key_id;
        let is_tied = |at: &&usize| {
            key_id.is_some() && all.get(**at).is_some_and(|other| other.key_id == *key_id)
        };
        found.tied = found.indices.iter().filter(is_tied).copied().collect();
        found
    }

    /// Whether the names match, the identifiers, if present, don't contradict (RFC 5280 §4.2.1.1),
    /// and the key's kind can make such signatures.
    fn may_be_issued_by(&self, issuer: &Identifiers<'_>) -> bool {
        fn fits<T: PartialEq>(theirs: Option<T>, ours: Option<T>) -> bool {
            theirs.is_none() || ours.is_none() || theirs == ours
        }
        // Names last: the other checks exclude most unrelated certificates.
        fits(self.authority_key_id.as_ref(), issuer.key_id.as_ref())
            && fits(self.authority_serial.as_ref(), issuer.serial)
            && self.certificate.may_be_signed_by(issuer.certificate)
            && match (&self.issuer, &issuer.subject) {
                (Some(issuer), Some(subject)) => issuer.canonical() == subject.canonical(),
                _ => false,
            }
    }
}

/// A name, with its canonical form computed on demand.
struct ComparableName<'a> {
    name: &'a Name,
    canonical: OnceCell<Canonical>,
}

impl<'a> ComparableName<'a> {
    fn of(name: &'a Name) -> Self {
        Self { name, canonical: OnceCell::new() }
    }

    fn canonical(&self) -> &Canonical {
        self.canonical.get_or_init(|| self.name.canonical())
    }
}
