//! How much of a certificate's validity period has passed.

use cert_inventory::{Certificate, Timestamp, Verdict};
use leptos::prelude::*;
use leptos::svg;

use crate::state::Panel;
use crate::ui::status::appearance;
use crate::ui::strings::phrases;
use crate::ui::timeline::percent;

const DAY: i64 = 86_400;

/// A bar from the first valid second to the last, with today's position. Empty if either date is
/// unreadable, or without an expiration date.
#[component]
pub fn ValidityBar<'a>(panel: Panel, certificate: &'a Certificate) -> impl IntoView + use<> {
    let (Ok(Timestamp(from)), Ok(until)) = (certificate.not_before, certificate.not_after) else {
        return None;
    };
    let length = until.0.checked_sub(from).filter(|length| *length > 0)?;
    if until == Timestamp::NEVER_EXPIRES {
        return None;
    }
    let now = panel.clock.minute.get_untracked();
    let elapsed = now.0.saturating_sub(from).clamp(0, length);
    let expiry = certificate.expiry(now, &panel.thresholds.get());
    let (class, _) = appearance(Verdict::of(expiry, None), Some(expiry));
    let over = percent(elapsed as f64 / length as f64);
    let bar = svg::svg().class("validity-bar").attr("aria-hidden", "true").child((
        svg::rect().attr("width", "100%").attr("height", "100%").attr("rx", "4"),
        svg::rect()
            .class(format!("over {class}"))
            .attr("width", over)
            .attr("height", "100%")
            .attr("rx", "4"),
    ));
    Some(view! {
        <span class="validity">
            {bar}
            <span class="quiet-text small">
                {phrases::elapsed((elapsed / DAY + 1).min(length / DAY), length / DAY)}
                {certificate
                    .percent_left(now)
                    .map(|left| format!(", {}", phrases::percent_left(left)))}
            </span>
        </span>
    })
}
