//! Instants, as a person reads them.

use cert_inventory::{Part, Timestamp};
use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::words;
use crate::language;

/// A date, with the exact instant in UTC and in this browser's time zone on hover.
#[component]
pub fn Day(time: Part<Timestamp>) -> impl IntoView {
    time.ok().map(|time| {
        view! {
            <time datetime=time.to_string() title=format!("{} · {}", utc(time), local(time))>
                {day(time)}
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
        Err(_) => words::UNREADABLE.told().into_any(),
    }
}

/// The day of an instant in UTC, as 2027-01-31.
pub fn day(time: Timestamp) -> String {
    let mut instant = time.to_string();
    if let Some(end) = instant.find('T') {
        instant.truncate(end);
    }
    instant
}

/// The hour and minute of an instant, in this browser's time zone.
pub fn of_day(time: Timestamp) -> String {
    let short = options(&[("hour", "2-digit"), ("minute", "2-digit")]);
    date(time).to_locale_time_string_with_options(&language::current().for_dates(), &short).into()
}

/// The month of an instant in UTC, in a few letters, with or without the year.
pub fn month(time: Timestamp, with_year: bool) -> String {
    let mut short = vec![("month", "short"), ("timeZone", "UTC")];
    if with_year {
        short.push(("year", "numeric"));
    }
    date(time).to_locale_date_string(&language::current().for_dates(), &options(&short)).into()
}

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (name, value) in pairs {
        // It fails only for an object that cannot be written to.
        drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    options.into()
}

/// An instant in UTC.
pub fn utc(time: Timestamp) -> String {
    time.to_string().replace('T', " ").replace('Z', " UTC")
}

fn local(time: Timestamp) -> String {
    date(time).to_locale_string(&language::current().for_dates(), &Object::new()).into()
}

fn date(Timestamp(seconds): Timestamp) -> Date {
    // Whole seconds up to the year 9999 are exact in a float.
    Date::new(&JsValue::from_f64(seconds as f64 * 1000.0))
}
