//! Which certificate of an item a rule speaks of, and what a sentence calls it.

use crate::asn1::der::Part;
use crate::inventory::item::Item;
use crate::message;
use crate::text::message::Message;
use crate::x509::certificate::Certificate;
use crate::x509::name::Name;

/// The leaf, where the cluster shows it to others. Not of entries without a key, whose
/// certificates are those of others; a name that is not known is judged by what it holds.
pub(super) fn own_leaf(item: &Item) -> Option<&Certificate> {
    let is_own = match item.known() {
        Some(known) => known.has_key,
        None => item.key.is_some() || !item.leaf()?.is_ca(),
    };
    if is_own { item.leaf() } else { None }
}

/// Names those certificates of an item for which something holds: `the certificate` where it has
/// only one, else `certificate 2 of 3 (CN=…)`. `None` where there are none.
pub(super) fn those(item: &Item, holds: impl Fn(usize, &Certificate) -> bool) -> Option<Message> {
    let count = item.certificates.len();
    let all = item.certificates.iter().enumerate();
    let names = all.filter(|(index, certificate)| holds(*index, certificate)).map(
        |(index, certificate)| match count {
            1 => message!("the certificate"),
            _ => certificate_of(item, index, &certificate.subject),
        },
    );
    names.reduce(|some, another| message!("{0} and {1}", some, another))
}

/// One of an item's certificates by its place, with a name that tells more if there is one.
pub(super) fn certificate_of(item: &Item, index: usize, name: &Part<Name>) -> Message {
    let count = item.certificates.len();
    match name {
        Ok(name) => message!("certificate {0} of {1} ({2})", index + 1, count, name.to_string()),
        Err(_) => message!("certificate {0} of {1}", index + 1, count),
    }
}
