//! The rule about the names a certificate covers.

use crate::findings::reach::Reach;
use crate::findings::remedy::renew;
use crate::findings::rule::{Context, Explanation};
use crate::inventory::item::Item;
use crate::message;
use crate::x509::general_name::GeneralName;

pub(super) fn san_missing(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let is_asked = item.known().is_some_and(|known| known.cluster_names);
    if !is_asked || item.is_self_signed() {
        return None;
    }
    let leaf = item.leaf()?;
    let fqdn = context.fqdn?.trim_end_matches('.');
    let names = leaf.sans().ok()?;
    let names = DnsNames(&names);
    let missing = ["", "*.", "internal.", "*.internal."].map(|prefix| [prefix, fqdn].concat());
    let missing = missing.into_iter().filter(|name| !fqdn.is_empty() && !names.has(name));
    let (covered, refused): (Vec<_>, Vec<_>) = missing.partition(|name| names.covers(name));
    let of_refused = (!refused.is_empty()).then(|| {
        message!(
            "The subject alternative names don’t include {0}. Clients that connect by one of \
             these names and verify certificates can’t connect.",
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
        remedy: renew(
            item,
            context,
            Some(message!("the DNS names {0}, *.{0}, internal.{0}, and *.internal.{0}", fqdn)),
        ),
    })
}

/// The DNS names among subject alternative names.
pub(crate) struct DnsNames<'a>(pub(crate) &'a [GeneralName]);

impl DnsNames<'_> {
    /// Whether it's one of them.
    pub(crate) fn has(&self, name: &str) -> bool {
        let is_it = |san: &GeneralName| matches!(san, GeneralName::Dns(san) if san.eq_ignore_ascii_case(name));
        self.0.iter().any(is_it)
    }

    /// Whether it's one of them or one of their wildcards matches: as in TLS clients, one label.
    pub(crate) fn covers(&self, name: &str) -> bool {
        let parent = name.split_once('.').filter(|(label, _)| *label != "*");
        self.has(name) || parent.is_some_and(|(_, parent)| self.has(&["*.", parent].concat()))
    }
}
