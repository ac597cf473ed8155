//! How to replace a certificate.

use cert_inventory::Item;
use cert_inventory::commands::{replace, rotate};
use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::command::Command;
use crate::ui::strings::labels;

/// The commands that replace an item's certificate.
#[component]
pub fn Replacement<'a>(panel: Panel, item: &'a Item) -> impl IntoView + use<> {
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
            <p class="quiet-text">{labels::ROTATE}</p>
            <Command text />
        })
    };
    view! {
        <details>
            <summary>{labels::REPLACE}</summary>
            <p class="quiet-text">{labels::REPLACE_NODE}</p>
            {command}
            {rotation}
        </details>
    }
}
