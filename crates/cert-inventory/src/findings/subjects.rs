//! Which of an item's certificates a rule applies to, and how sentences refer to it.

use crate::inventory::item::Item;
use crate::message;
use crate::text::message::Message;
use crate::x509::certificate::Certificate;

/// The leaf, if the cluster presents it. `None` for entries without a key, whose certificates
/// belong to others; an unknown name is judged by its contents.
pub(super) fn own_leaf(item: &Item) -> Option<&Certificate> {
    let is_own = match item.known() {
        Some(known) => known.has_key,
        None => item.key.is_some() || !item.leaf()?.is_ca(),
    };
    if is_own { item.leaf() } else { None }
}

/// Names an item's certificates that satisfy a condition: `the certificate` if it has only one,
/// otherwise `certificate 2 of 3 (CN=…)`. `None` if there are none. Always after a preposition, such
/// as `of`, because languages inflect it.
pub(crate) fn those(item: &Item, holds: impl Fn(usize, &Certificate) -> bool) -> Option<Message> {
    joined(matching(item, holds).map(|(index, certificate)| named(item, index, certificate)))
}

/// The subject of a sentence, whose verb depends on the number.
pub(super) enum Subject {
    One(Message),
    Several(Message),
}

/// The same as the subject of a sentence.
pub(super) fn those_first(
    item: &Item,
    holds: impl Fn(usize, &Certificate) -> bool,
) -> Option<Subject> {
    let are_several = matching(item, &holds).nth(1).is_some();
    let names = joined(matching(item, holds).enumerate().map(|(at, (index, certificate))| {
        let count = item.certificates.len();
        match (at, count, certificate.shown_name()) {
            (0, 1, _) => message!("The certificate"),
            (0, _, Some(name)) => message!("Certificate {0} of {1} ({2})", index + 1, count, name),
            (0, _, None) => message!("Certificate {0} of {1}", index + 1, count),
            _ => named(item, index, certificate),
        }
    }))?;
    Some(if are_several { Subject::Several(names) } else { Subject::One(names) })
}

fn matching(
    item: &Item,
    holds: impl Fn(usize, &Certificate) -> bool,
) -> impl Iterator<Item = (usize, &Certificate)> {
    let all = item.certificates.iter().enumerate();
    all.filter(move |(index, certificate)| holds(*index, certificate))
}

fn named(item: &Item, index: usize, certificate: &Certificate) -> Message {
    match item.certificates.len() {
        1 => message!("the certificate"),
        _ => certificate_of(item, index, certificate),
    }
}

/// Joins a list for a sentence: the first [`MOST`], then the number of others, because an entry can
/// have thousands of certificates. `None` if it's empty.
pub(crate) fn joined(mut parts: impl Iterator<Item = Message>) -> Option<Message> {
    const MOST: usize = 5;
    let list = parts.by_ref().take(MOST);
    let list = list.reduce(|some, another| message!("{0} and {1}", some, another))?;
    Some(match parts.count() {
        0 => list,
        1 => message!("{0} and one more", list),
        more => message!("{0} and {1} more", list, more),
    })
}

/// One of an item's certificates by position, and by name if it has one.
pub(super) fn certificate_of(item: &Item, index: usize, certificate: &Certificate) -> Message {
    let count = item.certificates.len();
    match certificate.shown_name() {
        Some(name) => message!("certificate {0} of {1} ({2})", index + 1, count, name),
        None => message!("certificate {0} of {1}", index + 1, count),
    }
}
