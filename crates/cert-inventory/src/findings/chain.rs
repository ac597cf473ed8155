//! Rules about what belongs together: certificate and issuer, certificate and key.

use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation, Remedy};
use crate::findings::subjects::{certificate_of, own_leaf, those};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::keys::private_key::KeyMatch;
use crate::message;
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

/// The reference asks pairs for the root too. What the cluster makes for itself comes without: the
/// API never shows the internal CA.
pub(super) fn incomplete(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let last = *item.chain.path.last()?;
    let has_gap = is_chain(item) && !item.chain.strays.is_empty();
    let is_asked = is_pair(item) && !item.is_made_by_cluster();
    if !is_asked && !has_gap || item.chain.links.get(last) != Some(&Link::IssuerMissing) {
        return None;
    }
    let certificate = item.certificates.get(last)?;
    let issuer = certificate.issuer.as_ref().ok()?.to_string();
    let of = if item.certificates.len() > 1 {
        certificate_of(item, last, certificate)
    } else {
        message!("the certificate")
    };
    let missing = message!(
        "The issuer of {0}, {1}, is not in the entry: clients that know no way from there to a \
         root that they trust refuse the connection.",
        of,
        issuer
    );
    Some(Explanation {
        meaning: if is_asked {
            message!("{0} The cluster asks for the whole chain, the root included.", missing)
        } else {
            missing
        },
        remedy: replace(
            item,
            context,
            message!(
                "Get the missing certificates from the CA, the root included, and put each after \
                 the one that it signed."
            ),
        ),
    })
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
