//! Syncs the view with the URL's fragment, which is never sent to a server.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::route::{Route, TABLE, address, certificate, is_step};

use super::history::{self, Entry};
use crate::browser::next_frame;
use crate::state::Panel;

/// The drawer that the address names.
#[derive(Clone, Copy)]
pub struct Opened {
    /// The name of the certificate.
    pub name: RwSignal<Option<String>>,
    /// What it is opened at.
    pub section: RwSignal<Option<String>>,
}

/// Has the panel's selection, and the drawer that is open, follow the address.
pub fn follow(panel: Panel) -> Opened {
    let opened = Opened { name: RwSignal::new(None), section: RwSignal::new(None) };
    let read = move || {
        let Route { certificate, section, selection } = Route::parse(&fragment());
        if let Some(asked) = selection
            && panel.selection.with_untracked(|before| *before != asked)
        {
            panel.selection.set(asked);
        }
        opened.section.set(section);
        opened.name.set(certificate);
    };
    read();
    let gone_to = window_event_listener(ev::hashchange, move |_| read());
    on_cleanup(move || gone_to.remove());
    opened
}

/// Has the address follow them.
pub fn keep_written(panel: Panel, opened: Opened) {
    let late = StoredValue::new(None);
    let update = move || update(late, opened, panel);
    Effect::new(move || {
        opened.name.track();
        opened.section.track();
        panel.selection.track();
        late.set_value(Some(fragment()));
        spawn_local(async move {
            // Render first: updating the URL takes as long as the search.
            next_frame().await;
            update();
        });
    });
    // Before a possible navigation, the current entry must have the latest view.
    let leaving = ["click", "keydown"]
        .map(|event| window_event_listener_untyped(event, move |_: web_sys::Event| update()));
    on_cleanup(move || {
        update();
        leaving.into_iter().for_each(WindowListenerHandle::remove);
    });
}

/// Gives the browser the address of what is shown, if that is still to be done: `late` is the
/// address that it then replaces.
fn update(late: StoredValue<Option<String>>, opened: Opened, panel: Panel) {
    let Some(before) = late.try_update_value(Option::take).flatten() else { return };
    let Some(name) = opened.name.try_get_untracked() else { return };
    let Some(section) = opened.section.try_get_untracked() else { return };
    let Some(asked) = panel.selection.try_get_untracked() else { return };
    let address = address(name.as_deref(), section.as_deref(), &asked);
    // An address that somebody went to meanwhile is yet to be read.
    if fragment() == before && address != before {
        let is_step = is_step(&before, name.as_deref(), &asked);
        history::write(if is_step { Entry::New } else { Entry::Same }, &address);
    }
}

/// Returns to the table. Adds a history entry, so that Back opens the drawer again.
pub fn close(panel: Panel) {
    let address = panel.selection.with_untracked(|asked| address(None, None, asked));
    // It fails only where a browser forbids the page to change its own address.
    drop(window().location().set_hash(&address));
}

/// Opens the drawer of a certificate, as its link does.
pub fn open(name: &str) {
    // It fails only where a browser forbids the page to change its own address.
    drop(window().location().set_hash(&certificate(name)));
}

fn fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    if fragment.is_empty() { TABLE.to_owned() } else { fragment }
}
