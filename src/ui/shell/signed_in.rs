//! The page for a signed-in user.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::{App, Panel};
use crate::ui::around::Sheets;
use crate::ui::kit::{Icon, focus};
use crate::ui::lazy::{LazyView, LazyViews};
use crate::ui::strings::{labels, phrases};
use crate::ui::table::Table;
use crate::ui::{route, time};
use crate::{browser, language};

/// The top bar and the table, and the rest of the page as soon as its code is loaded.
#[component]
pub fn SignedIn(
    app: App,
    panel: Panel,
    username: Option<String>,
    lazy: LazyViews,
) -> impl IntoView {
    panel.watch_session();
    let sheets = Sheets::new(route::follow(panel));
    // A page that the browser keeps for "back" would show its data to whoever goes back.
    let hidden = window_event_listener_untyped("pagehide", move |_| panel.leave());
    let pressed = move |event: ev::KeyboardEvent| {
        panel.touch();
        if let Some(action) = sheets.keys.pressed(&event) {
            sheets.action.set(Some(action));
        }
    };
    let listeners = [
        window_event_listener(ev::keydown, pressed),
        window_event_listener(ev::click, move |_| panel.touch()),
        window_event_listener(ev::pointermove, move |_| panel.pointer_moved()),
        window_event_listener(ev::wheel, move |_| panel.pointer_moved()),
    ];
    on_cleanup(move || {
        hidden.remove();
        for listener in listeners {
            listener.remove();
        }
    });
    focus::rescue_later();
    let (is_listed, failure) = (panel.inventory.is_listed, panel.inventory.failure);
    // Load them only once the list is shown, or why there is none.
    Effect::new(move || {
        if is_listed.get() || failure.with(Option::is_some) {
            spawn_local(async move {
                browser::next_frame().await;
                lazy.fetch();
            });
        }
    });
    let is_any_open = sheets.is_any_open(panel);
    sheets.follow_dropped_files(is_any_open);
    Effect::new(move || {
        lazy.is_awaited.set(is_any_open.get() || sheets.opened.name.get().is_some());
    });
    let sign_out = move |_| match panel.is_changing() {
        true => sheets.leaving.set(true),
        false => panel.sign_out(),
    };
    // Its size, to prevent layout shift.
    let above_to_come = move || match failure.with(Option::is_some) && !is_listed.get() {
        true => ().into_any(),
        false => view! {
            <div class="overview to-come" data-more=move || panel.counts().unusual()>
                {""}
            </div>
            <div class="timeline-room waiting">{""}</div>
            <div class="toolbar to-come">{""}</div>
        }
        .into_any(),
    };
    let far_rows =
        Callback::new(move |(rows, drawn)| lazy.later(LazyView::FarRows(panel, rows, drawn)));
    let nothing_shown = Callback::new(move |()| lazy.later(LazyView::NothingShown(panel)));
    view! {
        <header class="bar">
            <div class="brand">
                <Icon name="lock" />
                <h1>{labels::TITLE}</h1>
            </div>
            {(!panel.title().is_empty())
                .then(|| view! { <p class="site-title">{panel.title()}</p> })}
            {lazy
                .in_place_of(
                    || view! { <div class="cluster">{""}</div> }.into_any(),
                    LazyView::Bar(app, panel, sheets),
                )}
            <div class="account">
                <span class="username">{username}</span>
                {panel
                    .can_sign_out()
                    .then(|| {
                        view! {
                            <button type="button" on:click=sign_out>
                                <Icon name="sign-out" />
                                <span>{labels::SIGN_OUT}</span>
                            </button>
                        }
                    })}
            </div>
        </header>
        <main tabindex="-1">
            <Failure panel />
            {lazy.in_place_of(above_to_come, LazyView::Above(panel, sheets))}
            <Table panel far_rows nothing_shown />
        </main>
        {lazy.later(LazyView::Dialogs(panel, sheets))}
    }
}

/// Why the last read failed. Earlier data remains below it.
#[component]
fn Failure(panel: Panel) -> impl IntoView {
    move || {
        let failure = panel.inventory.failure.get()?;
        let lead = panel.inventory.as_of().map_or_else(
            || labels::NOT_LOADED.localized().to_owned(),
            |at| phrases::stale(&time::of_day(at)),
        );
        Some(view! {
            <div class="notice failure" role="alert">
                <Icon name="error" />
                <p>
                    <strong>{lead}</strong>
                    {format!(" {}", language::localized(&failure.message()))}
                </p>
            </div>
        })
    }
}
