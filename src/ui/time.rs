//! Instants, as a person reads them.

use cert_inventory::{Part, Timestamp};
use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
use leptos::prelude::*;
use panel_logic::utc;
use wasm_bindgen::JsValue;

use crate::language;
use crate::ui::strings::labels;

/// A date, with the exact instant in UTC and in this browser's time zone on hover.
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

/// The exact instant, in UTC and in this browser's time zone.
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

/// The hour and minute of an instant, in this browser's time zone.
pub fn of_day(time: Timestamp) -> String {
    written(time, &Form::OfDay.writer())
}

/// Has the browser load its date formatter, which takes it long the first time.
pub fn preload_formatter() {
    drop(Form::Whole.writer());
}

/// An instant by this browser's clock: for every row, for which the browser's own formatter would
/// take too long.
fn local(time: Timestamp) -> String {
    let behind = Date::new(&milliseconds(time)).get_timezone_offset();
    // Minutes, and no number for what is no date: the cast then gives 0.
    utc::with_offset(time, -behind as i64)
}

fn milliseconds(Timestamp(seconds): Timestamp) -> JsValue {
    // Whole seconds up to the year 9999 are exact in a float.
    JsValue::from_f64(seconds as f64 * 1000.0)
}

/// How much of an instant is written.
#[derive(Clone, Copy)]
enum Form {
    Whole,
    OfDay,
}

impl Form {
    /// Fields of the browser's own way to write dates, and how each is written.
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

    /// The browser's function that writes it, in the language of the page.
    fn writer(self) -> Function {
        let options = Object::new();
        for (name, value) in self.fields() {
            // It fails only for an object that cannot be written to.
            drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
        }
        let tags = Array::of1(&language::current().for_dates().into());
        DateTimeFormat::new(&tags, &options).format()
    }
}

fn written(time: Timestamp, writer: &Function) -> String {
    // It fails for what is no date.
    let written = writer.call1(&JsValue::UNDEFINED, &milliseconds(time));
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
