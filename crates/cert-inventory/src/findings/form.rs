//! Rules about a certificate's encoding: what OpenSSL refuses before it checks names or dates.

use crate::findings::reach::Reach;
use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation};
use crate::findings::subjects::{joined, those};
use crate::inventory::item::Item;
use crate::message;
use crate::text::message::Message;
use crate::x509::certificate::Certificate;
use crate::x509::extension::Extension;

pub(super) fn malformed(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those(item, |_, certificate| !certificate.faults().is_empty())?;
    let mut faults: Vec<Message> = Vec::new();
    for fault in item.certificates.iter().flat_map(Certificate::faults) {
        // One for each kind of extension at most.
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    let faults = joined(faults.into_iter())?;
    Some(Explanation {
        reach: Reach::Verifiers,
        meaning: message!(
            "The encoding of {0} violates RFC 5280: {1}. OpenSSL and software built on it reject \
             the connection.",
            which,
            faults
        ),
        remedy: replace(
            item,
            context,
            message!("Get a new certificate made by software that follows the standard."),
        ),
    })
}

pub(super) fn critical_extension(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let refused = |certificate: &Certificate| {
        let all = certificate.extensions.iter().flatten();
        let names = all.filter(|extension| extension.is_refused()).map(Extension::name);
        joined(names.map(|name| message!("{0}", name)))
    };
    let which = those(item, |_, certificate| refused(certificate).is_some())?;
    let names = joined(item.certificates.iter().filter_map(refused))?;
    Some(Explanation {
        reach: Reach::Verifiers,
        meaning: message!(
            "In {0}, the critical flag is set on {1}. Clients that don’t recognize such an \
             extension, including those built on OpenSSL, reject the connection.",
            which,
            names
        ),
        remedy: replace(
            item,
            context,
            message!(
                "Get a new certificate without the extension, or with the extension not marked \
                 critical."
            ),
        ),
    })
}
