//! The page's place, in the part of the address that never reaches a server.

use leptos::ev;
use leptos::prelude::*;

const CERTIFICATES: &str = "#/certificates/";

/// The name of the certificate whose drawer is open.
pub fn opened() -> Signal<Option<String>> {
    let place = RwSignal::new(read());
    let handle = window_event_listener(ev::hashchange, move |_| place.set(read()));
    on_cleanup(move || handle.remove());
    place.into()
}

/// The address of a certificate's drawer.
pub fn certificate(name: &str) -> String {
    format!("{CERTIFICATES}{}", String::from(js_sys::encode_uri_component(name)))
}

/// Back to the table. The step is kept in the history, so that "back" opens the drawer again.
pub fn close() {
    // It fails only where a browser forbids the page to change its own address.
    drop(window().location().set_hash("#/"));
}

fn read() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let name = js_sys::decode_uri_component(hash.strip_prefix(CERTIFICATES)?).ok()?;
    Some(name.into()).filter(|name: &String| !name.is_empty())
}
