//! Rules about what belongs together: certificate and issuer, certificate and key.

use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation, Remedy};
use crate::findings::subjects::{certificate_of, own_leaf, those};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::keys::private_key::KeyMatch;
use crate::message;
use crate::text::message::Message;
use crate::x509::chain::Link;

pub(super) fn out_of_order(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    (is_chain(item) && !item.chain.in_order).then(|| Explanation {
        meaning: message!(
            "The certificates are not in order: the leaf has to be first, and each \
                  certificate’s issuer next. TLS servers send them as they are, and many clients \
                  refuse that."
        ),
        remedy: replace(
            item,
            context,
            message!(
                "Put the leaf first, then each issuer after the certificate that it signed, the \
             root last."
            ),
        ),
    })
}

/// The reference requires the root of pairs too. What the cluster makes for itself comes without:
/// the API never shows the internal CA.
pub(super) fn incomplete(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let has_gap = is_chain(item) && !item.chain.strays.is_empty();
    let is_required = is_pair(item) && !item.is_made_by_cluster();
    if !is_required && !has_gap || is_own_internode(item) {
        return None;
    }
    let missing = issuer_missing(item)?;
    Some(Explanation {
        meaning: if is_required {
            message!("{0} The cluster requires the full chain, including the root.", missing)
        } else {
            missing
        },
        remedy: complete(item, context),
    })
}

/// Nodes are servers and clients of each other, and verify the whole chain.
pub(super) fn internode_incomplete(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    if !is_own_internode(item) {
        return None;
    }
    Some(Explanation {
        meaning: message!(
            "{0} Encryption between nodes requires the full chain, including the root.",
            issuer_missing(item)?
        ),
        remedy: complete(item, context),
    })
}

fn is_own_internode(item: &Item) -> bool {
    item.is_internode() && !item.is_made_by_cluster()
}

/// Names the issuer at which the chain ends too early.
fn issuer_missing(item: &Item) -> Option<Message> {
    let last = *item.chain.path.last()?;
    if item.chain.links.get(last) != Some(&Link::IssuerMissing) {
        return None;
    }
    let certificate = item.certificates.get(last)?;
    let issuer = certificate.issuer.as_ref().ok()?.to_string();
    let of = if item.certificates.len() > 1 {
        certificate_of(item, last, certificate)
    } else {
        message!("the certificate")
    };
    Some(message!(
        "The issuer of {0}, {1}, is missing from this entry. Clients that don’t already have that \
         issuer’s certificate refuse the connection.",
        of,
        issuer
    ))
}

fn complete(item: &Item, context: &Context<'_>) -> Remedy {
    let get = message!(
        "Get the missing certificates from the CA, including the root, and add each one after the \
         certificate that it signed."
    );
    replace(item, context, get)
}

pub(super) fn stray(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    if !is_pair(item) {
        return None;
    }
    let which = those(item, |index, _| item.chain.strays.binary_search(&index).is_ok())?;
    Some(Explanation {
        meaning: message!(
            "From the leaf, no issuer leads to {0}. Clients ignore what does not belong to the \
             chain.",
            which
        ),
        remedy: Remedy::Other(message!(
            "Nothing has to be done now. Leave it out next time, unless an issuer between it and \
             the leaf is missing."
        )),
    })
}

pub(super) fn signature_invalid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those(item, |index, _| item.chain.forged.binary_search(&index).is_ok())?;
    Some(Explanation {
        meaning: message!(
            "The signature of {0} was made by no certificate that is here, although the issuer’s \
             name is among them. It was damaged or forged, or another key of that issuer made it: \
             clients refuse the chain as it is.",
            which
        ),
        remedy: replace(
            item,
            context,
            message!("Get the certificate and those of its issuers from the CA once more."),
        ),
    })
}

pub(super) fn key_mismatch(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    (item.key_match == KeyMatch::DoesNotMatch).then(|| Explanation {
        meaning: message!(
            "The private key belongs to another certificate. TLS can’t be set up with this \
                  pair."
        ),
        remedy: replace(
            item,
            context,
            message!(
                "Find the private key that this certificate was issued for, or have a certificate \
             issued for this key."
            ),
        ),
    })
}

pub(super) fn self_signed(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    (own_leaf(item).is_some() && is_self_signed(item)).then(|| Explanation {
        meaning: message!(
            "The certificate is self-signed: nothing but the certificate itself says whose \
                  it is, and clients have to be told to trust it."
        ),
        remedy: replace(
            item,
            context,
            message!("For production, have one issued by a CA that your clients trust."),
        ),
    })
}

pub(super) fn is_self_signed(item: &Item) -> bool {
    let link = item.chain.leaf.and_then(|leaf| item.chain.links.get(leaf));
    link == Some(&Link::SelfSigned)
}

/// Whether the cluster has, or should have, the private key.
pub(super) fn is_pair(item: &Item) -> bool {
    item.key.is_some() || item.known().is_some_and(|known| known.has_key)
}

/// `mtls_trusted_ca` is a set: its certificates need not belong together.
fn is_chain(item: &Item) -> bool {
    item.certificates.len() > 1 && item.trust() != Some(Trust::ClientCas)
}
