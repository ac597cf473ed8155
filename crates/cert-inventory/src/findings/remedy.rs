//! How to replace what a name stands for: most findings end in that.

use crate::inventory::Item;

/// Sentences that say how to put a better certificate in an item's place.
pub(super) fn replace(item: &Item) -> String {
    let name = &item.name;
    match name.as_str() {
        "api" | "cm" | "proxy" | "syncer" | "metrics_exporter" => format!(
            "Then replace it: on a node, rladmin cluster certificate set {name} certificate_file \
             CHAIN.pem key_file KEY.pem; or PUT v1/cluster/certificates (before 7.22.2: \
             v1/cluster/update_cert)."
        ),
        _ if is_internode(name) => format!(
            "Then let the cluster make a new one: POST v1/cluster/certificates/rotate with \
             {{\"name\": \"{name}\"}}; or, if you bring your own, PUT v1/cluster/certificates."
        ),
        _ => "Then replace it: PUT v1/cluster/certificates (before 7.22.2: \
              v1/cluster/update_cert)."
            .to_owned(),
    }
}

/// Whether it is one of the certificates that the cluster makes and rotates by itself.
pub(super) fn is_internode(name: &str) -> bool {
    name.ends_with("_internode_encryption")
}
