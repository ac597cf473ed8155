//! Instants, as a person reads them.

use cert_inventory::{Part, Timestamp};
use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::words;

/// A date, with the exact instant in UTC and in this browser's time zone on hover.
#[component]
pub fn Day(time: Part<Timestamp>) -> impl IntoView {
    time.ok().map(|time| {
        let machine = time.to_string();
        let day = machine.split('T').next().unwrap_or_default().to_owned();
        view! {
            <time datetime=machine title=format!("{} · {}", utc(time), local(time))>
                {day}
            </time>
        }
    })
}

/// The exact instant, in UTC and in this browser's time zone.
#[component]
pub fn Instant(time: Part<Timestamp>) -> impl IntoView {
    match time {
        Ok(time) => view! {
            <time datetime=time.to_string()>
                {utc(time)}
                <span class="quiet-text small line">{local(time)}</span>
            </time>
        }
        .into_any(),
        Err(_) => words::UNREADABLE.into_any(),
    }
}

/// The hour and minute of an instant, in this browser's time zone and manner.
pub fn of_day(time: Timestamp) -> String {
    let short = Object::new();
    for part in ["hour", "minute"] {
        // It fails only for an object that cannot be written to.
        drop(Reflect::set(&short, &part.into(), &"2-digit".into()));
    }
    let options = short.as_ref();
    date(time).to_locale_time_string_with_options("default", options).into()
}

fn utc(time: Timestamp) -> String {
    time.to_string().replace('T', " ").replace('Z', " UTC")
}

fn local(time: Timestamp) -> String {
    date(time).to_locale_string("default", &Object::new()).into()
}

fn date(Timestamp(seconds): Timestamp) -> Date {
    // Whole seconds up to the year 9999 are exact in a float.
    Date::new(&JsValue::from_f64(seconds as f64 * 1000.0))
}
