//! How to replace a certificate.

use std::sync::Arc;

use cert_inventory::Item;
use cert_inventory::commands::replacing;
use leptos::prelude::*;

use crate::language;
use crate::state::Panel;
use crate::ui::command::Command;
use crate::ui::strings::labels;

/// The commands that replace an item's certificate; nothing for a name that none can hold.
#[component]
pub fn Replacement<'a>(panel: Panel, item: &'a Arc<Item>) -> impl IntoView + use<> {
    let item = Arc::clone(item);
    let commands = move || {
        let cluster = panel.inventory.cluster_name.get();
        let commands = replacing(&item, cluster.as_deref(), None);
        (!commands.is_empty()).then(|| {
            let commands = commands.into_iter().map(|command| {
                let what = command.what.localized(language::translations()).to_owned();
                view! {
                    <p class="quiet-text">{what}</p>
                    <Command text=command.text />
                }
            });
            view! {
                <details>
                    <summary>{labels::REPLACE}</summary>
                    <p class="quiet-text">{labels::REPLACE_NODE}</p>
                    {commands.collect_view()}
                </details>
            }
        })
    };
    view! { {commands} }
}
