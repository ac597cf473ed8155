//! Formats instants for display.

use cert_inventory::{Part, Timestamp};
use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
use leptos::prelude::*;
use panel_logic::utc;
use wasm_bindgen::JsValue;

use crate::language;
use crate::ui::strings::labels;

/// A date, with the exact instant in UTC and local time on hover.
#[component]
pub fn Day(time: Part<Timestamp>) -> impl IntoView {
    time.ok().map(|time| {
        view! {
            <time
                class="searched"
                datetime=time.to_string()
                title=format!("{} · {}", utc::instant(time), local(time))
            >
                {utc::day(time)}
            </time>
        }
    })
}

/// The exact instant, in UTC and local time.
#[component]
pub fn Instant(time: Part<Timestamp>) -> impl IntoView {
    match time {
        Ok(time) => view! {
            <time datetime=time
                .to_string()>
                {utc::instant(time)}
                <span class="quiet-text small line">{written(time, &Form::Whole.writer())}</span>
            </time>
        }
        .into_any(),
        Err(_) => labels::UNREADABLE.localized().into_any(),
    }
}

/// The local hour and minute.
pub fn of_day(time: Timestamp) -> String {
    written(time, &Form::OfDay.writer())
}

/// Makes the browser load its date formatter, which is slow the first time.
pub fn preload_formatter() {
    drop(Form::Whole.writer());
}

/// An instant in local time, for every row, where the browser's formatter would be too slow.
fn local(time: Timestamp) -> String {
    let behind = Date::new(&milliseconds(time)).get_timezone_offset();
    // Minutes, or NaN for an invalid date, which casts to 0.
    utc::with_offset(time, -behind as i64)
}

fn milliseconds(Timestamp(seconds): Timestamp) -> JsValue {
    // Whole seconds up to the year 9999 are exact in a float.
    JsValue::from_f64(seconds as f64 * 1000.0)
}

/// How much of an instant to show.
#[derive(Clone, Copy)]
enum Form {
    Whole,
    OfDay,
}

impl Form {
    /// Options for the browser's date formatter.
    fn fields(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Whole => &[
                ("year", "numeric"),
                ("month", "numeric"),
                ("day", "numeric"),
                ("hour", "numeric"),
                ("minute", "numeric"),
                ("second", "numeric"),
                ("timeZoneName", "short"),
            ],
            Self::OfDay => &[("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")],
        }
    }

    /// The browser's formatting function, in the page's language.
    fn writer(self) -> Function {
        let options = Object::new();
        for (name, value) in self.fields() {
            // Fails only for an object that can't be written to.
            drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
        }
        let tags = Array::of1(&language::current().for_dates().into());
        DateTimeFormat::new(&tags, &options).format()
    }
}

fn written(time: Timestamp, writer: &Function) -> String {
    // Fails for an invalid date.
    let written = writer.call1(&JsValue::UNDEFINED, &milliseconds(time));
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
