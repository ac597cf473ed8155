//! How to replace a certificate, the remedy for most findings.

use crate::findings::commands::operator_hint;
use crate::findings::rule::{Context, Remedy};
use crate::inventory::item::Item;
use crate::inventory::known::Replacement;
use crate::inventory::version::Version;
use crate::message;
use crate::text::message::Message;

/// What to get replaces an item's certificate.
pub(super) fn replace(item: &Item, context: &Context<'_>, get: Message) -> Remedy {
    let is_internode = item.known().is_some_and(|known| known.replacement == Replacement::Rotation);
    let is_old = context.version().is_some_and(|version| version < Version::PUT_CERTIFICATES);
    let then = match (is_internode, item.is_made_by_cluster()) {
        (true, _) if is_old => {
            return Remedy::Other(message!(
                "Rotate it: the cluster generates a new one. Before version 7.22.2, the cluster \
                 accepts no internode certificates of your own."
            ));
        }
        (true, true) => message!(
            "Then replace the certificate. If the cluster generated this one, rotate it instead. \
             If it’s your own, don’t: rotation may discard it."
        ),
        (true, false) => message!(
            "Then replace the certificate. Don’t rotate it: the cluster may replace it with \
             one that it generates."
        ),
        (false, _) => message!("Then replace the certificate."),
    };
    let then = match operator_hint(item, context.fqdn) {
        Some(hint) => message!("{0} {1}", then, hint),
        None => then,
    };
    Remedy::Replace { get, then }
}
