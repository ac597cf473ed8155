//! The rule about the names a certificate covers.

use crate::findings::chain;
use crate::findings::reach::Reach;
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
    // As in TLS clients, a wildcard matches one label.
    let is_covered = |name: &str| {
        name.split_once('.')
            .is_some_and(|(label, parent)| label != "*" && has(&["*.", parent].concat()))
    };
    let missing = ["", "*.", "internal.", "*.internal."].map(|prefix| [prefix, fqdn].concat());
    let missing = missing.into_iter().filter(|name| !fqdn.is_empty() && !has(name));
    let (covered, refused): (Vec<_>, Vec<_>) = missing.partition(|name| is_covered(name));
    let of_refused = (!refused.is_empty()).then(|| {
        message!(
            "The subject alternative names don’t include {0}. Clients that connect by one of \
             these names reject the connection.",
            refused.join(", ")
        )
    });
    let of_covered = (!covered.is_empty()).then(|| {
        message!(
            "The Redis Enterprise documentation also calls for {0} in the subject alternative \
             names. TLS clients don’t need it, because a wildcard covers it.",
            covered.join(", ")
        )
    });
    let sentences = of_refused.into_iter().chain(of_covered);
    Some(Explanation {
        reach: Reach::Nobody,
        meaning: sentences.reduce(|one, other| message!("{0} {1}", one, other))?,
        remedy: replace(
            item,
            context,
            message!(
                "Get a new certificate with {0}, *.{0}, internal.{0}, and *.internal.{0} as DNS names.",
                fqdn
            ),
        ),
    })
}
