//! Rules about relationships: certificate and issuer, certificate and key.

use crate::findings::reach::Reach;
use crate::findings::remedy::{renew, replace};
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
        reach: Reach::Strict,
        meaning: message!(
            "The certificates are in the wrong order. The leaf must come first, followed by each \
             certificate’s issuer. They are sent as stored, and much software rejects that."
        ),
        remedy: replace(
            item,
            context,
            message!(
                "Put the leaf first, then each issuer after the certificate it signed, with the \
                 root last."
            ),
        ),
    })
}

/// The reference requires the root of pairs too. What the cluster makes for itself comes without:
/// the API never shows the internal CA.
pub(super) fn incomplete(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let has_gap = is_chain(item) && !item.chain.unrelated.is_empty();
    let is_required = item.is_pair() && !item.is_made_by_cluster();
    if !is_required && !has_gap || is_own_internode(item) {
        return None;
    }
    let missing = issuer_missing(item)?;
    Some(Explanation {
        reach: Reach::Nobody,
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
        reach: Reach::Verifiers,
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
        "The entry doesn’t include the issuer of {0}: {1}. Only software that already has that \
         issuer’s certificate can verify it.",
        of,
        issuer
    ))
}

fn complete(item: &Item, context: &Context<'_>) -> Remedy {
    let get = message!(
        "Get the missing certificates from the CA, up to the root. Put each one after the certificate \
         it signed."
    );
    replace(item, context, get)
}

pub(super) fn stray(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    if !item.is_pair() {
        return None;
    }
    let which = those(item, |index, _| item.chain.unrelated.binary_search(&index).is_ok())?;
    Some(Explanation {
        reach: Reach::Nobody,
        meaning: message!(
            "The leaf’s chain doesn’t include {0}. Certificates outside the chain are ignored.",
            which
        ),
        remedy: Remedy::Other(message!(
            "No action is needed now. Next time, leave out certificates outside the chain, unless \
             an intermediate between them and the leaf is missing."
        )),
    })
}

pub(super) fn signature_invalid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those(item, |index, _| item.chain.bad_signatures.binary_search(&index).is_ok())?;
    Some(Explanation {
        reach: Reach::Verifiers,
        meaning: message!(
            "The signature of {0} can’t be verified with any certificate in this entry, although \
             the issuer’s name is among them. The certificate was damaged or forged, or the \
             issuer signed it with a different key.",
            which
        ),
        remedy: replace(
            item,
            context,
            message!("Download the certificate and its chain from the CA again."),
        ),
    })
}

pub(super) fn key_mismatch(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    (item.key_match == KeyMatch::DoesNotMatch).then(|| Explanation {
        reach: Reach::Users,
        meaning: message!("The private key doesn’t match the certificate."),
        remedy: renew(
            item,
            context,
            Some(message!("a new private key, unless you can find the one that matches")),
        ),
    })
}

pub(super) fn self_signed(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    (own_leaf(item).is_some() && item.is_self_signed()).then(|| Explanation {
        reach: Reach::Nobody,
        meaning: message!("The certificate is self-signed. Clients must be set up to trust it."),
        remedy: Remedy::Other(message!(
            "No action is needed if your clients trust it. For production, a certificate from a \
             CA that they trust is recommended."
        )),
    })
}

/// `mtls_trusted_ca` is a set of unrelated certificates.
fn is_chain(item: &Item) -> bool {
    item.certificates.len() > 1 && item.trust() != Some(Trust::ClientCas)
}
