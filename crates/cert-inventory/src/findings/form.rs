//! Rules about a certificate's encoding: what OpenSSL refuses before it checks names or dates.

use crate::findings::reach::Reach;
use crate::findings::remedy::renew;
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
        reach: Reach::Strict,
        meaning: message!(
            "The encoding of {0} violates RFC 5280: {1}. OpenSSL and software built on it reject \
             it.",
            which,
            faults
        ),
        remedy: renew(item, context, Some(message!("a valid encoding"))),
    })
}

pub(super) fn critical_extension(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let refused = |certificate: &Certificate| {
        let all = certificate.extensions().into_iter().flatten();
        let refused = all.filter(Extension::is_refused);
        joined(refused.map(|extension| message!("{0}", extension.name())))
    };
    let which = those(item, |_, certificate| refused(certificate).is_some())?;
    let names = joined(item.certificates.iter().filter_map(refused))?;
    let names_again = names.clone();
    Some(Explanation {
        reach: Reach::Strict,
        meaning: message!(
            "The critical flag is set on {1} in {0}. Software that doesn’t recognize such an \
             extension, such as OpenSSL, rejects the certificate.",
            which,
            names
        ),
        remedy: renew(item, context, Some(message!("no critical flag on {0}", names_again))),
    })
}
