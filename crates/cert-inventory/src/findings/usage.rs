//! Rules about what a certificate says it may be used for.

use super::remedy::replace;
use super::{Context, Words, own_leaf, those};
use crate::algorithm::KeyKind;
use crate::chain::Link;
use crate::inventory::Item;

const PURPOSES: [(&str, &str); 2] =
    [("1.3.6.1.5.5.7.3.1", "serverAuth"), ("1.3.6.1.5.5.7.3.2", "clientAuth")];

pub(super) fn extended_key_usage(item: &Item, _: &Context<'_>) -> Option<Words> {
    let has_key = item.key.is_some() || item.known().is_some_and(|known| known.has_key);
    let leaf = own_leaf(item).filter(|_| has_key)?;
    let usage = leaf.extended_key_usage().ok()?;
    let needed = |purpose: &str| purpose == "clientAuth" || item.name != "ldap_client";
    let missing: Vec<&str> = PURPOSES
        .into_iter()
        .filter(|(oid, name)| needed(name) && !usage.is_some_and(|usage| usage.contains(oid)))
        .map(|(_, name)| name)
        .collect();
    let asked = if needed("serverAuth") { "serverAuth and clientAuth" } else { "clientAuth" };
    (!missing.is_empty()).then(|| Words {
        meaning: format!(
            "The extended key usage lacks {}; the cluster asks for {asked}. A certificate for \
             servers alone causes TLS errors, because nodes are clients too.",
            missing.join(" and ")
        ),
        remedy: replace(item, &format!("Have it issued again with extended key usage {asked}.")),
    })
}

pub(super) fn key_usage(item: &Item, _: &Context<'_>) -> Option<Words> {
    let leaf = own_leaf(item)?;
    if leaf.public_key.as_ref().ok()?.kind != KeyKind::Rsa {
        return None;
    }
    let usage = leaf.key_usage().ok()?;
    let signs = usage.is_some_and(|usage| usage.digital_signature());
    let enciphers = usage.is_some_and(|usage| usage.key_encipherment());
    let missing = match (signs, enciphers) {
        (true, true) => return None,
        (false, true) => "digitalSignature",
        (true, false) => "keyEncipherment",
        (false, false) => "digitalSignature and keyEncipherment",
    };
    Some(Words {
        meaning: format!(
            "The key usage lacks {missing}; the cluster asks for digitalSignature and \
             keyEncipherment. Some TLS clients and cipher suites may fail."
        ),
        remedy: replace(
            item,
            "Have it issued again with key usage digitalSignature and keyEncipherment.",
        ),
    })
}

pub(super) fn ca_flag_missing(item: &Item, _: &Context<'_>) -> Option<Words> {
    let signs_others = |index| item.chain.links.contains(&Link::IssuedBy(index));
    let which = those(item, |index, certificate| {
        let has_to = match item.name.as_str() {
            "mtls_trusted_ca" => true,
            "sso_issuer" => signs_others(index),
            _ => false,
        };
        has_to && certificate.basic_constraints().is_ok() && !certificate.is_ca()
    })?;
    Some(Words {
        meaning: format!(
            "The CA flag (basic constraints) of {which} is not set. What it signed is not accepted."
        ),
        remedy: replace(
            item,
            "Get the CA’s own certificate from whoever runs it, not one that it issued.",
        ),
    })
}
