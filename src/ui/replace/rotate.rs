//! The confirmation before certificates are rotated.

use cert_inventory::InactiveNode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::title::Title;
use crate::state::Panel;
use crate::ui::kit::Icon;
use crate::ui::strings::{labels, phrases};
use crate::ui::text::shown;
use crate::ui::waiting::Waiting;

/// The content of the dialog that is open for a name.
#[component]
pub fn RotateDialog(panel: Panel) -> impl IntoView {
    let name = panel.replacing.rotating.get_untracked().unwrap_or_default();
    let title = phrases::rotate_label(&shown(&name));
    let is_all = RwSignal::new(false);
    // Nodes that are down miss it, so they are looked for first.
    let inactive = RwSignal::new(None::<Option<Vec<InactiveNode>>>);
    spawn_local(async move {
        let nodes = panel.inactive_nodes().await;
        inactive.try_set(Some(nodes));
    });
    let is_busy = Memo::new(move |_| panel.replacing.is_under_way());
    let is_own = untrack(|| panel.inventory.item(&name)).is_some_and(|it| !it.is_made_by_cluster());
    let made = untrack(|| panel.made_by_cluster());
    let all = made.iter().map(|name| shown(name)).collect::<Vec<_>>().join(", ");
    let choose = {
        let choice = move |of_all: bool, text: String| {
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name="rotate-which"
                        prop:checked=move || is_all.get() == of_all
                        on:change=move |_| is_all.set(of_all)
                    />
                    {text}
                </label>
            }
        };
        let this = choice(false, phrases::rotate_one(&shown(&name)));
        (made.len() > 1).then(|| {
            view! {
                <fieldset class="choices">
                    <legend>{labels::ROTATE_WHICH}</legend>
                    {this}
                    {choice(true, phrases::rotate_all(&all))}
                </fieldset>
            }
        })
    };
    let nodes = move || match inactive.get() {
        None => Some(view! { <p class="quiet-text">{labels::NODES_COMING}</p> }.into_any()),
        Some(None) => Some(view! { <p class="warn">{labels::NODES_UNREAD}</p> }.into_any()),
        Some(Some(nodes)) if nodes.is_empty() => {
            Some(view! { <p class="quiet-text">{labels::NODES_ACTIVE}</p> }.into_any())
        }
        Some(Some(nodes)) => {
            let nodes = nodes.iter().map(|node| format!("{} ({})", node.uid, node.status));
            let nodes = nodes.collect::<Vec<_>>().join(", ");
            Some(view! { <p class="warn">{phrases::nodes_inactive(&nodes)}</p> }.into_any())
        }
    };
    let role = move || {
        let role = panel.inventory.read_only_role()?;
        Some(view! { <p class="role">{phrases::read_only(&role)}</p> })
    };
    let name = StoredValue::new(name);
    let rotate = move |_| {
        let one = (!is_all.get_untracked()).then(|| name.get_value());
        panel.rotate(one);
    };
    let close = move |_| panel.replacing.rotating.set(None);
    view! {
        <Title text=Signal::derive(move || title.clone()) />
        {role}
        <p>{labels::ROTATE_LEAD}</p>
        {is_own.then(|| view! { <p class="warn">{labels::ROTATE_OWN}</p> })}
        {choose}
        <div role="status">{nodes}</div>
        <Waiting panel since=panel.replacing.since.into() />
        <div class="buttons">
            <button type="button" on:click=close>
                {move || if is_busy.get() { labels::GO_ON } else { labels::CANCEL }.localized()}
            </button>
            <button
                type="button"
                class="primary"
                aria-disabled=move || is_busy.get().to_string()
                on:click=rotate
            >
                <Icon name="refresh" />
                <span>{labels::ROTATE_NOW}</span>
            </button>
        </div>
    }
}
