//! Links an entry's certificates: who issued whom, and the path from the leaf up.
//!
//! Names and identifiers are ambiguous if a CA was renewed or cross-signed. Verified signatures
//! decide; if several paths remain, one that ends in a self-signed certificate wins, as it does for
//! verifiers.

use std::collections::VecDeque;

use crate::x509::candidates::{Candidates, candidates};
use crate::x509::certificate::Certificate;
use crate::x509::signature_results::SignatureResults;

/// Facts about a list of certificates in the order sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The entry's own certificate: the one that issued none of the others; of several, the only
    /// one that isn't an authority. The first if that is ambiguous; `None` only if there are no
    /// certificates.
    pub leaf: Option<usize>,
    /// Each certificate's issuer.
    pub links: Vec<Link>,
    /// The path from the leaf up to the last certificate present.
    pub path: Vec<usize>,
    /// Whether the leaf is first and the rest of the path follows in order. Alternatives to a
    /// path's certificate may precede it.
    pub in_order: bool,
    /// Certificates on no path from the leaf, in ascending order.
    pub unrelated: Vec<usize>,
    /// Certificates whose issuer is present by name, but not by key: no key here made the
    /// signature. In ascending order; known only from signature checks.
    pub bad_signatures: Vec<usize>,
}

/// A certificate's issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The certificate at this index.
    IssuedBy(usize),
    /// Itself.
    SelfSigned,
    /// None of the certificates here.
    IssuerMissing,
}

/// Links certificates, using the signature checks known so far.
#[must_use]
pub fn chain(certificates: &[Certificate], signatures: &SignatureResults) -> Chain {
    let named = candidates(certificates);
    let search = Search::new(certificates, &named, signatures);
    let links: Vec<Link> = (0..certificates.len()).map(|own| search.link(own)).collect();
    let leaf = leaf(certificates, &links);
    let path = path(leaf, &links);
    Chain {
        leaf,
        in_order: in_order(&path, &links, &named),
        unrelated: unrelated(leaf, &named),
        bad_signatures: (0..certificates.len())
            .filter(|own| search.has_bad_signature(*own))
            .collect(),
        links,
        path,
    }
}

/// The state of the search among candidates.
struct Search<'a> {
    certificates: &'a [Certificate],
    named: &'a [Candidates],
    /// Each certificate's candidates that signature checks haven't ruled out.
    possible: Vec<Vec<usize>>,
    is_ca: Vec<bool>,
    is_self_signed: Vec<bool>,
    /// The number of steps up to a self-signed certificate; `None` if there is none.
    distance: Vec<Option<usize>>,
    /// Whether from here on, each certificate is issued by the next, up to a self-signed one.
    goes_up: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(
        certificates: &'a [Certificate],
        named: &'a [Candidates],
        signatures: &SignatureResults,
    ) -> Self {
        let verdict = |own: usize, other: usize| {
            signatures.of(certificates.get(own)?, certificates.get(other)?)
        };
        let possible = named.iter().enumerate().map(|(own, candidates)| {
            let with = |wanted: &dyn Fn(Option<bool>) -> bool| -> Vec<usize> {
                let all = candidates.indices.iter().copied();
                all.filter(|other| wanted(verdict(own, *other))).collect()
            };
            let signers = with(&|verdict| verdict == Some(true));
            if signers.is_empty() { with(&|verdict| verdict.is_none()) } else { signers }
        });
        let possible: Vec<_> = possible.collect();
        let mut search = Self {
            certificates,
            named,
            possible,
            is_ca: certificates.iter().map(Certificate::is_ca).collect(),
            is_self_signed: Vec::new(),
            distance: vec![None; certificates.len()],
            goes_up: vec![false; certificates.len()],
        };
        search.is_self_signed =
            (0..certificates.len()).map(|own| search.signs_itself(own)).collect();
        search.measure();
        search
    }

    fn possible(&self, own: usize) -> &[usize] {
        self.possible.get(own).map_or(&[], Vec::as_slice)
    }

    fn is_tied(&self, own: usize, other: usize) -> bool {
        self.named.get(own).is_some_and(|candidates| candidates.tied.contains(&other))
    }

    fn is_ca(&self, index: usize) -> bool {
        self.is_ca.get(index) == Some(&true)
    }

    /// Whether it can be its own issuer, and no other is likelier: by key identifier, or as the
    /// authority whose name a leaf has.
    fn signs_itself(&self, own: usize) -> bool {
        let is_likelier =
            |other: &usize| self.is_tied(own, *other) || self.is_ca(*other) && !self.is_ca(own);
        self.possible(own).contains(&own)
            && (self.is_tied(own, own) || !self.possible(own).iter().any(is_likelier))
    }

    /// Fills `distance` from the self-signed ones down, and `goes_up` from the last one back.
    fn measure(&mut self) {
        let mut issued: Vec<Vec<usize>> = vec![Vec::new(); self.possible.len()];
        for (own, candidates) in self.possible.iter().enumerate() {
            for other in candidates {
                issued.get_mut(*other).into_iter().for_each(|list| list.push(own));
            }
        }
        let roots = self.is_self_signed.iter().enumerate().filter(|(_, is_root)| **is_root);
        let mut queue: VecDeque<(usize, usize)> = roots.map(|(root, _)| (root, 0)).collect();
        while let Some((index, steps)) = queue.pop_front() {
            let Some(distance @ None) = self.distance.get_mut(index) else { continue };
            *distance = Some(steps);
            let below = issued.get_mut(index).map(std::mem::take).unwrap_or_default();
            queue.extend(below.into_iter().map(|own| (own, steps + 1)));
        }
        for own in (0..self.possible.len()).rev() {
            let next = own + 1;
            let goes_on =
                || self.goes_up.get(next) == Some(&true) && self.possible(own).contains(&next);
            let goes_up = self.is_self_signed.get(own) == Some(&true) || goes_on();
            self.goes_up.get_mut(own).into_iter().for_each(|flag| *flag = goes_up);
        }
    }

    fn link(&self, own: usize) -> Link {
        if self.is_self_signed.get(own) == Some(&true) {
            return Link::SelfSigned;
        }
        let next = own + 1;
        let rank = |other: &usize| {
            let goes_up = *other == next && self.goes_up.get(next) == Some(&true);
            let steps = self.distance.get(*other).copied().flatten().unwrap_or(usize::MAX);
            let steps = if goes_up { 0 } else { steps.saturating_add(1) };
            (!self.is_tied(own, *other), !self.is_ca(*other), steps, *other != next, *other)
        };
        let others = self.possible(own).iter().filter(|other| **other != own);
        match others.min_by_key(|other| rank(other)) {
            Some(issuer) => Link::IssuedBy(*issuer),
            None if self.has_bad_signature(own) => match self.strangers(own).next() {
                Some(issuer) => Link::IssuedBy(issuer),
                None => Link::SelfSigned,
            },
            None => Link::IssuerMissing,
        }
    }

    /// Candidates with a different key than the certificate's own.
    fn strangers(&self, own: usize) -> impl Iterator<Item = usize> {
        let key = |index: usize| self.certificates.get(index)?.spki().ok();
        let all = self.named.get(own).into_iter().flat_map(|candidates| &candidates.indices);
        all.copied().filter(move |other| key(*other) != key(own))
    }

    /// Whether every candidate was tried and none signed it. If all candidates have the
    /// certificate's own key, an absent certificate with that name did, unless the authority key
    /// identifier names that key.
    fn has_bad_signature(&self, own: usize) -> bool {
        let Some(candidates) = self.named.get(own) else { return false };
        let named = self.is_tied(own, own) || self.strangers(own).next().is_some();
        named && !candidates.more && self.possible(own).is_empty()
    }
}

fn leaf(certificates: &[Certificate], links: &[Link]) -> Option<usize> {
    let mut issued_none = vec![true; links.len()];
    for link in links {
        if let Link::IssuedBy(issuer) = link
            && let Some(flag) = issued_none.get_mut(*issuer)
        {
            *flag = false;
        }
    }
    let candidates = || (0..).zip(certificates).zip(&issued_none).filter(|(_, flag)| **flag);
    let all = candidates().map(|(candidate, _)| candidate);
    let no_authorities = all.clone().filter(|(_, certificate)| !certificate.is_ca());
    only(all).or_else(|| only(no_authorities)).or(certificates.first().map(|_| 0))
}

/// The index of the list's only certificate, which may occur more than once.
fn only<'a>(mut list: impl Iterator<Item = (usize, &'a Certificate)>) -> Option<usize> {
    let (index, first) = list.next()?;
    list.all(|(_, another)| another.sha256 == first.sha256).then_some(index)
}

/// Certificates can form a cycle, so each index is visited once.
fn path(leaf: Option<usize>, links: &[Link]) -> Vec<usize> {
    let mut links: Vec<Option<Link>> = links.iter().copied().map(Some).collect();
    let mut path = Vec::new();
    let mut next = leaf;
    while let Some(index) = next {
        let Some(link) = links.get_mut(index).and_then(Option::take) else { break };
        path.push(index);
        next = match link {
            Link::IssuedBy(issuer) => Some(issuer),
            Link::SelfSigned | Link::IssuerMissing => None,
        };
    }
    path
}

fn in_order(path: &[usize], links: &[Link], named: &[Candidates]) -> bool {
    let follows = |(own, issuer): (&usize, &usize)| {
        let may_issue = |index: &usize| {
            named.get(*own).is_some_and(|candidates| candidates.indices.contains(index))
        };
        issuer > own && (own + 1..*issuer).all(|between| may_issue(&between))
    };
    let is_ring = |last: &usize| matches!(links.get(*last), Some(Link::IssuedBy(_)));
    path.first().is_none_or(|leaf| *leaf == 0)
        && path.iter().zip(path.iter().skip(1)).all(follows)
        && !path.last().is_some_and(is_ring)
}

fn unrelated(leaf: Option<usize>, named: &[Candidates]) -> Vec<usize> {
    let mut is_stray = vec![true; named.len()];
    let mut reached: Vec<usize> = leaf.into_iter().collect();
    while let Some(index) = reached.pop() {
        if let Some(flag @ true) = is_stray.get_mut(index) {
            *flag = false;
            reached.extend(named.get(index).into_iter().flat_map(|found| &found.indices));
        }
    }
    is_stray.iter().enumerate().filter(|(_, flag)| **flag).map(|(index, _)| index).collect()
}
