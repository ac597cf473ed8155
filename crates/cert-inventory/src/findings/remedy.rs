//! How to put a better certificate in place: most findings end in that.

use crate::inventory::item::Item;
use crate::inventory::known::Replacement;
use crate::message;
use crate::text::message::Message;

/// Sentences that say what to get, given as `first`, and how to replace what is there with it.
pub(super) fn replace(item: &Item, first: Message) -> Message {
    let name = item.name.as_str();
    match item.known().map(|known| known.replacement) {
        Some(Replacement::Rladmin) => message!(
            "{0} Then replace it: on a node, rladmin cluster certificate set {1} certificate_file \
             CHAIN.pem key_file KEY.pem; or PUT v1/cluster/certificates (before 7.22.2: \
             v1/cluster/update_cert).",
            first,
            name
        ),
        Some(Replacement::Rotation) => message!(
            "Let the cluster make a new one: POST v1/cluster/certificates/rotate with {\"name\": \
             \"{1}\"}. If you bring your own: {0} Then PUT v1/cluster/certificates.",
            first,
            name
        ),
        Some(Replacement::RestApi) | None => message!(
            "{0} Then replace it: PUT v1/cluster/certificates (before 7.22.2: \
             v1/cluster/update_cert).",
            first
        ),
    }
}
