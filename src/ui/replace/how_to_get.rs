//! How to get a certificate that a name's checks have nothing to object to.

use cert_inventory::{NewKey, requesting};
use leptos::prelude::*;

use crate::state::{Panel, Tray};
use crate::ui::command::{all_commands, placeholders};
use crate::ui::strings::labels;

#[component]
pub fn HowToGet(panel: Panel, tray: Tray, name: StoredValue<String>) -> impl IntoView {
    let commands = Memo::new(move |_| {
        let settings = tray.settings.get().unwrap_or_default();
        let fqdn = panel.inventory.cluster_name.get();
        name.with_value(|name| {
            requesting(name, fqdn.as_deref(), NewKey::suggested(name, &settings))
        })
    });
    move || {
        let commands = commands.get();
        (!commands.is_empty()).then(|| {
            let explained = placeholders(&commands);
            view! {
                <details>
                    <summary>{labels::HOW_TO_GET}</summary>
                    <p class="quiet-text">{labels::HOW_TO_GET_LEAD}</p>
                    <div class="commands">{all_commands(commands)} {explained}</div>
                </details>
            }
        })
    }
}
