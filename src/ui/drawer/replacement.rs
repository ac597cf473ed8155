//! How to replace a certificate.

use std::sync::Arc;

use cert_inventory::Item;
use cert_inventory::commands::{is_plain, placeholders, replacing, verifying};
use leptos::prelude::*;

use crate::language;
use crate::state::Panel;
use crate::ui::command::Command;
use crate::ui::strings::labels;

/// The commands that replace an item's certificate and check the new one, and what to fill in; for
/// a name that isn't plain, why there are none.
#[component]
pub fn Replacement<'a>(
    panel: Panel,
    item: &'a Arc<Item>,
    /// Whether they are seen at once.
    is_open: bool,
) -> impl IntoView + use<> {
    let item = Arc::clone(item);
    let commands = move || {
        let cluster = panel.inventory.cluster_name.get();
        let mut commands = replacing(&item, cluster.as_deref(), panel.inventory.version());
        if commands.is_empty() {
            let why = (!is_plain(&item.name)).then_some(labels::NO_COMMAND);
            return why.map(|why| view! { <p class="quiet-text">{why}</p> }.into_any());
        }
        commands.extend(verifying(&item, cluster.as_deref()));
        let has_rladmin = commands.iter().any(|command| command.text.starts_with("rladmin"));
        let where_to_run =
            if has_rladmin { labels::REPLACE_NODE } else { labels::REPLACE_ANYWHERE };
        let placeholders = placeholders(&commands).into_iter().map(|(word, meaning)| {
            view! {
                <dt>{word}</dt>
                <dd>{meaning.localized(language::translations())}</dd>
            }
        });
        let placeholders = placeholders.collect_view();
        let commands = commands.into_iter().map(|command| {
            let what = command.what.localized(language::translations()).to_owned();
            view! {
                <p class="quiet-text">{what}</p>
                <Command text=command.text />
            }
        });
        let view = view! {
            <details open=is_open>
                <summary>{labels::REPLACE}</summary>
                <div class="commands">
                    {commands.collect_view()} <p class="quiet-text">{where_to_run}</p>
                    <dl class="placeholders">{placeholders}</dl>
                </div>
            </details>
        };
        Some(view.into_any())
    };
    view! { {commands} }
}
