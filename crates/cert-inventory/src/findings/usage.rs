//! Rules about what a certificate says it may be used for.

use crate::asn1::oid;
use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation};
use crate::findings::subjects::{own_leaf, those};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::message;
use crate::text::message::Message;
use crate::x509::algorithm::KeyKind;
use crate::x509::chain::Link;

pub(super) fn extended_key_usage(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let has_key = item.key.is_some() || item.known().is_some_and(|known| known.has_key);
    if !has_key {
        return None;
    }
    let leaf = own_leaf(item)?;
    let usage = leaf.extended_key_usage().ok()?;
    let needs_server = item.known().is_none_or(|known| known.server_auth);
    let has = |oid| usage.is_some_and(|usage| usage.contains(oid));
    let lacks_server = needs_server && !has(oid::SERVER_AUTH);
    let missing = one_or_both(lacks_server, "serverAuth", !has(oid::CLIENT_AUTH), "clientAuth")?;
    let asked = || one_or_both(needs_server, "serverAuth", true, "clientAuth");
    Some(Explanation {
        meaning: message!(
            "The extended key usage lacks {0}; the cluster asks for {1}. A certificate for \
             servers alone causes TLS errors, because nodes are clients too.",
            missing,
            asked()?
        ),
        remedy: replace(
            item,
            message!("Have it issued again with extended key usage {0}.", asked()?),
        ),
    })
}

pub(super) fn key_usage(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let leaf = own_leaf(item)?;
    if leaf.public_key.as_ref().ok()?.kind != KeyKind::Rsa {
        return None;
    }
    let usage = leaf.key_usage().ok()?;
    let signs = usage.is_some_and(|usage| usage.digital_signature());
    let enciphers = usage.is_some_and(|usage| usage.key_encipherment());
    let missing = one_or_both(!signs, "digitalSignature", !enciphers, "keyEncipherment")?;
    Some(Explanation {
        meaning: message!(
            "The key usage lacks {0}; the cluster asks for digitalSignature and keyEncipherment. \
             Some TLS clients and cipher suites may fail.",
            missing
        ),
        remedy: replace(
            item,
            message!("Have it issued again with key usage digitalSignature and keyEncipherment."),
        ),
    })
}

pub(super) fn ca_flag_missing(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let signs_others = |index| item.chain.links.contains(&Link::IssuedBy(index));
    let which = those(item, |index, certificate| {
        let has_to = match item.trust() {
            Some(Trust::ClientCas) => true,
            Some(Trust::IdentityProvider) => signs_others(index),
            None => false,
        };
        has_to && certificate.basic_constraints().is_ok() && !certificate.is_ca()
    })?;
    Some(Explanation {
        meaning: message!(
            "The CA flag (basic constraints) of {0} is not set. What it signed is not accepted.",
            which
        ),
        remedy: replace(
            item,
            message!("Get the CA’s own certificate from whoever runs it, not one that it issued."),
        ),
    })
}

/// Names those of two that hold; `None` where neither does.
fn one_or_both(is_one: bool, one: &str, is_other: bool, other: &str) -> Option<Message> {
    match (is_one, is_other) {
        (true, true) => Some(message!("{0} and {1}", one, other)),
        (true, false) => Some(message!("{0}", one)),
        (false, true) => Some(message!("{0}", other)),
        (false, false) => None,
    }
}
