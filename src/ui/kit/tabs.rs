//! Tabs, as the ARIA Authoring Practices describe them: one stop for the Tab key, the arrow keys
//! go from tab to tab.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const PANEL: &str = "tab-panel";

/// A row of tabs, and what the chosen one shows. Only that is drawn, except on paper.
#[component]
pub fn Tabs(
    /// The name of the row.
    label: &'static str,
    /// What is on each tab.
    titles: Vec<String>,
    /// The tab that is chosen at first.
    first: usize,
    /// Draws what a tab shows.
    content: Callback<usize, AnyView>,
) -> impl IntoView {
    let chosen = RwSignal::new(first);
    let count = titles.len();
    let is_printing = RwSignal::new(false);
    let printing = [("beforeprint", true), ("afterprint", false)]
        .map(|(event, is)| window_event_listener_untyped(event, move |_| is_printing.set(is)));
    on_cleanup(move || printing.into_iter().for_each(WindowListenerHandle::remove));
    let others = {
        let titles = titles.clone();
        move || {
            let other = |(at, title): (usize, &String)| {
                let is_other = at != chosen.get();
                is_other.then(|| {
                    view! {
                        <h4>{title.clone()}</h4>
                        {content.run(at)}
                    }
                })
            };
            is_printing.get().then(|| titles.iter().enumerate().map(other).collect_view())
        }
    };
    let key = move |event: KeyboardEvent| {
        let at = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        let tab = document().get_element_by_id(&id(next));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            drop(tab.focus());
        }
    };
    let tab = |(at, title)| {
        let is_chosen = move || chosen.get() == at;
        view! {
            <button
                type="button"
                role="tab"
                id=id(at)
                class="tab"
                aria-selected=move || is_chosen().to_string()
                aria-controls=PANEL
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(at)
            >
                {title}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=key>
            {titles.into_iter().enumerate().map(tab).collect_view()}
        </div>
        <div id=PANEL role="tabpanel" aria-labelledby=move || id(chosen.get())>
            {move || content.run(chosen.get())}
        </div>
        <div class="print-only">{others}</div>
    }
}

fn id(tab: usize) -> String {
    format!("tab-{tab}")
}
