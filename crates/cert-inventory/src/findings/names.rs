//! The rule about the names that a certificate is for.

use crate::findings::chain;
use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation};
use crate::inventory::item::Item;
use crate::message;
use crate::x509::general_name::GeneralName;

pub(super) fn san_missing(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let is_asked = item.known().is_some_and(|known| known.cluster_names);
    if !is_asked || chain::is_self_signed(item) {
        return None;
    }
    let leaf = item.leaf()?;
    let fqdn = context.fqdn?.trim_end_matches('.');
    let sans = leaf.sans().ok()?;
    let has = |name: &str| {
        sans.iter()
            .any(|san| matches!(san, GeneralName::Dns(san) if san.eq_ignore_ascii_case(name)))
    };
    let missing: Vec<String> = ["", "*.", "internal.", "*.internal."]
        .into_iter()
        .map(|prefix| format!("{prefix}{fqdn}"))
        .filter(|name| !fqdn.is_empty() && !has(name))
        .collect();
    (!missing.is_empty()).then(|| Explanation {
        meaning: message!(
            "The subject alternative names lack {0}. Clients that use one of these names refuse \
             the connection.",
            missing.join(", ")
        ),
        remedy: replace(
            item,
            message!(
                "Have it issued again with {0}, *.{0}, internal.{0} and *.internal.{0} as DNS \
                 names.",
                fqdn
            ),
        ),
    })
}
