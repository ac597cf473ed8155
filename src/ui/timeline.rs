//! The timeline of expirations in the next 13 months, and of when what isn't valid yet becomes valid.
//! Each mark is a link or button within the drawing, so that mouse, keyboard, and screen reader users
//! get the same.

use std::sync::Arc;

use cert_inventory::{
    Expiration, Expiring, Expiry, Mark, Month, Timeline as Scale, Timestamp, Verdict, timeline,
};
use js_sys::Number;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::svg;
use panel_logic::{route, utc};
use wasm_bindgen::JsCast;

use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::status::appearance;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

/// Minimum distance between marks in pixels: a touch target (WCAG 2.2, 2.5.8).
const APART: f64 = 26.0;

/// Maximum names in a mark's own name; the rest are counted.
const NAMES: usize = 6;

/// Maximum expirations listed in details; the rest are counted.
const MOST_LISTED: usize = 20;

/// The timeline, and details of the mark under the pointer or focus.
#[component]
pub fn Timeline(panel: Panel) -> impl IntoView {
    let container = NodeRef::<html::Div>::new();
    // Not rendered until known, to render only once.
    let width = RwSignal::new(None::<f64>);
    let measure = move || {
        if let Some(container) = container.get_untracked() {
            width.set(Some(f64::from(container.client_width()).max(APART)));
        }
    };
    Effect::new(move || {
        container.track();
        measure();
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let scale = Memo::new(move |_| {
        let gap = APART / width.get()?;
        panel.inventory.expirations.with(|expirations| {
            let (expirations, now) = expirations.as_ref()?;
            let thresholds = panel.thresholds.get();
            let with_license = panel
                .inventory
                .license
                .get()
                .map(|license| expirations.with_license(&license, *now, &thresholds));
            let expirations = with_license.as_ref().unwrap_or(expirations);
            let scale = timeline(expirations, *now, &thresholds, gap);
            (!scale.marks.is_empty()).then_some(scale)
        })
    });
    let details = Details::new();
    Effect::new(move || {
        scale.track();
        details.close();
    });
    let figure = NodeRef::<html::Figure>::new();
    let is_inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        figure.get_untracked().is_some_and(|figure| figure.contains(node.as_ref()))
    };
    let pressed = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            details.close();
        }
    });
    let elsewhere = move |target| {
        if !is_inside(target) {
            details.close();
        }
    };
    let clicked = window_event_listener(ev::pointerdown, move |event| elsewhere(event.target()));
    let focused = window_event_listener(ev::focusin, move |event| elsewhere(event.target()));
    on_cleanup(move || {
        pressed.remove();
        clicked.remove();
        focused.remove();
    });
    // Where there is little room, only the next expiration is seen at first.
    let folded = RwSignal::new(true);
    let fold_icon = move || if folded.get() { "down" } else { "up" };
    let drawn = move || {
        let scale = scale.get()?;
        let (marks, beyond) = (scale.marks.clone(), scale.beyond.clone());
        let next =
            scale.marks.iter().find(|mark| !mark.expired).and_then(|m| m.expirations.first());
        let next = next.map(|end| {
            view! {
                <div class="timeline-next">
                    <span>{labels::NEXT_END}</span>
                    <ul class="plain">{entry(end, utc::day)}</ul>
                </div>
            }
        });
        let later = phrases::later(beyond.len());
        let shown = {
            let later = later.clone();
            move || {
                let (position, lead, expirations) = match details.shown()? {
                    Part::Mark(at) => {
                        let mark = marks.get(at)?;
                        let lead = (mark.expirations.len() > 1).then(|| lead(mark));
                        (mark.position, lead, &mark.expirations)
                    }
                    Part::Later => (1.0, Some(later.clone()), &beyond),
                };
                Some(draw_details(position, lead, expirations))
            }
        };
        let is_later = move || details.chosen.get() == Some(Part::Later);
        Some(view! {
            <figure
                class="timeline"
                class:folded=move || folded.get()
                node_ref=figure
                on:pointerleave=move |_| details.pointed.set(None)
            >
                <figcaption>
                    <span>{labels::TIMELINE}</span>
                    {next}
                    {legend(&scale)}
                    {(!later.is_empty())
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="later"
                                    aria-expanded=move || is_later().to_string()
                                    on:click=move |_| details.toggle(Part::Later)
                                >
                                    {later}
                                </button>
                            }
                        })}
                    <span class="unreadable">{phrases::unreadable_dates(scale.unreadable)}</span>
                    <button
                        type="button"
                        class="quiet unfold"
                        aria-label=labels::SHOW_TIMELINE
                        aria-expanded=move || (!folded.get()).to_string()
                        on:click=move |_| folded.update(|folded| *folded = !*folded)
                    >
                        {move || view! { <Icon name=fold_icon() /> }}
                    </button>
                </figcaption>
                {drawing(&scale, details)}
                {shown}
            </figure>
        })
    };
    view! { <div node_ref=container>{drawn}</div> }
}

/// A part of the timeline that has details.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The mark with this index.
    Mark(usize),
    /// What expires after the last month.
    Later,
}

/// Whose details are shown.
#[derive(Clone, Copy)]
struct Details {
    /// What the pointer is on, or the focus. The pointer may go on to the details, so what it leaves
    /// stays pointed at.
    pointed: RwSignal<Option<Part>>,
    chosen: RwSignal<Option<Part>>,
}

impl Details {
    fn new() -> Self {
        Self { pointed: RwSignal::new(None), chosen: RwSignal::new(None) }
    }

    fn shown(self) -> Option<Part> {
        self.pointed.get().or(self.chosen.get())
    }

    fn toggle(self, part: Part) {
        self.chosen.update(|chosen| *chosen = (*chosen != Some(part)).then_some(part));
    }

    fn close(self) {
        for part in [self.pointed, self.chosen] {
            if part.get_untracked().is_some() {
                part.set(None);
            }
        }
    }
}

/// What the signs in marks mean beside their dates, and the square.
fn legend(scale: &Scale) -> impl IntoView + use<> {
    let all = || scale.marks.iter().flat_map(|mark| &mark.expirations);
    let verdicts = Verdict::ALL
        .into_iter()
        .filter(|verdict| has_sign(*verdict) && all().any(|end| end.verdict == *verdict));
    let verdicts: Vec<_> = verdicts
        .map(|verdict| {
            let (class, icon) = appearance(verdict, None);
            view! {
                <span class="sign wide-only">
                    <span class=class>
                        <Icon name=icon />
                    </span>
                    {phrases::verdict(verdict)}
                </span>
            }
        })
        .collect();
    // The license comes later than the list.
    let is_license_known = all().any(|end| is_license(end));
    view! {
        <span class="legend" aria-hidden="true">
            <span class="sign" class:to-come=!is_license_known>
                <span class="square">{""}</span>
                {labels::LICENSE}
            </span>
            {verdicts}
        </span>
    }
}

/// Whether a verdict is worse than what its date's place says.
fn has_sign(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Broken | Verdict::NotYetValid | Verdict::Warning)
}

fn drawing(scale: &Scale, details: Details) -> impl IntoView + use<> {
    let zone = |from: f64, to: f64, class: &'static str| {
        svg::rect()
            .class(class)
            .attr("x", percent(from))
            .attr("width", percent(to - from))
            .attr("y", "6")
            .attr("height", "20")
    };
    let zones = (
        zone(0.0, scale.now, "zone-past"),
        zone(scale.now, scale.critical, "zone-bad"),
        zone(scale.critical, scale.warning, "zone-warn"),
        zone(scale.warning, 1.0, "zone-good"),
    );
    let today = (
        svg::line()
            .class("today")
            .attr("x1", percent(scale.now))
            .attr("x2", percent(scale.now))
            .attr("y1", "0")
            .attr("y2", "32"),
        svg::text()
            .class("today-word")
            .attr("x", percent(scale.now))
            .attr("y", "45")
            .child(labels::TODAY.localized()),
    );
    // A label under today's would be unreadable.
    let months = scale.months.iter().filter(|month| month.position > scale.now + 0.04);
    let months: Vec<_> = months.enumerate().map(|(at, month)| month_label(at, month)).collect();
    let marks: Vec<_> = scale
        .marks
        .iter()
        .enumerate()
        .map(|(at, mark)| draw_mark(at, mark, zone_of(mark, scale), details))
        .collect();
    svg::svg()
        .class("timeline-line")
        .attr("role", "group")
        .attr("aria-label", labels::TIMELINE.localized())
        .child((zones, months, today, marks))
}

fn month_label(at: usize, month: &Month) -> impl IntoView + use<> {
    // Phones have room for one label in three.
    let class = if at % 3 == 1 { "month" } else { "month wide-only" };
    let word = labels::month(month.month).localized();
    let text = if month.month == 1 { format!("{word} {}", month.year) } else { word.to_owned() };
    (
        svg::line()
            .class("tick")
            .attr("x1", percent(month.position))
            .attr("x2", percent(month.position))
            .attr("y1", "6")
            .attr("y2", "30"),
        svg::text()
            .class(class)
            .attr("x", percent(month.position))
            .attr("y", "45")
            .attr("aria-hidden", "true")
            .child(text),
    )
}

/// The class of the zone that a mark is in. What isn't valid yet is bad until it is.
fn zone_of(mark: &Mark, scale: &Scale) -> &'static str {
    let is_yet_to_begin = mark.expirations.iter().all(|end| end.begins.is_some());
    if mark.expired || is_yet_to_begin || mark.position < scale.critical {
        "bad"
    } else if mark.position < scale.warning {
        "warn"
    } else {
        "good"
    }
}

/// A mark: its ring has the color of its date, its sign that of the worst verdict.
fn draw_mark(
    at: usize,
    mark: &Mark,
    zone: &'static str,
    details: Details,
) -> impl IntoView + use<> {
    let (class, icon) = mark
        .expirations
        .iter()
        .min_by_key(|end| (end.verdict, end.expiry))
        .map_or(("", ""), |end| appearance(end.verdict, Some(end.expiry)));
    let only = match &mark.expirations[..] {
        [end] => end.occurrences().first().map(|place| route::certificate(&place.name)),
        _ => None,
    };
    let (is_button, part) = (only.is_none(), Part::Mark(at));
    let toggle = move |event: &ev::Event| {
        if is_button {
            event.prevent_default();
            details.toggle(part);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == " " {
            toggle(&event);
        }
    };
    let x = if mark.expired { "0".to_owned() } else { percent(mark.position) };
    let number = (mark.expirations.len() > 1).then(|| {
        svg::text()
            .class(format!("mark-number {class}"))
            .attr("x", x.clone())
            .attr("y", "20")
            .child(mark.expirations.len().to_string())
    });
    let sign = (mark.expirations.len() == 1).then(|| {
        svg::r#use()
            .class(format!("icon {class}"))
            .attr("href", format!("#icon-{icon}"))
            .attr("x", x.clone())
            .attr("y", "9")
            .attr("width", "14")
            .attr("height", "14")
            .attr("transform", "translate(-7 0)")
    });
    svg::a()
        .class(format!("end {zone}"))
        .attr("href", only.unwrap_or_else(|| "#/".to_owned()))
        .attr("role", if is_button { "button" } else { "link" })
        .attr("aria-label", label_of(mark))
        .attr("aria-expanded", move || {
            is_button.then(|| (details.chosen.get() == Some(part)).to_string())
        })
        .on(ev::click, move |event| toggle(&event))
        .on(ev::keydown, key)
        .on(ev::pointerenter, move |_| details.pointed.set(Some(part)))
        .on(ev::focus, move |_| details.pointed.set(Some(part)))
        .on(ev::blur, move |_| details.pointed.set(None))
        .child((shape(mark, x), sign, number))
}

/// Round, and square for the license, which is no certificate.
fn shape(mark: &Mark, x: String) -> AnyView {
    if let [end] = &mark.expirations[..]
        && is_license(end)
    {
        let square = svg::rect().attr("x", x).attr("y", "6").attr("width", "20");
        let square =
            square.attr("height", "20").attr("rx", "4").attr("transform", "translate(-10 0)");
        return square.into_any();
    }
    svg::circle().attr("cx", x).attr("cy", "16").attr("r", "11").into_any()
}

/// A mark's accessible name.
fn label_of(mark: &Mark) -> String {
    match &mark.expirations[..] {
        [end] => format!("{}, {}", names(end), end_date(end, utc::instant)),
        expirations => {
            format!(
                "{}: {}",
                lead(mark),
                phrases::first_of(expirations.iter().map(|end| names(end)), NAMES)
            )
        }
    }
}

/// What several certificates have in common, and how many of them have which verdict: the color is
/// the worst one's.
fn lead(mark: &Mark) -> String {
    let verdicts = Verdict::ALL.into_iter().filter_map(|verdict| {
        let count = mark.expirations.iter().filter(|end| end.verdict == verdict).count();
        (count > 0).then(|| phrases::verdict_count(verdict, count))
    });
    let verdicts = verdicts.collect::<Vec<_>>().join(", ");
    let count = mark.expirations.len();
    let together = match mark.expirations.iter().any(|end| end.begins.is_some()) {
        true => phrases::begin_or_end_together(count, mark.within_an_hour),
        false => phrases::ends_together(count, mark.expired, mark.within_an_hour),
    };
    format!("{together} ({verdicts})")
}

/// What is at a position, below it.
fn draw_details(
    position: f64,
    lead: Option<String>,
    expirations: &[Arc<Expiration>],
) -> impl IntoView + use<> {
    let more = expirations.len().saturating_sub(MOST_LISTED);
    let rows: Vec<_> =
        expirations.iter().take(MOST_LISTED).map(|end| entry(end, utc::instant)).collect();
    // In line with it at either end, so always inside the timeline.
    let shift = format!("translateX(-{})", percent(position));
    view! {
        <div class="timeline-told" style:left=percent(position) style:transform=shift>
            {lead.map(|lead| view! { <p>{lead}</p> })}
            <ul class="plain">{rows}</ul>
            {(more > 0).then(|| view! { <p class="quiet-text">{phrases::and_more(more)}</p> })}
        </div>
    }
}

/// One expiration, in a list.
fn entry(end: &Expiration, date: fn(Timestamp) -> String) -> impl IntoView + use<> {
    let (class, icon) = appearance(end.verdict, Some(end.expiry));
    let names = match end.occurrences().first() {
        Some(place) => {
            let href = route::certificate(&place.name);
            view! { <a href=href>{names(end)}</a> }.into_any()
        }
        None => view! { <span>{names(end)}</span> }.into_any(),
    };
    view! {
        <li>
            <span class=format!("status {class}")>
                <Icon name=icon />
            </span>
            {names}
            <span class="quiet-text" title=utc::instant(end.at())>
                {end_date(end, date)}
            </span>
        </li>
    }
}

/// The names that the certificate stands under.
fn names(end: &Expiration) -> String {
    if is_license(end) {
        return labels::LICENSE.localized().to_owned();
    }
    let mut names: Vec<_> = Vec::new();
    for place in end.occurrences() {
        let name = shown(&place.name);
        let name = if place.is_leaf { name } else { phrases::chain_of(&name) };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    phrases::first_of(names.into_iter(), 3)
}

fn is_license(end: &Expiration) -> bool {
    matches!(end.subject, Expiring::License)
}

fn end_date(end: &Expiration, date: fn(Timestamp) -> String) -> String {
    let date = match (end.begins, end.expiry) {
        (Some(begin), _) => phrases::begins_at(&date(begin)),
        (None, expiry) => {
            phrases::ends_at(&date(end.not_after), matches!(expiry, Expiry::Expired { .. }))
        }
    };
    match end.verdict {
        // What the date does not say.
        Verdict::Broken | Verdict::Warning => format!("{}, {date}", phrases::verdict(end.verdict)),
        _ => date,
    }
}

/// A fraction as an attribute. Uses the browser's number formatting, because Rust's adds to the
/// download.
pub fn percent(fraction: f64) -> String {
    let number = Number::from(fraction * 100.0).to_fixed(3);
    // Fails only for more than a hundred digits.
    number.map_or_else(|_| "0".to_owned(), |digits| format!("{}%", String::from(digits)))
}
