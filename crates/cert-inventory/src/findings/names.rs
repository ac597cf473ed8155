//! The rule about the names that a certificate is for.

use super::remedy::replace;
use super::{Context, Words, chain};
use crate::general_name::GeneralName;
use crate::inventory::Item;
use crate::message;

pub(super) fn san_missing(item: &Item, context: &Context<'_>) -> Option<Words> {
    let is_asked =
        matches!(item.name.as_str(), "api" | "cm" | "proxy" | "syncer" | "metrics_exporter");
    let leaf = item.leaf().filter(|_| is_asked && !chain::is_self_signed(item))?;
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
    (!missing.is_empty()).then(|| Words {
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
