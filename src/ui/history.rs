//! The browser's history: the one place that writes to it.
//!
//! A dialog is a step in it, so that "back" closes the dialog and not the page, which would end the
//! session. Such a step has the address of the page below it and no more than a mark: nothing that
//! somebody types in a dialog gets into the history.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::History;

/// The state of a step that is a dialog; all others have none.
const DIALOG: &str = "dialog";

/// Whether "back" is to undo a change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    New,
    Same,
}

/// Changes the address.
pub fn write(entry: Entry, address: &str) {
    set(entry, &JsValue::NULL, Some(address));
}

/// Has "back" close the dialog that is open, if one is; and a dialog that is closed otherwise go
/// from the history.
pub fn follow_dialogs(is_open: Memo<bool>, close: Callback<()>) {
    if is_dialog() {
        // The page was reloaded, or its session ended, over an open dialog.
        set(Entry::Same, &JsValue::NULL, None);
    }
    let is_leaving = StoredValue::new(false);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        match (was_open == Some(true), is_open) {
            (false, true) if !is_dialog() => set(Entry::New, &DIALOG.into(), None),
            (true, false) if is_dialog() => {
                is_leaving.set_value(true);
                go(-1);
            }
            _ => {}
        }
        is_open
    });
    let moved = window_event_listener_untyped("popstate", move |_: web_sys::Event| {
        let Some(was_leaving) = is_leaving.try_update_value(std::mem::take) else {
            return;
        };
        match (is_dialog(), is_open.get_untracked(), was_leaving) {
            (false, true, false) => close.run(()),
            // Another was opened before the step of the last was left.
            (false, true, true) => set(Entry::New, &DIALOG.into(), None),
            // Somebody went on before the step was left, which is now behind.
            (true, false, true) => go(1),
            // "Forward" finds a dialog that is closed: there is nothing to see.
            (true, false, false) => go(-1),
            _ => {}
        }
    });
    on_cleanup(move || moved.remove());
}

fn is_dialog() -> bool {
    let state = history().and_then(|history| history.state().ok());
    state.is_some_and(|state| state.as_string().as_deref() == Some(DIALOG))
}

fn set(entry: Entry, state: &JsValue, address: Option<&str>) {
    let Some(history) = history() else { return };
    // It fails only where a browser forbids the page to change its own address, or so often.
    drop(match entry {
        Entry::New => history.push_state_with_url(state, "", address),
        Entry::Same => history.replace_state_with_url(state, "", address),
    });
}

fn go(steps: i32) {
    if let Some(history) = history() {
        // It fails for no page that is seen.
        drop(history.go_with_delta(steps));
    }
}

fn history() -> Option<History> {
    window().history().ok()
}
