//! The timeline of expirations in the next 13 months. Each mark is a link or button within the
//! drawing, so that mouse, keyboard, and screen reader users get the same.

use cert_inventory::{
    Expiration, Expiring, Expiry, Mark, Month, Timeline as Scale, Verdict, timeline,
};
use js_sys::Number;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::svg;
use panel_logic::{route, utc};

use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::status::appearance;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;

/// Minimum distance between marks in pixels: a touch target (WCAG 2.2, 2.5.8).
const APART: f64 = 26.0;

/// Maximum names listed for a mark; the rest are counted.
const NAMES: usize = 6;

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
    // The mark under the pointer, then the pressed one.
    let pointed = RwSignal::new(None::<usize>);
    let chosen = RwSignal::new(None::<usize>);
    Effect::new(move || {
        scale.track();
        pointed.set(None);
        chosen.set(None);
    });
    // The pointer may go on to what a mark stands for, so a mark that it leaves stays pointed at.
    let leave = move |_| pointed.set(None);
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            pointed.set(None);
            chosen.set(None);
        }
    };
    // Where there is little room, only the next expiration is seen at first.
    let folded = RwSignal::new(true);
    let fold_icon = move || if folded.get() { "down" } else { "up" };
    let drawn = move || {
        let scale = scale.get()?;
        let marks = StoredValue::new(scale.marks.clone());
        let next =
            scale.marks.iter().find(|mark| !mark.expired).and_then(|m| m.expirations.first());
        let next = next.map(|end| {
            view! { <div class="timeline-next">{labels::NEXT_END} <ul class="plain">{entry(end)}</ul></div> }
        });
        let detailed = move || {
            let at = pointed.get().or(chosen.get())?;
            let mark = marks.with_value(|marks| marks.get(at).cloned())?;
            Some(view! { <div class="timeline-told">{details(&mark)}</div> })
        };
        let left_out = phrases::beyond(scale.beyond, scale.unreadable);
        Some(view! {
            <figure
                class="timeline"
                class:folded=move || folded.get()
                on:pointerleave=leave
                on:keydown=key
            >
                <figcaption>
                    <span>{labels::TIMELINE}</span>
                    {next}
                    <span class="left-out">{left_out}</span>
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
                {drawing(&scale, pointed, chosen)}
                {detailed}
            </figure>
        })
    };
    view! { <div node_ref=container>{drawn}</div> }
}

fn drawing(
    scale: &Scale,
    pointed: RwSignal<Option<usize>>,
    chosen: RwSignal<Option<usize>>,
) -> impl IntoView + use<> {
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
        .map(|(at, mark)| draw_mark(at, mark, pointed, chosen))
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

fn draw_mark(
    at: usize,
    mark: &Mark,
    pointed: RwSignal<Option<usize>>,
    chosen: RwSignal<Option<usize>>,
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
    let is_button = only.is_none();
    let toggle = move |event: &ev::Event| {
        if is_button {
            event.prevent_default();
            chosen.update(|chosen| *chosen = (*chosen != Some(at)).then_some(at));
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
            .class("mark-number")
            .attr("x", x.clone())
            .attr("y", "20")
            .child(mark.expirations.len().to_string())
    });
    let sign = (mark.expirations.len() == 1).then(|| {
        svg::r#use()
            .class("icon")
            .attr("href", format!("#icon-{icon}"))
            .attr("x", x.clone())
            .attr("y", "9")
            .attr("width", "14")
            .attr("height", "14")
            .attr("transform", "translate(-7 0)")
    });
    svg::a()
        .class(format!("end {class}"))
        .attr("href", only.unwrap_or_else(|| "#/".to_owned()))
        .attr("role", if is_button { "button" } else { "link" })
        .attr("aria-label", label_of(mark))
        .attr("aria-expanded", move || is_button.then(|| (chosen.get() == Some(at)).to_string()))
        .on(ev::click, move |event| toggle(&event))
        .on(ev::keydown, key)
        .on(ev::pointerenter, move |_| pointed.set(Some(at)))
        .on(ev::focus, move |_| pointed.set(Some(at)))
        .on(ev::blur, move |_| pointed.set(None))
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
        [end] => format!("{}, {}", names(end), end_date(end)),
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
    let together =
        phrases::ends_together(mark.expirations.len(), mark.expired, mark.within_an_hour);
    format!("{together} ({verdicts})")
}

/// A mark's details, below the timeline.
fn details(mark: &Mark) -> impl IntoView + use<> {
    let lead = (mark.expirations.len() > 1).then(|| lead(mark));
    let more = mark.expirations.len().saturating_sub(NAMES);
    let rows: Vec<_> = mark.expirations.iter().take(NAMES).map(|end| entry(end)).collect();
    view! {
        {lead.map(|lead| view! { <p>{lead}</p> })}
        <ul class="plain">{rows}</ul>
        {(more > 0).then(|| view! { <p class="quiet-text">{phrases::and_more(more)}</p> })}
    }
}

/// One expiration, in a list.
fn entry(end: &Expiration) -> impl IntoView + use<> {
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
            <span class="quiet-text">{end_date(end)}</span>
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

fn end_date(end: &Expiration) -> String {
    let expired = matches!(end.expiry, Expiry::Expired { .. });
    let date = phrases::ends_at(&utc::instant(end.not_after), expired);
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
