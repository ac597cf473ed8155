//! How the certificates of one entry hang together, by names and key
//! identifiers. Signatures are not checked here: [`Certificate::tbs`],
//! [`Certificate::signature_value`] and [`Certificate::spki`] give a browser's
//! WebCrypto what it needs for that.

use std::cell::OnceCell;

use crate::x509::certificate::Certificate;
use crate::x509::extension::AuthorityKeyIdentifier;
use crate::x509::name::{Canonical, Name};
use crate::x509::serial::Serial;

/// Facts about a list of certificates in the order in which it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The certificate that the entry is about: the one that issued none of
    /// the others; of several, the only one that isn't an authority. The first
    /// where that is not clear; `None` only where there is no certificate.
    pub leaf: Option<usize>,
    /// For each certificate who issued it.
    pub links: Vec<Link>,
    /// The way from the leaf up to the last certificate that is here.
    pub path: Vec<usize>,
    /// Whether the leaf is first and each certificate's issuer, where it is
    /// here, follows it at once.
    pub in_order: bool,
}

/// Who issued a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The certificate at this index.
    IssuedBy(usize),
    /// Itself.
    SelfSigned,
    /// None of the certificates here.
    IssuerMissing,
}

/// How certificates hang together.
#[must_use]
pub fn chain(certificates: &[Certificate]) -> Chain {
    let identifiers: Vec<Identifiers<'_>> = certificates.iter().map(Identifiers::of).collect();
    let links: Vec<Link> =
        (0..).zip(&identifiers).map(|(index, own)| own.link(index, &identifiers)).collect();
    let leaf = leaf(certificates, &links);
    let path = path(leaf, &links);
    let follows = |(index, link): (usize, &Link)| match link {
        Link::IssuedBy(issuer) => *issuer == index + 1,
        Link::SelfSigned | Link::IssuerMissing => true,
    };
    Chain {
        leaf,
        in_order: leaf.is_none_or(|leaf| leaf == 0) && links.iter().enumerate().all(follows),
        links,
        path,
    }
}

/// What ties a certificate to others, prepared once: lists can be long.
struct Identifiers<'a> {
    subject: Option<ComparableName<'a>>,
    issuer: Option<ComparableName<'a>>,
    serial: Option<&'a Serial>,
    key_id: Option<&'a [u8]>,
    authority: Option<&'a AuthorityKeyIdentifier>,
}

impl<'a> Identifiers<'a> {
    fn of(certificate: &'a Certificate) -> Self {
        Self {
            subject: certificate.subject.as_ref().ok().map(ComparableName::of),
            issuer: certificate.issuer.as_ref().ok().map(ComparableName::of),
            serial: certificate.serial.as_ref().ok(),
            key_id: certificate.subject_key_identifier().ok().flatten(),
            authority: certificate.authority_key_identifier().ok().flatten(),
        }
    }

    /// The issuer: itself, or the certificate that follows, if it can be that
    /// one, or else the first that can.
    fn link(&self, index: usize, all: &[Self]) -> Link {
        if self.may_be_issued_by(self) {
            return Link::SelfSigned;
        }
        let next = index.saturating_add(1);
        let issues = |(_, other): &(usize, &Self)| self.may_be_issued_by(other);
        let found = all.iter().enumerate().skip(next).take(1).find(issues);
        found
            .or_else(|| all.iter().enumerate().find(issues))
            .map_or(Link::IssuerMissing, |(issuer, _)| Link::IssuedBy(issuer))
    }

    /// Whether the names fit and the key identifiers, where both sides have
    /// them, do not contradict (RFC 5280 §4.2.1.1).
    fn may_be_issued_by(&self, issuer: &Self) -> bool {
        let fits = |theirs: Option<&[u8]>, ours: Option<&[u8]>| match (theirs, ours) {
            (Some(theirs), Some(ours)) => theirs == ours,
            _ => true,
        };
        let serial_fits = match (self.authority.and_then(|own| own.serial.as_ref()), issuer.serial)
        {
            (Some(theirs), Some(ours)) => theirs == ours,
            _ => true,
        };
        let key_id = self.authority.and_then(|own| own.key_id.as_deref());
        // Names last: most certificates that stand alone are told apart by the others.
        fits(key_id, issuer.key_id)
            && serial_fits
            && match (&self.issuer, &issuer.subject) {
                (Some(issuer), Some(subject)) => issuer.matches(subject),
                _ => false,
            }
    }
}

/// A name, with the form to compare made when it is needed.
struct ComparableName<'a> {
    name: &'a Name,
    canonical: OnceCell<Canonical<'a>>,
}

impl<'a> ComparableName<'a> {
    fn of(name: &'a Name) -> Self {
        Self { name, canonical: OnceCell::new() }
    }

    fn canonical(&self) -> &Canonical<'a> {
        self.canonical.get_or_init(|| self.name.canonical())
    }

    fn matches(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
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
    let all = candidates().map(|((index, _), _)| index);
    let no_authorities = candidates()
        .filter(|((_, certificate), _)| !certificate.is_ca())
        .map(|((index, _), _)| index);
    only(all).or_else(|| only(no_authorities)).or(certificates.first().map(|_| 0))
}

/// The item of a list of one.
fn only(mut items: impl Iterator<Item = usize>) -> Option<usize> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Certificates can name each other in a ring: each index comes once.
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
