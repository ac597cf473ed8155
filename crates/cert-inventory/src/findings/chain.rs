//! Rules about what belongs together: certificate and issuer, certificate and key.

use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation};
use crate::findings::subjects::{certificate_of, own_leaf};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::keys::private_key::KeyMatch;
use crate::message;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;

pub(super) fn out_of_order(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    (is_chain(item) && !item.chain.in_order).then(|| Explanation {
        meaning: message!("The certificates are not in order: the leaf has to be first, and each \
                  certificate’s issuer next. TLS servers send them as they are, and many clients \
                  refuse that."),
        remedy: replace(item, message!("Put the leaf first, then each issuer after the certificate that it signed; the root \
             is optional.")),
    })
}

/// A path that ends below the root is complete, since the root is optional. It is not when there
/// are certificates that it does not reach: one in between is missing.
pub(super) fn incomplete(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    if !is_chain(item) {
        return None;
    }
    let path = &item.chain.path;
    let last = path.last()?;
    let in_path = |index: &usize| {
        path.iter().any(|other| item.certificates.get(*other) == item.certificates.get(*index))
    };
    let reaches_all = (0..item.certificates.len()).all(|index| in_path(&index));
    if reaches_all || item.chain.links.get(*last) != Some(&Link::IssuerMissing) {
        return None;
    }
    let which = certificate_of(item, *last, &item.certificates.get(*last)?.issuer);
    Some(Explanation {
        meaning: message!(
            "The issuer of {0} is not among them. Clients that do not have it by themselves \
             refuse the connection.",
            which
        ),
        remedy: replace(
            item,
            message!(
                "Get the missing certificate from the CA and put it after the one that it signed."
            ),
        ),
    })
}

pub(super) fn signature_invalid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let forged =
        |certificate: &Certificate| context.forged.binary_search(&certificate.sha256).is_ok();
    let index = item.certificates.iter().position(forged)?;
    Some(Explanation {
        meaning: message!(
            "The signature of certificate {0} of {1} is not its issuer’s: it was damaged or \
             forged, and every client refuses it.",
            index + 1,
            item.certificates.len()
        ),
        remedy: replace(item, message!("Get the certificate from its CA once more.")),
    })
}

pub(super) fn key_mismatch(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    (item.key_match == KeyMatch::DoesNotMatch).then(|| Explanation {
        meaning: message!(
            "The private key belongs to another certificate. TLS can’t be set up with this \
                  pair."
        ),
        remedy: replace(
            item,
            message!(
                "Find the private key that this certificate was issued for, or have a certificate \
             issued for this key."
            ),
        ),
    })
}

pub(super) fn self_signed(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    (own_leaf(item).is_some() && is_self_signed(item)).then(|| Explanation {
        meaning: message!(
            "The certificate is self-signed: nothing but the certificate itself says whose \
                  it is, and clients have to be told to trust it."
        ),
        remedy: replace(
            item,
            message!("For production, have one issued by a CA that your clients trust."),
        ),
    })
}

pub(super) fn is_self_signed(item: &Item) -> bool {
    let link = item.chain.leaf.and_then(|leaf| item.chain.links.get(leaf));
    link == Some(&Link::SelfSigned)
}

/// `mtls_trusted_ca` is a set: its certificates need not belong together.
fn is_chain(item: &Item) -> bool {
    item.certificates.len() > 1 && item.trust() != Some(Trust::ClientCas)
}
