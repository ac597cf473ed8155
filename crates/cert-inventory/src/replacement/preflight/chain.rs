//! Checks of the chain that verifiers do, beside the rules for certificates that are listed.

use crate::asn1::oid;
use crate::findings::subjects::{joined, those};
use crate::inventory::item::Item;
use crate::message;
use crate::replacement::preflight::case::{Case, Objection};
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;
use crate::x509::extension::{ExtensionValue, NameConstraints};
use crate::x509::general_name::GeneralName;

pub(super) fn no_certificate(case: &Case<'_>) -> Option<Objection> {
    case.new.certificates.is_empty().then(|| {
        Objection::new(
            message!("There’s no certificate to send."),
            message!("Add the certificate, its intermediates, and the root."),
        )
    })
}

pub(super) fn unreadable(case: &Case<'_>) -> Option<Objection> {
    let which = those(case.new, |_, certificate| !certificate.unreadable_parts().is_empty())?;
    let parts = case.new.certificates.iter().flat_map(Certificate::unreadable_parts);
    let parts = parts.map(|(part, unreadable)| message!("{0}: {1}", part, unreadable.message()));
    Some(Objection::new(
        message!(
            "Part of {0} can’t be read ({1}). The cluster may refuse it, and so may clients.",
            which,
            joined(parts)?
        ),
        message!("Get the certificate again from the CA."),
    ))
}

/// What OpenSSL and others demand of whatever signs a certificate. A root is trusted as it is.
pub(super) fn not_a_ca(case: &Case<'_>) -> Option<Objection> {
    // That trusted CAs have the flag is a rule of its own, and a warning.
    let needs_flag = case.new.is_pair();
    let may_not_sign = |certificate: &Certificate| {
        needs_flag && !certificate.is_ca()
            || certificate
                .key_usage()
                .is_ok_and(|usage| usage.is_some_and(|it| !it.key_cert_sign()))
    };
    let is_old_root =
        |index, certificate: &Certificate| is_root(case.new, index) && certificate.version == Ok(1);
    let which = those(case.new, |index, certificate| {
        position(case.new, index) > Some(0)
            && may_not_sign(certificate)
            && !is_old_root(index, certificate)
    })?;
    Some(Objection::new(
        message!(
            "The CA flag (basic constraints) or the key usage keyCertSign isn’t set in {0}, which \
             signed another certificate of the chain. Clients reject this chain.",
            which
        ),
        message!("Get the chain again from the CA."),
    ))
}

pub(super) fn path_too_long(case: &Case<'_>) -> Option<Objection> {
    let which = those(case.new, |index, certificate| {
        let most = certificate.basic_constraints().ok().flatten().and_then(|it| it.path_len);
        let below = position(case.new, index).and_then(|position| position.checked_sub(1));
        most.zip(below).is_some_and(|(most, below)| below > most as usize)
    })?;
    Some(Objection::new(
        message!(
            "The path length of {0} permits fewer CAs below it than the chain has. Clients reject \
             this chain.",
            which
        ),
        message!("Get a certificate from a CA that is allowed to issue it."),
    ))
}

/// OpenSSL and others apply a CA's extended key usage to what it issues.
pub(super) fn issuer_usage(case: &Case<'_>) -> Option<Objection> {
    if !case.new.is_pair() {
        return None;
    }
    let needs_server = case.new.known().is_none_or(|known| known.server_auth);
    let lacks = |certificate: &Certificate| {
        let usage = certificate.extended_key_usage().ok().flatten();
        usage.is_some_and(|usage| {
            // Neither OpenSSL nor rustls takes anyExtendedKeyUsage for these.
            needs_server && !usage.contains(oid::SERVER_AUTH) || !usage.contains(oid::CLIENT_AUTH)
        })
    };
    let which = those(case.new, |index, certificate| {
        position(case.new, index) > Some(0) && lacks(certificate)
    })?;
    Some(Objection::new(
        message!(
            "The extended key usage of {0} doesn’t include what the certificate needs, serverAuth \
             and clientAuth. Clients and servers apply it to all certificates below, and reject \
             this chain.",
            which
        ),
        message!("Get a certificate from a CA for TLS servers and clients."),
    ))
}

pub(super) fn name_not_permitted(case: &Case<'_>) -> Option<Objection> {
    let names = case.new.leaf()?.sans().ok()?;
    let names: Vec<&str> = names.iter().filter_map(dns).collect();
    let refused = |constraints: &NameConstraints| -> Vec<&str> {
        let mut permitted = constraints.permitted.iter().filter_map(dns).peekable();
        let is_limited = permitted.peek().is_some();
        let permitted: Vec<&str> = permitted.collect();
        let is_refused = |name: &&&str| {
            is_limited && !permitted.iter().any(|base| is_within(name, base))
                || constraints.excluded.iter().filter_map(dns).any(|base| touches(name, base))
        };
        names.iter().filter(is_refused).copied().collect()
    };
    let constrained = constraints(case.new).find_map(|constraints| {
        let refused = refused(&constraints);
        joined(refused.into_iter().map(|name| message!("{0}", name)))
    })?;
    Some(Objection::new(
        message!(
            "A CA in the chain isn’t permitted to issue certificates for {0} (name constraints). \
             Clients reject this chain.",
            constrained
        ),
        message!("Get a certificate without these names, or from a CA that is permitted to."),
    ))
}

pub(super) fn constraint_not_checked(case: &Case<'_>) -> Option<Objection> {
    let has_others = constraints(case.new).any(|constraints| {
        constraints.permitted.iter().chain(&constraints.excluded).any(|name| dns(name).is_none())
    });
    has_others.then(|| {
        Objection::new(
            message!(
                "A CA in the chain may issue certificates only for certain names, addresses, or \
                 subjects. Certdeck checks only DNS names against that."
            ),
            message!("Check the chain with openssl verify."),
        )
    })
}

/// For signatures that a browser can't verify.
pub(super) fn signature_not_verified(case: &Case<'_>) -> Option<Objection> {
    let which = those(case.new, |index, _| {
        case.new.chain.links.get(index) != Some(&Link::IssuerMissing)
            && case.new.is_signature_valid(index, case.context.signatures).is_none()
    })?;
    Some(Objection::new(
        message!(
            "The signature of {0} wasn’t verified, because this browser can’t. If it’s wrong, \
             clients reject the chain.",
            which
        ),
        message!("Check the chain with openssl verify."),
    ))
}

pub(super) fn leaf_is_ca(case: &Case<'_>) -> Option<Objection> {
    let is_ca = case.new.is_pair() && case.new.leaf()?.is_ca() && !case.new.is_self_signed();
    is_ca.then(|| {
        Objection::new(
            message!(
                "The certificate is that of a CA. With its private key on every node, anyone who \
                 controls one can issue certificates. Some clients reject a CA’s certificate for a \
                 server."
            ),
            message!("Use a certificate without the CA flag, which this CA issues."),
        )
    })
}

/// Version 1 has no extensions, so nothing says what a certificate is for.
pub(super) fn old_format(case: &Case<'_>) -> Option<Objection> {
    let which = those(case.new, |index, certificate| {
        certificate.version.is_ok_and(|version| version < 3) && !is_root(case.new, index)
    })?;
    Some(Objection::new(
        message!(
            "The format of {0} is X.509 version 1 or 2, which has no extensions. Many clients \
             reject it.",
            which
        ),
        message!("Get a certificate in version 3."),
    ))
}

/// The position in the path, 0 for the leaf.
fn position(item: &Item, index: usize) -> Option<usize> {
    item.chain.path.iter().position(|other| *other == index)
}

fn is_root(item: &Item, index: usize) -> bool {
    item.chain.links.get(index) == Some(&Link::SelfSigned)
}

/// Those of the certificates above the leaf of a pair. Trusted CAs have no names of their own.
fn constraints(item: &Item) -> impl Iterator<Item = NameConstraints> {
    let path = if item.is_pair() { item.chain.path.as_slice() } else { &[] };
    let above = path.iter().skip(1).filter_map(|index| item.certificates.get(*index));
    above.filter_map(|certificate| match certificate.extension("2.5.29.30").ok()??.value() {
        ExtensionValue::NameConstraints(constraints) => Some(constraints),
        _ => None,
    })
}

fn dns(name: &GeneralName) -> Option<&str> {
    match name {
        GeneralName::Dns(name) => Some(name),
        _ => None,
    }
}

/// Whether all that a name covers is within a constraint, RFC 5280 §4.2.1.10.
fn is_within(name: &str, base: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name).to_ascii_lowercase();
    let base = base.trim_start_matches('.').to_ascii_lowercase();
    base.is_empty() || name == base || name.ends_with(&[".", &base].concat())
}

/// Whether anything that a name covers is within a constraint.
fn touches(name: &str, base: &str) -> bool {
    let parent = name.strip_prefix("*.");
    is_within(name, base) || parent.is_some_and(|parent| is_within(base, parent))
}
