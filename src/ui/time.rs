//! Formats instants for display.

use cert_inventory::{Part, Timestamp};
use js_sys::Date;
use leptos::prelude::*;
use panel_logic::utc;
use wasm_bindgen::JsValue;

use crate::ui::strings::labels;

/// A date, with the exact instant in UTC and local time on hover.
#[component]
pub fn Day(time: Part<Timestamp>) -> impl IntoView {
    time.ok().map(|time| {
        let exact = [Some(utc::instant(time)), local_if_different(time)];
        let exact: Vec<_> = exact.into_iter().flatten().collect();
        view! {
            <time class="searched" datetime=time.to_string() title=exact.join(" · ")>
                {utc::day(time)}
            </time>
        }
    })
}

/// The exact instant, in UTC and local time.
#[component]
pub fn Instant(time: Part<Timestamp>) -> impl IntoView {
    match time {
        Ok(time) => {
            let local = local_if_different(time);
            view! {
                <time datetime=time
                    .to_string()>
                    {utc::instant(time)}
                    {local
                        .map(|local| {
                            view! { <span class="quiet-text small line">{local}</span> }
                        })}
                </time>
            }
            .into_any()
        }
        Err(_) => labels::UNREADABLE.localized().into_any(),
    }
}

/// The local hour and minute, with the time zone.
pub fn of_day(time: Timestamp) -> String {
    utc::minute_of(&local(time))
}

fn local_if_different(time: Timestamp) -> Option<String> {
    let local = local(time);
    (local != utc::instant(time)).then_some(local)
}

fn local(time: Timestamp) -> String {
    // Whole seconds up to the year 9999 are exact in a float.
    let date = Date::new(&JsValue::from_f64(time.0 as f64 * 1000.0));
    // Minutes, or NaN for an invalid date, which casts to 0.
    utc::with_offset(time, -date.get_timezone_offset() as i64)
}
