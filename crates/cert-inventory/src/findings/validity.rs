//! Rules about validity periods.

use crate::asn1::time::Timestamp;
use crate::findings::reach::Reach;
use crate::findings::remedy::{self, replace};
use crate::findings::rule::{Context, Explanation, Remedy};
use crate::findings::subjects::{Subject, own_leaf, those, those_first};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::message;
use crate::text::message::Message;
use crate::text::sorted::sorted;
use crate::x509::certificate::Certificate;
use crate::x509::chain::{Link, chain};
use crate::x509::expiry::Expiry;

pub(super) fn never_valid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those(item, with(context, |expiry| expiry == Expiry::NeverValid))?;
    Some(Explanation {
        reach: Reach::Verifiers,
        meaning: message!(
            "The validity period of {0} ends before it starts, so it’s never valid.",
            which
        ),
        remedy: remedy::renew(item, context, Some(message!("correct dates"))),
    })
}

pub(super) fn expired(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let has_ended = |expiry| matches!(expiry, Expiry::Expired { .. });
    let certificates = those_first(item, with(context, has_ended))?;
    let need = Need::of(item, context, has_ended);
    let meaning = match certificates {
        Subject::One(certificates) => message!("{0} expired.", certificates),
        Subject::Several(several) => message!("{0} have expired.", several),
    };
    Some(Explanation {
        reach: need.reach(),
        meaning: need.with_limits(meaning),
        remedy: renew(item, context, need),
    })
}

pub(super) fn not_yet_valid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let has_not_begun = |expiry| matches!(expiry, Expiry::NotYetValid { .. });
    let which = those(item, with(context, has_not_begun))?;
    let need = Need::of(item, context, has_not_begun);
    let meaning = message!("The validity period of {0} hasn’t started.", which);
    Some(Explanation {
        reach: need.reach(),
        meaning: need.with_limits(meaning),
        remedy: replace(
            item,
            context,
            message!(
                "Check the clocks on the nodes and on the machine that issued it. If they’re \
                 right, wait, or get a certificate that’s already valid."
            ),
        ),
    })
}

pub(super) fn expires_soon(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let soon = |expiry| {
        matches!(expiry, Expiry::ExpiresToday | Expiry::Critical { .. } | Expiry::Soon { .. })
    };
    let certificates = those_first(item, with(context, soon))?;
    let need = Need::of(item, context, soon);
    let meaning = match certificates {
        Subject::One(certificates) => message!("{0} will expire soon.", certificates),
        Subject::Several(several) => message!("{0} expire soon.", several),
    };
    let meaning = if item.is_made_by_cluster() {
        message!(
            "{0} The cluster rotates certificates it generated 60 days before they expire, unless \
             expiry_days_before_rotation says otherwise, so rotation may have failed.",
            meaning
        )
    } else if item.is_internode() {
        message!(
            "{0} The cluster doesn’t renew certificates you installed: 5 days before this one \
             expires, the cluster replaces it with a self-signed one.",
            meaning
        )
    } else {
        match (need, Reach::Verifiers.message(item)) {
            (Need::All, Some(affected)) => message!("{0} After that: {1}", meaning, affected),
            _ => need.with_limits(meaning),
        }
    };
    Some(Explanation { reach: Reach::Nobody, meaning, remedy: renew(item, context, need) })
}

/// Who needs an item's invalid certificates.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// Every verifier: the leaf is among them, or the entry isn't a chain.
    All,
    /// Verifiers without another certificate for the same name and key: an issuer of the leaf is
    /// among them, and without it, no path here leads to a root.
    Some,
    /// No one: others here replace them, or no path includes them.
    Nobody,
}

impl Need {
    fn of(item: &Item, context: &Context<'_>, is_such: impl Fn(Expiry) -> bool) -> Self {
        let is_bad = |certificate: &Certificate| {
            is_such(certificate.expiry(context.now, &context.thresholds))
        };
        if item.leaf().is_none_or(&is_bad) && item.trust() != Some(Trust::ClientCas) {
            return Self::All;
        }
        if are_replaced(item, is_bad) {
            return Self::Nobody;
        }
        if item.trust().is_some() {
            return Self::All;
        }
        let mut path = item.chain.path.iter().filter_map(|index| item.certificates.get(*index));
        if !path.any(&is_bad) || is_complete_without(item, context, is_bad) {
            Self::Nobody
        } else {
            Self::Some
        }
    }

    fn reach(self) -> Reach {
        match self {
            Self::Nobody => Reach::Nobody,
            Self::Some => Reach::Strict,
            Self::All => Reach::Verifiers,
        }
    }

    /// A sentence about these certificates, and who doesn't need them.
    fn with_limits(self, meaning: Message) -> Message {
        match self {
            Self::Nobody => {
                message!("{0} It isn’t needed: the other certificates are enough.", meaning)
            }
            Self::Some => message!(
                "{0} Software that has a valid certificate with the same name and key doesn’t \
                 need it.",
                meaning
            ),
            Self::All => meaning,
        }
    }
}

/// Whether each of these has a replacement with its name and key that isn't among them. Indexed,
/// because an entry can have thousands.
fn are_replaced(item: &Item, is_such: impl Fn(&Certificate) -> bool) -> bool {
    const MOST: usize = 16;
    fn key(certificate: &Certificate) -> Option<&[u8]> {
        certificate.spki().ok()
    }
    let (bad, good): (Vec<&Certificate>, Vec<_>) =
        item.certificates.iter().partition(|it| is_such(it));
    let good = sorted(good, |a, b| key(a).cmp(&key(b)));
    bad.into_iter().all(|bad| {
        let start = good.partition_point(|good| key(good) < key(bad));
        good.iter().skip(start).take(MOST).any(|good| good.certifies_as(bad))
    })
}

/// Whether the leaf has a path to a self-signed certificate that avoids these.
fn is_complete_without(
    item: &Item,
    context: &Context<'_>,
    is_left_out: impl Fn(&Certificate) -> bool,
) -> bool {
    let others = item.certificates.iter().filter(|certificate| !is_left_out(certificate));
    let others = chain(&others.cloned().collect::<Vec<_>>(), context.signatures);
    let last = others.path.last().and_then(|last| others.links.get(*last));
    last == Some(&Link::SelfSigned)
}

pub(super) fn long(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let leaf = own_leaf(item)?;
    let (not_before, not_after) = (leaf.not_before.ok()?, leaf.not_after.ok()?);
    (not_after > a_year_after(not_before)?).then(|| Explanation {
        reach: Reach::Nobody,
        meaning: message!(
            "The certificate is valid for more than a year. A year or less is recommended, \
             because a stolen key is useful for as long as its certificate is valid."
        ),
        remedy: Remedy::Other(message!(
            "No action is needed now. Get the next one for a year or less."
        )),
    })
}

/// The same day and time a calendar year later; for February 29, March 1.
fn a_year_after(instant: Timestamp) -> Option<Timestamp> {
    let date = instant.civil();
    let on = |month, day| {
        let year = date.year + 1;
        Timestamp::from_civil(year, month, day, date.hour, date.minute, date.second)
    };
    on(date.month, date.day).or_else(|| on(3, 1))
}

/// Whether something holds of a certificate's expiry.
fn with(
    context: &Context<'_>,
    holds: impl Fn(Expiry) -> bool,
) -> impl Fn(usize, &Certificate) -> bool {
    move |_, certificate| holds(certificate.expiry(context.now, &context.thresholds))
}

fn renew(item: &Item, context: &Context<'_>, need: Need) -> Remedy {
    match need {
        Need::Nobody => replace(item, context, message!("Leave it out.")),
        Need::Some => {
            let get = message!("Get the CA’s current certificate to use in its place.");
            replace(item, context, get)
        }
        Need::All => remedy::renew(item, context, None),
    }
}
