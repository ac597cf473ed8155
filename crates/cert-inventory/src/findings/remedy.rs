//! How to put a better certificate in place: most findings end in that.

use crate::inventory::Item;

/// Sentences that say what to get, given as `first`, and how to replace what is there with it.
pub(super) fn replace(item: &Item, first: &str) -> String {
    let name = &item.name;
    match name.as_str() {
        "api" | "cm" | "proxy" | "syncer" | "metrics_exporter" => format!(
            "{first} Then replace it: on a node, rladmin cluster certificate set {name} \
             certificate_file CHAIN.pem key_file KEY.pem; or PUT v1/cluster/certificates (before \
             7.22.2: v1/cluster/update_cert)."
        ),
        _ if is_internode(name) => format!(
            "Let the cluster make a new one: POST v1/cluster/certificates/rotate with {{\"name\": \
             \"{name}\"}}. If you bring your own: {first} Then PUT v1/cluster/certificates."
        ),
        _ => format!(
            "{first} Then replace it: PUT v1/cluster/certificates (before 7.22.2: \
             v1/cluster/update_cert)."
        ),
    }
}

/// Whether it is one of the certificates that the cluster makes and rotates by itself.
pub(crate) fn is_internode(name: &str) -> bool {
    name.ends_with("_internode_encryption")
}
