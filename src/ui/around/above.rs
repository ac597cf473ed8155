//! What is above the table: what happened, the counts, the timeline, search, and filters.

use leptos::prelude::*;

use super::overview::Overview;
use super::sheets::Sheets;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};
use crate::ui::table::{ExternalChangesNotice, Filters, Toolbar};
use crate::ui::text::shown;
use crate::ui::timeline::Timeline;
use crate::ui::waiting::Waiting;

#[component]
pub fn Above(panel: Panel, sheets: Sheets) -> impl IntoView {
    let is_listed = panel.inventory.is_listed;
    let counts = Memo::new(move |_| panel.counts());
    let filtering = RwSignal::new(false);
    let compare = Callback::new(move |()| sheets.compare());
    // Keep its size to prevent layout shift.
    let is_timeline_pending =
        move || is_listed.get() && panel.inventory.expirations.with(Option::is_none);
    view! {
        <Skew panel />
        <PendingDeletion panel />
        <PendingReplacement panel />
        <ExternalChangesNotice panel />
        <Overview panel counts />
        <div class="timeline-room" class:waiting=is_timeline_pending>
            <Timeline panel />
        </div>
        <Toolbar panel exporting=sheets.exporting compare filtering />
        {move || filtering.get().then(|| view! { <Filters panel /> })}
    }
}

/// A deletion whose dialog was closed before its response came.
#[component]
fn PendingDeletion(panel: Panel) -> impl IntoView {
    let name = Memo::new(move |_| {
        panel.deletion.step.with(|step| match step.in_dialog() {
            Some(_) => None,
            None => step.sent().map(|(name, _)| shown(name)),
        })
    });
    move || {
        let name = name.get()?;
        Some(view! {
            <div class="notice">
                <Icon name="clock" />
                <p role="status">{phrases::deleting(&name)}</p>
                <Waiting panel since=Signal::derive(move || panel.deletion.since()) />
            </div>
        })
    }
}

/// A replacement whose dialog was closed before it's known what became of it.
#[component]
fn PendingReplacement(panel: Panel) -> impl IntoView {
    let replacing = panel.replacing;
    let names = Memo::new(move |_| {
        let is_open = replacing.is_open();
        replacing.under_way.get().filter(|_| !is_open)
    });
    move || {
        let names = shown(&names.get()?);
        Some(view! {
            <div class="notice">
                <Icon name="clock" />
                <p role="status">{phrases::replacing(&names)}</p>
                <Waiting panel since=replacing.since.into() />
                <button type="button" on:click=move |_| replacing.show()>
                    {labels::SHOW}
                </button>
            </div>
        })
    }
}

/// Warns that the browser's clock or the cluster's is wrong, which affects every count of days.
#[component]
fn Skew(panel: Panel) -> impl IntoView {
    move || {
        let ahead = panel.inventory.clock_skew.get()?;
        Some(view! {
            <div class="notice" role="status">
                <Icon name="clock" />
                <p>{phrases::clock_skew(ahead)}</p>
            </div>
        })
    }
}
