//! Checks against the certificate that is replaced, and against the cluster's names.

use crate::findings::names::DnsNames;
use crate::findings::subjects::joined;
use crate::inventory::known::{Presented, Trust};
use crate::message;
use crate::replacement::preflight::case::{Case, Objection};
use crate::text::message::Message;
use crate::x509::certificate::Certificate;
use crate::x509::general_name::GeneralName;

pub(super) fn unchanged(case: &Case<'_>) -> Option<Objection> {
    let current = &case.current?.certificates;
    let is_same = !current.is_empty() && prints(current).eq(prints(&case.new.certificates));
    is_same.then(|| {
        Objection::new(
            message!("The cluster already has exactly these certificates. Nothing would change."),
            message!("Check that these are the new files."),
        )
    })
}

fn prints(certificates: &[Certificate]) -> impl Iterator<Item = &[u8; 32]> {
    certificates.iter().map(|certificate| &certificate.sha256)
}

pub(super) fn ends_earlier(case: &Case<'_>) -> Option<Objection> {
    let [new, current] = [case.new, case.current?].map(|item| item.leaf()?.not_after.ok());
    (case.new.is_pair() && new? < current?).then(|| {
        Objection::new(
            message!("The certificate expires before the one that it replaces."),
            message!("Check that this isn’t an older certificate."),
        )
    })
}

/// For certificates that are presented to clients, which connect by a name.
pub(super) fn names_removed(case: &Case<'_>) -> Option<Objection> {
    let is_server = !case.new.is_internode()
        && case.new.is_pair()
        && case.new.known().is_none_or(|known| known.presented == Presented::ToClients);
    if !is_server {
        return None;
    }
    let new = case.new.leaf()?.sans().ok()?;
    let is_missing = |name: &&GeneralName| match name {
        GeneralName::Dns(name) => !DnsNames(&new).covers(name),
        name => !new.contains(name),
    };
    let current = case.current?.leaf()?.sans().ok()?;
    let missing = joined(current.iter().filter(is_missing).map(name))?;
    Some(Objection::new(
        message!(
            "The current certificate covers {0}, and the new one doesn’t. Clients that connect by \
             these names reject the connection.",
            missing
        ),
        message!("Get a certificate with these names too, unless nothing uses them any longer."),
    ))
}

fn name(name: &GeneralName) -> Message {
    match name {
        GeneralName::Dns(name) => message!("{0}", name.as_str()),
        name => message!("{0}", name.to_string()),
    }
}

/// The rule for listed certificates is for those that a CA signed, because what the cluster makes
/// at installation lacks the internal names.
pub(super) fn names_not_covered(case: &Case<'_>) -> Option<Objection> {
    let is_asked = case.new.known().is_some_and(|known| known.cluster_names);
    let fqdn = case.context.fqdn?.trim_end_matches('.');
    if !is_asked || !case.new.is_self_signed() || fqdn.is_empty() {
        return None;
    }
    let names = case.new.leaf()?.sans().ok()?;
    let names = DnsNames(&names);
    let missing = [fqdn.to_owned(), format!("*.{fqdn}")].into_iter().filter(|it| !names.covers(it));
    let missing = joined(missing.map(|name| message!("{0}", name)))?;
    Some(Objection::new(
        message!(
            "The subject alternative names don’t include {0}. Clients that connect by one of \
             these names reject the connection.",
            missing
        ),
        message!("Make a certificate with {0} and *.{0} as DNS names.", fqdn),
    ))
}

/// What was signed by a CA that is left out is no longer accepted.
pub(super) fn trust_removed(case: &Case<'_>) -> Option<Objection> {
    if case.new.trust() != Some(Trust::ClientCas) {
        return None;
    }
    let stays = |old: &Certificate| case.new.certificates.iter().any(|new| new.certifies_as(old));
    let removed = case.current?.certificates.iter().filter(|old| !stays(old));
    let removed = joined(removed.filter_map(|old| Some(message!("{0}", old.shown_name()?))))?;
    Some(Objection::new(
        message!(
            "These CAs are trusted now, and would no longer be: {0}. Client certificates that \
             they signed would be rejected.",
            removed
        ),
        message!(
            "First add the new CA beside the current ones, and test signing in. Then remove the \
             old ones."
        ),
    ))
}
