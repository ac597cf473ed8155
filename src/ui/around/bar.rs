//! The top bar's middle: whose list it is, how old, and what can be done with all of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::menu::Menu;
use super::sheets::Sheets;
use crate::state::{App, Panel, Refreshed};
use crate::ui::kit::Icon;
use crate::ui::strings::{Label, labels, phrases};
use crate::ui::text::shown;

#[component]
pub fn Bar(app: App, panel: Panel, sheets: Sheets) -> impl IntoView {
    view! {
        <div class="cluster">
            <p class="cluster-name">
                {move || panel.inventory.cluster_name.get().map(|name| shown(&name))}
            </p>
            <Age panel />
        </div>
        <Refresh panel />
        <Menu app sheets />
    }
}

/// How old the list is.
#[component]
fn Age(panel: Panel) -> impl IntoView {
    let age = move || {
        let seconds = panel.clock.second.get().0.saturating_sub(panel.inventory.as_of()?.0);
        let is_checked = panel.inventory.is_checked();
        Some(if is_checked { phrases::checked(seconds) } else { phrases::updated(seconds) })
    };
    let why = move || panel.inventory.is_checked().then(|| labels::CHECKED_WHY.localized());
    view! {
        <p class="age" title=why>
            {age}
        </p>
    }
}

#[component]
fn Refresh(panel: Panel) -> impl IntoView {
    let result = RwSignal::new(None::<Label>);
    let refresh = move |_| {
        result.set(None);
        spawn_local(async move {
            if panel.refresh_all().await == Refreshed::Shown {
                result.try_set(Some(labels::REFRESHED));
            }
        });
    };
    view! {
        <span class="visually-hidden" role="status">
            {move || result.get().map(Label::localized)}
        </span>
        <button
            type="button"
            class="refresh"
            class:busy=move || panel.inventory.loading.get()
            on:click=refresh
        >
            <Icon name="refresh" />
            <span>{labels::REFRESH}</span>
        </button>
    }
}
