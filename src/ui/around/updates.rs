//! What goes on while the page is shown: reading anew, the title, the address, and what keys do.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keys::KeyAction;
use super::page_title;
use super::sheets::Sheets;
use crate::state::Panel;
use crate::ui::{drawer, route};

/// Starts all of it. Call it in a view, so that it stops with it.
pub fn start_updates(panel: Panel, sheets: Sheets) {
    panel.start();
    // This event bubbles from the document to the window.
    let seen = window_event_listener_untyped("visibilitychange", move |_| panel.resume());
    let online = window_event_listener(ev::online, move |_| panel.resume());
    let unloaded = window_event_listener_untyped("beforeunload", move |event| {
        if panel.is_changing() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        seen.remove();
        online.remove();
        unloaded.remove();
    });
    route::keep_written(panel, sheets.opened);
    page_title::follow(panel, Memo::new(move |_| panel.counts()));
    Effect::new(move || {
        let Some(action) = sheets.action.get() else { return };
        sheets.action.set(None);
        match action {
            KeyAction::Refresh => spawn_local(async move {
                panel.refresh_all().await;
            }),
            KeyAction::Step(by) => drawer::step(panel, sheets.opened, by),
        }
    });
}
