//! How to put a better certificate in place: most findings end in that.

use crate::findings::rule::Context;
use crate::inventory::item::Item;
use crate::inventory::known::Replacement;
use crate::inventory::version::Version;
use crate::message;
use crate::text::message::Message;

/// Sentences that say what to get, given as `first`, and how to replace what is there with it.
pub(super) fn replace(item: &Item, context: &Context<'_>, first: Message) -> Message {
    let name = item.name.as_str();
    let put = put(context.version);
    match item.known().map(|known| known.replacement) {
        Some(Replacement::Rladmin) => message!(
            "{0} Then replace it: on a node, rladmin cluster certificate set {1} certificate_file \
             CHAIN.pem key_file KEY.pem; or {2}.",
            first,
            name,
            put
        ),
        Some(Replacement::Rotation) if item.is_made_by_cluster() => message!(
            "If the cluster made it, let it make a new one: POST v1/cluster/certificates/rotate with \
             {\"name\": \"{1}\"}. If it is your own, rotating may discard it: {0} Then {2}.",
            first,
            name,
            own_internode(context.version)
        ),
        Some(Replacement::Rotation) => message!(
            "{0} Then {1}. Do not rotate it: that may put one of the cluster’s in its place.",
            first,
            own_internode(context.version)
        ),
        Some(Replacement::RestApi) | None => message!("{0} Then replace it: {1}.", first, put),
    }
}

fn put(version: Option<Version>) -> Message {
    match version {
        Some(version) if version < Version::PUT_CERTIFICATES => {
            message!("PUT v1/cluster/update_cert")
        }
        Some(_) => message!("PUT v1/cluster/certificates"),
        None => {
            message!("PUT v1/cluster/certificates (before 7.22.2: v1/cluster/update_cert)")
        }
    }
}

/// Before 7.22.2 there are no internode certificates but the cluster's.
fn own_internode(version: Option<Version>) -> Message {
    match version {
        Some(version) if version < Version::PUT_CERTIFICATES => {
            message!("upgrade to 7.22.2 or later, which takes internode certificates of your own")
        }
        _ => message!(
            "PUT v1/cluster/certificates, each plane’s in a request of its own, or rladmin cluster \
             certificate set internal on a node"
        ),
    }
}
