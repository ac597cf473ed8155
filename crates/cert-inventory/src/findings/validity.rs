//! Rules about when a certificate is valid.

use crate::asn1::time::Timestamp;
use crate::findings::remedy::replace;
use crate::findings::rule::{Context, Explanation};
use crate::findings::subjects::{own_leaf, those};
use crate::inventory::item::Item;
use crate::inventory::known::Trust;
use crate::message;
use crate::text::message::Message;
use crate::x509::expiry::Expiry;

pub(super) fn expired(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those_with(item, context, |expiry| matches!(expiry, Expiry::Expired { .. }))?;
    let refused = match item.trust() {
        Some(Trust::ClientCas) => {
            message!("Client certificates that it signed are refused by the REST API.")
        }
        Some(Trust::IdentityProvider) => {
            message!("The identity provider’s answers may be refused, and single sign-on fail.")
        }
        None => message!("Whoever checks certificates refuses the connection."),
    };
    Some(Explanation {
        meaning: message!("The validity of {0} has ended. {1}", which, refused),
        remedy: renew(item),
    })
}

pub(super) fn not_yet_valid(item: &Item, context: &Context<'_>) -> Option<Explanation> {
    let which = those_with(item, context, |expiry| matches!(expiry, Expiry::NotYetValid { .. }))?;
    Some(Explanation {
        meaning: message!(
            "The validity of {0} has not begun. Until then, whoever checks certificates \
             refuses the connection.",
            which
        ),
        remedy: replace(
            item,
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
    let meaning = if item.is_internode() {
        message!(
            "The validity of {0} ends soon. The cluster rotates it by itself 60 days before, \
             unless expiry_days_before_rotation says otherwise: the rotation may have failed.",
            which
        )
    } else {
        message!(
            "The validity of {0} ends soon. From then on, whoever checks certificates refuses \
             the connection.",
            which
        )
    };
    Some(Explanation { meaning, remedy: renew(item) })
}

pub(super) fn long(item: &Item, _: &Context<'_>) -> Option<Explanation> {
    let leaf = own_leaf(item)?;
    let (not_before, not_after) = (leaf.not_before.ok()?, leaf.not_after.ok()?);
    (not_after > a_year_after(not_before)?).then(|| Explanation {
        meaning: message!(
            "The certificate is valid for more than a year. A year or less is recommended: \
                  a stolen key is of use for as long as its certificate is valid."
        ),
        remedy: message!(
            "Nothing has to be done now. Have the next one issued for a year or less."
        ),
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

fn renew(item: &Item) -> Message {
    let first = match item.trust() {
        Some(Trust::ClientCas) => {
            message!("Get the current CA certificate from whoever runs the CA.")
        }
        Some(Trust::IdentityProvider) => {
            message!("Get the current certificate from the identity provider.")
        }
        None => message!("Have a new certificate issued."),
    };
    replace(item, first)
}
