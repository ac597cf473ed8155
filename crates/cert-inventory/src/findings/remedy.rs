//! How to replace a certificate, the remedy for most findings.

use crate::findings::commands::operator_hint;
use crate::findings::rule::{Context, Get, IssuedBy, Remedy};
use crate::inventory::item::Item;
use crate::inventory::version::Version;
use crate::message;
use crate::text::message::Message;

/// A new certificate with something in it, or simply a new one.
pub(super) fn renew(item: &Item, context: &Context<'_>, with: Option<Message>) -> Remedy {
    let from = match item.trust() {
        Some(trust) => IssuedBy::Owner(trust),
        None if item.is_self_signed() => IssuedBy::SelfSigned,
        None => IssuedBy::Ca,
    };
    replacement(item, context, Get::New { from, with })
}

/// What to get, in sentences, replaces an item's certificate.
pub(super) fn replace(item: &Item, context: &Context<'_>, get: Message) -> Remedy {
    replacement(item, context, Get::Other(get))
}

fn replacement(item: &Item, context: &Context<'_>, get: Get) -> Remedy {
    let is_old = context.version().is_some_and(|version| version < Version::PUT_CERTIFICATES);
    if item.is_internode() && is_old {
        return Remedy::Rotate(message!(
            "Rotate it: the cluster generates a new one. Before version 7.22.2, the cluster \
             accepts no internode certificates of your own."
        ));
    }
    if item.is_made_by_cluster() {
        return Remedy::Rotate(message!(
            "Rotate it: the cluster generates a new one. If this one is your own, replace it \
             instead: rotation may discard it."
        ));
    }
    let is_rotated = item.is_internode().then(|| {
        message!("Don’t rotate it: the cluster may replace it with one that it generates.")
    });
    let hint = operator_hint(item, context.fqdn).map(Message::from);
    Remedy::Replace { get, cautions: is_rotated.into_iter().chain(hint).collect() }
}
