//! Rules about when a certificate is valid.

use crate::asn1::time::Timestamp;
use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation, Remedy};
use crate::findings::subjects::{own_leaf, those};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::message;
use crate::text::message::Message;
use crate::text::sorted::sorted;
use crate::x509::certificate::Certificate;
use crate::x509::chain::{Link, chain};
use crate::x509::expiry::Expiry;

pub(super) fn never_valid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those_with(item, context, |expiry| expiry == Expiry::NeverValid)?;
    Some(Explanation {
        meaning: message!(
            "The validity of {0} ends before it begins, so that it is valid at no time. Whoever \
             checks certificates refuses the connection.",
            which
        ),
        remedy: replace(item, context, message!("Have it issued again with its dates in order.")),
    })
}

pub(super) fn expired(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let has_ended = |expiry| matches!(expiry, Expiry::Expired { .. });
    let which = those_with(item, context, has_ended)?;
    let need = Need::of(item, context, has_ended);
    let refused = match (need, item.trust()) {
        (Need::Nobody | Need::Some, _) => need.message(),
        (_, Some(Trust::ClientCas)) => {
            message!("Client certificates that it signed are refused by the REST API.")
        }
        (_, Some(Trust::IdentityProvider)) => {
            message!("The identity provider’s answers may be refused, and single sign-on fail.")
        }
        (Need::All, None) => message!("Whoever checks certificates refuses the connection."),
    };
    Some(Explanation {
        meaning: message!("The validity of {0} has ended. {1}", which, refused),
        remedy: renew(item, context, need),
    })
}

pub(super) fn not_yet_valid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let has_not_begun = |expiry| matches!(expiry, Expiry::NotYetValid { .. });
    let which = those_with(item, context, has_not_begun)?;
    let refused = match Need::of(item, context, has_not_begun) {
        Need::All => {
            message!("Until then, whoever checks certificates refuses the connection.")
        }
        need => need.message(),
    };
    Some(Explanation {
        meaning: message!("The validity of {0} has not begun. {1}", which, refused),
        remedy: replace(
            item,
            context,
            message!(
                "Check the clocks of the nodes and of the machine that issued it. If they are right, \
             wait, or have one issued that is valid from now."
            ),
        ),
    })
}

pub(super) fn expires_soon(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let soon = |expiry| {
        matches!(expiry, Expiry::ExpiresToday | Expiry::Critical { .. } | Expiry::Soon { .. })
    };
    let which = those_with(item, context, soon)?;
    let need = Need::of(item, context, soon);
    let then = if item.is_made_by_cluster() {
        message!(
            "The cluster rotates its own by itself 60 days before, unless \
             expiry_days_before_rotation says otherwise: the rotation may have failed."
        )
    } else if item.is_internode() {
        message!(
            "The cluster does not renew yours: 5 days before the end it puts a self-signed one in \
             its place."
        )
    } else {
        match need {
            Need::All => {
                message!("From then on, whoever checks certificates refuses the connection.")
            }
            need => need.message(),
        }
    };
    Some(Explanation {
        meaning: message!("The validity of {0} ends soon. {1}", which, then),
        remedy: renew(item, context, need),
    })
}

/// Who needs the certificates of an item that are not valid.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// Whoever checks: the leaf is one of them, or the entry is no chain.
    All,
    /// Those that know no other certificate of its name and key: an issuer of the leaf is one of
    /// them, and without it no way here leads to a root.
    Some,
    /// Others here do instead, or no way leads to it.
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

    fn message(self) -> Message {
        match self {
            Self::Nobody => message!("Nobody needs it: the others do without."),
            Self::Some | Self::All => message!(
                "Clients that need it refuse the connection; those that know a valid certificate \
                 of its name and key do not."
            ),
        }
    }
}

/// Whether each of these has another of its name and key beside it that is none of these. Looked
/// up, because an entry can hold thousands.
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

/// Whether the leaf has a way to a self-signed certificate that leads around these.
fn is_complete_without(
    item: &Item,
    context: &Context<'_>,
    is_left_out: impl Fn(&Certificate) -> bool,
) -> bool {
    let others = item.certificates.iter().filter(|certificate| !is_left_out(certificate));
    let others = chain(&others.cloned().collect::<Vec<_>>(), context.verdicts);
    let last = others.path.last().and_then(|last| others.links.get(*last));
    last == Some(&Link::SelfSigned)
}

pub(super) fn long(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let leaf = own_leaf(item)?;
    let (not_before, not_after) = (leaf.not_before.ok()?, leaf.not_after.ok()?);
    (not_after > a_year_after(not_before)?).then(|| Explanation {
        meaning: message!(
            "The certificate is valid for more than a year. A year or less is recommended: \
                  a stolen key is of use for as long as its certificate is valid."
        ),
        remedy: Remedy::Other(message!(
            "Nothing has to be done now. Have the next one issued for a year or less."
        )),
    })
}

/// The same day and time a calendar year later; the day after 28 February where there is no 29th.
fn a_year_after(instant: Timestamp) -> Option<Timestamp> {
    let date = instant.civil();
    let on = |month, day| {
        let year = date.year + 1;
        Timestamp::from_civil(year, month, day, date.hour, date.minute, date.second)
    };
    on(date.month, date.day).or_else(|| on(3, 1))
}

fn those_with(
    item: &Item,
    context: &Context<'_>,
    holds: impl Fn(Expiry) -> bool,
) -> Option<Message> {
    those(item, |_, certificate| holds(certificate.expiry(context.now, &context.thresholds)))
}

fn renew(item: &Item, context: &Context<'_>, need: Need) -> Remedy {
    let first = match (need, item.trust()) {
        (Need::Nobody, _) => message!("Leave it out."),
        (Need::Some, _) => {
            message!("Put the current certificate of that CA in its place, or leave it out.")
        }
        (_, Some(Trust::ClientCas)) => {
            message!("Get the current CA certificate from whoever runs the CA.")
        }
        (_, Some(Trust::IdentityProvider)) => {
            message!("Get the current certificate from the identity provider.")
        }
        (Need::All, None) => message!("Have a new certificate issued."),
    };
    replace(item, context, first)
}
