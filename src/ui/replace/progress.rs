//! A replacement that is under way.

use leptos::prelude::*;
use panel_logic::replacing::Replacing;

use super::title::Title;
use crate::state::{Panel, Tray};
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;
use crate::ui::waiting::Waiting;

#[component]
pub fn Progress(panel: Panel, tray: Tray) -> impl IntoView {
    let of_flow = move |look: fn(&Replacing) -> bool| {
        Memo::new(move |_| tray.flow.with(|flow| flow.as_ref().is_some_and(look)))
    };
    let title = move || {
        let names = panel.replacing.under_way.get().unwrap_or_default();
        phrases::replacing(&shown(&names))
    };
    let is_reading = of_flow(Replacing::is_reading);
    let may_be_away = of_flow(Replacing::may_be_away);
    let text = move || match is_reading.get() {
        true => labels::LOOKING.localized(),
        false => labels::REPLACING_LEAD.localized(),
    };
    let away = move || {
        (is_reading.get() && may_be_away.get()).then(|| view! { <p>{labels::MAY_BE_AWAY}</p> })
    };
    // By the minute: who listens isn't told more often.
    let minutes = Memo::new(move |_| {
        let now = panel.clock.second.get();
        let left = tray.flow.with(|flow| flow.as_ref()?.patience(now))?;
        Some(left.saturating_add(59) / 60)
    });
    let patience = move || {
        let minutes = minutes.get()?;
        Some(view! { <p class="quiet-text">{phrases::patience(minutes)}</p> })
    };
    let stop = move || {
        is_reading.get().then(|| {
            view! {
                <button type="button" on:click=move |_| panel.stop_waiting()>
                    {labels::STOP_WAITING}
                </button>
            }
        })
    };
    view! {
        <Title text=Signal::derive(title) />
        <p role="status">{text}</p>
        {away}
        <Waiting panel since=panel.replacing.since.into() />
        {patience}
        <div class="buttons">
            {stop} <button type="button" on:click=move |_| panel.replacing.asked.set(None)>
                {labels::GO_ON}
            </button>
        </div>
    }
}
