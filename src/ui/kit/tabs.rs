//! Tabs, as the ARIA Authoring Practices describe them: one stop for the Tab key, the arrow keys
//! go from tab to tab.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const PANEL: &str = "tab-panel";

/// Tabs in a row: more wait behind a button, because a browser needs long to lay out thousands.
const MOST: usize = 100;

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
    /// The name of a button for so many tabs before those in the row.
    previous: fn(usize) -> String,
    /// And for those after them.
    next: fn(usize) -> String,
    /// Says on paper how many others there are.
    more: fn(usize) -> String,
) -> impl IntoView {
    let chosen = RwSignal::new(first);
    let row = Memo::new(move |_| chosen.get() / MOST * MOST);
    let count = titles.len();
    let is_printing = RwSignal::new(false);
    let printing = [("beforeprint", true), ("afterprint", false)]
        .map(|(event, is)| window_event_listener_untyped(event, move |_| is_printing.set(is)));
    on_cleanup(move || printing.into_iter().for_each(WindowListenerHandle::remove));
    let titles = StoredValue::new(titles);
    let in_row = move || {
        titles.with_value(|titles| {
            let all = titles.iter().cloned().enumerate();
            all.skip(row.get()).take(MOST).collect::<Vec<_>>()
        })
    };
    let others = {
        move || {
            let other = |(at, title): (usize, String)| {
                let is_other = at != chosen.get();
                is_other.then(|| {
                    view! {
                        <h4>{title}</h4>
                        {content.run(at)}
                    }
                })
            };
            is_printing.get().then(|| in_row().into_iter().map(other).collect_view())
        }
    };
    let choose = move |tab| {
        chosen.set(tab);
        focus(tab);
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
        choose(next);
    };
    let go = move |to: usize, label: String| {
        view! {
            <button type="button" class="quiet" on:click=move |_| choose(to)>
                {label}
            </button>
        }
    };
    let before = move || {
        let start = row.get();
        (start > 0).then(|| go(start - MOST, previous(MOST)))
    };
    let after = move || {
        let end = row.get() + MOST;
        (end < count).then(|| go(end, next(MOST.min(count - end))))
    };
    let tab = move |(at, title)| {
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
            {move || in_row().into_iter().map(tab).collect_view()}
        </div>
        {(count > MOST)
            .then(|| {
                view! { <div class="buttons">{before} {after}</div> }
            })}
        <div id=PANEL role="tabpanel" aria-labelledby=move || id(chosen.get())>
            {move || content.run(chosen.get())}
        </div>
        <div class="print-only">
            {others} {(count > MOST).then(|| view! { <p>{more(count - MOST)}</p> })}
        </div>
    }
}

/// Focuses a tab once it's drawn.
fn focus(tab: usize) {
    request_animation_frame(move || {
        let tab = document().get_element_by_id(&id(tab));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            drop(tab.focus());
        }
    });
}

fn id(tab: usize) -> String {
    format!("tab-{tab}")
}
