//! Rules about a certificate's permitted uses.

use std::collections::BTreeSet;

use crate::asn1::oid;
use crate::findings::reach::Reach;
use crate::findings::remedy::{renew, replace};
use crate::findings::rule::{Context, Explanation};
use crate::findings::subjects::{own_leaf, those};
use crate::inventory::item::Item;
use crate::inventory::known::{Presented, Trust};
use crate::message;
use crate::text::message::Message;
use crate::x509::algorithm::KeyKind;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;

pub(super) fn extended_key_usage(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    if !item.is_pair() {
        return None;
    }
    let usage = own_leaf(item)?.extended_key_usage().ok()??;
    let needs_server = item.known().is_none_or(|known| known.server_auth);
    let lacks_server = needs_server && !usage.contains(oid::SERVER_AUTH);
    let lacks_client = !usage.contains(oid::CLIENT_AUTH);
    let missing = one_or_both(lacks_server, "serverAuth", lacks_client, "clientAuth")?;
    let asked = || one_or_both(needs_server, "serverAuth", true, "clientAuth");
    let lacks = message!(
        "The extended key usage doesn’t include {0}. The cluster expects {1}.",
        missing,
        asked()?
    );
    // SAML looks at no usage of TLS.
    let is_in_saml = item.known().is_some_and(|known| known.presented == Presented::InSaml);
    Some(Explanation {
        reach: match lacks_server {
            _ if is_in_saml => Reach::Nobody,
            true => Reach::Verifiers,
            false => Reach::AsClient,
        },
        meaning: match is_in_saml {
            true => message!(
                "{0} The Redis Enterprise documentation requires this. SAML itself doesn’t.",
                lacks
            ),
            false => lacks,
        },
        remedy: renew(item, context, Some(message!("extended key usage {0}", asked()?))),
    })
}

pub(super) fn key_usage(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let leaf = own_leaf(item)?;
    if leaf.public_key.as_ref().ok()?.kind != KeyKind::Rsa {
        return None;
    }
    let usage = leaf.key_usage().ok()??;
    let (signs, enciphers) = (usage.digital_signature(), usage.key_encipherment());
    let missing = one_or_both(!signs, "digitalSignature", !enciphers, "keyEncipherment")?;
    Some(Explanation {
        reach: Reach::Nobody,
        meaning: message!(
            "The key usage doesn’t include {0}. The cluster expects digitalSignature and \
             keyEncipherment. Some TLS software and cipher suites may fail.",
            missing
        ),
        remedy: renew(
            item,
            context,
            Some(message!("key usage digitalSignature and keyEncipherment")),
        ),
    })
}

pub(super) fn ca_flag_missing(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let signers: BTreeSet<usize> = item.chain.links.iter().filter_map(issuer).collect();
    let lacks_flag = |index, certificate: &Certificate| {
        let has_to = match item.trust() {
            Some(Trust::ClientCas) => true,
            Some(Trust::IdentityProvider) => signers.contains(&index),
            None => false,
        };
        has_to && certificate.basic_constraints().is_ok() && !certificate.is_ca()
    };
    let is_old_root = |index, certificate: &Certificate| {
        certificate.version == Ok(1) && item.chain.links.get(index) == Some(&Link::SelfSigned)
            || certificate.basic_constraints() == Ok(None)
                && certificate
                    .key_usage()
                    .is_ok_and(|usage| usage.is_some_and(|u| u.key_cert_sign()))
    };
    // What no client accepts comes first.
    let refused = |index, certificate: &Certificate| {
        lacks_flag(index, certificate) && !is_old_root(index, certificate)
    };
    if let Some(which) = those(item, refused) {
        return Some(Explanation {
            reach: Reach::Nobody,
            meaning: message!(
                "The CA flag (basic constraints) isn’t set in {0}. Certificates signed with its \
                 key aren’t accepted.",
                which
            ),
            remedy: replace(
                item,
                context,
                message!(
                    "Get the CA’s own certificate, not one that it issued, from the CA’s \
                     administrator."
                ),
            ),
        });
    }
    let which = those(item, lacks_flag)?;
    Some(Explanation {
        reach: Reach::Nobody,
        meaning: message!(
            "There’s no CA flag (basic constraints) in {0}, as in older root certificates. \
             OpenSSL accepts such a CA; other software may not. The Redis Enterprise \
             documentation calls for the flag.",
            which
        ),
        remedy: replace(
            item,
            context,
            message!("If the CA has a newer certificate with the flag, use that one."),
        ),
    })
}

fn issuer(link: &Link) -> Option<usize> {
    match link {
        Link::IssuedBy(issuer) => Some(*issuer),
        Link::SelfSigned | Link::IssuerMissing => None,
    }
}

/// Names the ones that apply; `None` if neither does.
fn one_or_both(is_one: bool, one: &str, is_other: bool, other: &str) -> Option<Message> {
    match (is_one, is_other) {
        (true, true) => Some(message!("{0} and {1}", one, other)),
        (true, false) => Some(message!("{0}", one)),
        (false, true) => Some(message!("{0}", other)),
        (false, false) => None,
    }
}
