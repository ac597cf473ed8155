//! Commands to copy into a terminal.

use cert_inventory::commands::{replace, rotate};
use cert_inventory::inventory::Item;
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::kit::CopyButton;
use crate::ui::words;

/// A command, and a button that copies it.
#[component]
pub fn Command(text: String) -> impl IntoView {
    view! {
        <div class="command">
            <code>{text.clone()}</code>
            <CopyButton what=words::COMMAND_COPY text />
        </div>
    }
}

/// How to put another certificate in the place of an item's.
#[component]
pub fn Replacing<'a>(panel: Panel, item: &'a Item) -> impl IntoView + use<> {
    let has_key = item.key.is_some() || item.known().is_some_and(|known| known.has_key);
    let name = StoredValue::new(item.name.clone());
    let cluster = panel.inventory.cluster_name;
    let command = move || {
        let text = name.with_value(|name| replace(name, has_key, cluster.get().as_deref()));
        view! { <Command text /> }
    };
    let rotation = move || {
        let text = name.with_value(|name| rotate(name, cluster.get().as_deref()))?;
        Some(view! {
            <p class="quiet-text">{words::ROTATE}</p>
            <Command text />
        })
    };
    view! {
        <details>
            <summary>{words::REPLACE}</summary>
            <p class="quiet-text">{words::REPLACE_NODE}</p>
            {command}
            {rotation}
        </details>
    }
}
