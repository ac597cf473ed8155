//! Rules about algorithms and key sizes.

use crate::findings::reach::Reach;
use crate::findings::remedy::renew;
use crate::findings::rule::{Context, Explanation, Remedy};
use crate::findings::subjects::those;
use crate::inventory::item::Item;
use crate::message;
use crate::text::message::Message;
use crate::x509::algorithm::KeyKind;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Link;

/// Skips self-signatures, which prove nothing and which nothing verifies; but before a certificate
/// is sent, only those of trust anchors: the reference demands SHA-256 of all others.
pub(super) fn weak_signature(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let is_exempt = |index: usize, certificate: &Certificate| {
        item.chain.links.get(index) == Some(&Link::SelfSigned)
            && (certificate.is_ca() || !item.is_submitted)
    };
    let which = those(item, |index, certificate| {
        let signature = certificate.signature.as_ref().ok();
        let hash = signature.and_then(|signature| signature.hash());
        let is_broken = hash.is_some_and(|hash| hash.is_broken());
        is_broken && !is_exempt(index, certificate)
    })?;
    Some(Explanation {
        reach: Reach::Strict,
        meaning: message!(
            "The signature of {0} uses SHA-1, MD5, or an older hash. Such signatures can be \
             forged, and much software rejects them.",
            which
        ),
        remedy: renew(item, context, Some(message!("a SHA-256 signature"))),
    })
}

pub(super) fn rsa_below_2048(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = rsa_keys_of(item, |bits| bits < 2048)?;
    Some(Explanation {
        reach: Reach::Strict,
        meaning: message!(
            "The RSA key of {0} is shorter than 2048 bits, the minimum the cluster expects. Such \
             keys are too weak, and many TLS libraries reject them.",
            which
        ),
        remedy: renew(item, context, Some(message!("an RSA key of at least 3072 bits"))),
    })
}

pub(super) fn rsa_below_3072(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let which = rsa_keys_of(item, |bits| (2048..3072).contains(&bits))?;
    Some(Explanation {
        reach: Reach::Nobody,
        meaning: message!(
            "The RSA key of {0} is shorter than 3072 bits. Systems that use the RHEL 8 crypto \
             policy FUTURE reject it. Others accept it.",
            which
        ),
        remedy: Remedy::Other(message!(
            "No action is needed unless you use that policy. Use at least 3072 bits for the next \
             key."
        )),
    })
}

pub(super) fn internode_key_not_rsa(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    if !item.is_internode() {
        return None;
    }
    let key = item.leaf()?.public_key.as_ref().ok()?;
    (key.kind != KeyKind::Rsa).then(|| Explanation {
        reach: Reach::Strict,
        meaning: message!(
            "The key is {0}, not RSA. Other key types may break internode encryption.",
            key.to_string()
        ),
        remedy: renew(item, context, Some(message!("a key of type RSA"))),
    })
}

/// Names those certificates whose RSA keys have such a size. A private key without a certificate is
/// a problem already: whatever its size, the pair has to be replaced.
fn rsa_keys_of(item: &Item, has_size: impl Fn(u32) -> bool) -> Option<Message> {
    let is_such = |kind: &KeyKind, bits: Option<u32>| {
        matches!(kind, KeyKind::Rsa | KeyKind::RsaPss) && bits.is_some_and(&has_size)
    };
    those(item, |_, certificate| {
        certificate.public_key.as_ref().is_ok_and(|key| is_such(&key.kind, key.bits))
    })
}
