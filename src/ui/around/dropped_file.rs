//! A file that is dropped on the page is compared with the list. The browser would open it in place
//! of the page, which ends the session.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{DataTransfer, DragEvent, File};

/// Runs the callback with each dropped file.
pub fn follow(on_file: impl Fn(File) + 'static) {
    let dragged = window_event_listener(ev::dragover, |event| {
        if files(&event).is_some() {
            event.prevent_default();
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        let Some(transfer) = files(&event) else { return };
        event.prevent_default();
        if let Some(file) = transfer.files().and_then(|files| files.item(0)) {
            on_file(file);
        }
    });
    on_cleanup(move || {
        dragged.remove();
        dropped.remove();
    });
}

/// What is dragged, if it is files: text goes where the browser takes it.
fn files(event: &DragEvent) -> Option<DataTransfer> {
    let is_files = |it: &DataTransfer| it.types().includes(&JsValue::from_str("Files"), 0);
    event.data_transfer().filter(is_files)
}
