//! The page's place, in the part of the address that never reaches a server: the certificate whose
//! drawer is open and what is asked to be seen, as in `#/certificates/api?search=ldap`.

use cert_inventory::Selection;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use crate::browser::next_frame;
use crate::state::Panel;

const TABLE: &str = "#/";
const CERTIFICATES: &str = "#/certificates/";

/// Keeps the panel's selection and the address alike, and gives the name of the certificate whose
/// drawer is open.
pub fn follow(panel: Panel) -> RwSignal<Option<String>> {
    let opened = RwSignal::new(None);
    let read = move || {
        let hash = hash();
        let (path, query) = hash.split_once('?').map_or((&*hash, None), |(p, q)| (p, Some(q)));
        // A link to a certificate says nothing of the selection, and does not change it.
        if query.is_some() || !path.starts_with(CERTIFICATES) {
            let asked = selection(query.unwrap_or_default());
            if panel.selection.with_untracked(|before| *before != asked) {
                panel.selection.set(asked);
            }
        }
        opened.set(name(path));
    };
    read();
    let gone_to = window_event_listener(ev::hashchange, move |_| read());
    let late = StoredValue::new(None);
    let tell = move || tell(late, opened, panel);
    Effect::new(move || {
        opened.track();
        panel.selection.track();
        late.set_value(Some(hash()));
        spawn_local(async move {
            // What was asked for is seen first: to tell the browser takes as long as to search.
            next_frame().await;
            tell();
        });
    });
    // Where a step in the history may follow, what is left is to come back as it was seen.
    let leaving = ["click", "keydown"]
        .map(|event| window_event_listener_untyped(event, move |_: web_sys::Event| tell()));
    on_cleanup(move || {
        tell();
        gone_to.remove();
        leaving.into_iter().for_each(WindowListenerHandle::remove);
    });
    opened
}

/// Tells the browser the address of what is seen, if that is still to be done: `late` is the address
/// that it then replaces.
fn tell(late: StoredValue<Option<String>>, opened: RwSignal<Option<String>>, panel: Panel) {
    let Some(before) = late.try_update_value(Option::take).flatten() else { return };
    let Some(opened) = opened.try_get_untracked() else { return };
    let Some(asked) = panel.selection.try_get_untracked() else { return };
    let address = address(opened.as_deref(), &asked);
    // An address that somebody went to meanwhile is yet to be read.
    if hash() == before && address != before {
        replace(&address);
    }
}

/// The address of a certificate's drawer.
pub fn certificate(name: &str) -> String {
    format!("{CERTIFICATES}{}", String::from(js_sys::encode_uri_component(name)))
}

/// Back to the table. The step is kept in the history, so that "back" opens the drawer again.
pub fn close(panel: Panel) {
    let address = panel.selection.with_untracked(|asked| address(None, asked));
    // It fails only where a browser forbids the page to change its own address.
    drop(window().location().set_hash(&address));
}

fn address(opened: Option<&str>, selection: &Selection) -> String {
    let path = opened.map_or_else(|| TABLE.to_owned(), certificate);
    let parameters = selection.parameters();
    let Some(query) = UrlSearchParams::new().ok().filter(|_| !parameters.is_empty()) else {
        return path;
    };
    for (name, value) in parameters {
        query.append(name, &value);
    }
    format!("{path}?{}", String::from(query.to_string()))
}

fn selection(query: &str) -> Selection {
    let mut selection = Selection::default();
    if let Ok(query) = UrlSearchParams::new_with_str(query) {
        for name in Selection::PARAMETERS {
            if let Some(value) = query.get(name) {
                selection.set(name, &value);
            }
        }
    }
    selection
}

fn name(path: &str) -> Option<String> {
    let name = js_sys::decode_uri_component(path.strip_prefix(CERTIFICATES)?).ok()?;
    Some(name.into()).filter(|name: &String| !name.is_empty())
}

fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    if hash.is_empty() { TABLE.to_owned() } else { hash }
}

/// Changes the address without a step in the history: not every letter of a search is one.
fn replace(address: &str) {
    if let Ok(history) = window().history() {
        // It fails only where a browser forbids the page to change its own address.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
    }
}
