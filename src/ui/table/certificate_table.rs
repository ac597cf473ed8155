//! The table of all logical names. Roles are explicit, because phones show rows as cards, and
//! browsers drop a table's semantics along with its layout.

use cert_inventory::{Column, Group, Order};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::route;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::row::EmptyRow;
use super::search_highlight;
use super::virtual_rows::{Chunk, number_rows};
use crate::browser::next_frame;
use crate::state::{Panel, Rows, SHORT};
use crate::ui::kit::{Icon, focus};
use crate::ui::strings::labels;

/// Draws all chunks of a group's rows but the first, and notifies whenever rows are drawn or removed.
type FarRows = Callback<(Memo<Rows>, Trigger), AnyView>;

/// Says why there is no row.
type NothingShown = Callback<(), AnyView>;

/// Every name, or a message about why there are none.
#[component]
pub fn Table(
    panel: Panel,
    /// Draws what follows a group's first chunk.
    far_rows: FarRows,
    /// Draws what stands in the place of rows that search and filters hide.
    nothing_shown: NothingShown,
) -> impl IntoView {
    let loaded = panel.inventory.loaded;
    // The table itself is rendered once: only its rows follow the list.
    let state = Memo::new(move |_| {
        loaded.with(|loaded| match loaded {
            None if panel.inventory.failure.with(Option::is_some) => State::Failed,
            None => State::Loading,
            Some(loaded) if loaded.items().is_empty() => State::Empty,
            Some(_) => State::Filled,
        })
    });
    move || match state.get() {
        State::Failed => ().into_any(),
        State::Loading => view! { <Skeleton /> }.into_any(),
        State::Empty => view! { <p class="nothing">{labels::NOTHING_LISTED}</p> }.into_any(),
        State::Filled => view! { <Filled panel far_rows nothing_shown /> }.into_any(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Failed,
    Empty,
    Filled,
}

#[component]
fn Filled(panel: Panel, far_rows: FarRows, nothing_shown: NothingShown) -> impl IntoView {
    let groups = Group::ALL.map(|group| (group, Memo::new(move |_| panel.rows(group))));
    let table = NodeRef::<html::Table>::new();
    // Notified when a chunk is rendered or removed.
    let drawn = Trigger::new();
    let query = panel.query();
    let turns = turns(panel);
    Effect::new(move || {
        drawn.track();
        turns.iter().for_each(Track::track);
        query.track();
        groups.iter().for_each(|(_, rows)| rows.track());
        request_animation_frame(move || {
            if let Some(table) = table.try_get_untracked().flatten() {
                query.with_untracked(|query| search_highlight::highlight(&table, query.as_ref()));
            }
        });
        // The row numbers are invisible, so they needn't be in the same frame.
        spawn_local(async move {
            next_frame().await;
            if let Some(table) = table.try_get_untracked().flatten() {
                number_rows(&table);
            }
        });
    });
    on_cleanup(search_highlight::clear);
    let is_nothing_shown = Memo::new(move |_| groups.iter().all(|(_, rows)| rows.with(is_empty)));
    // A focused row that is removed hands its focus to the one that takes its place.
    let focused_row = StoredValue::new_local(None::<(usize, Element)>);
    let focused = move |event: ev::FocusEvent| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let at = |element: Element| {
            let row = element.closest("tr").ok()??;
            let at = row_links().iter().position(|link| row.contains(Some(link)))?;
            Some((at, element))
        };
        focused_row.set_value(element.and_then(at));
    };
    Effect::new(move || {
        panel.inventory.loaded.track();
        panel.selection.track();
        spawn_local(async move {
            // Distant rows follow a frame later.
            next_frame().await;
            next_frame().await;
            let Some(Some((at, element))) = focused_row.try_get_value() else { return };
            let links = row_links();
            let link = links.get(at).or(links.last());
            // A dialog that closed over the row may have just rescued the focus.
            let is_rescued = !element.is_connected() && focus::is_on_main();
            if let (true, Some(link)) = (focus::is_lost() || is_rescued, link) {
                drop(link.focus());
            }
        });
    });
    view! {
        <table
            class="certificates"
            role="table"
            aria-label=labels::TABLE
            node_ref=table
            on:focusin=focused
            on:click=open_row
        >
            <thead role="rowgroup">
                <tr role="row">
                    {Column::HEADS.map(|column| view! { <Head panel column /> }).collect_view()}
                    <th role="columnheader" scope="col">
                        {labels::ACTION}
                    </th>
                </tr>
            </thead>
            {groups
                .into_iter()
                .zip(turns)
                .map(|((group, all), is_time)| {
                    view! { <GroupRows panel group all is_time drawn far_rows /> }
                })
                .collect_view()}
        </table>
        {move || is_nothing_shown.get().then(|| nothing_shown.run(()))}
    }
}

/// A column header that sorts by its column, then in reverse.
#[component]
fn Head(panel: Panel, column: Column) -> impl IntoView {
    let order = Memo::new(move |_| panel.selection.with(|asked| asked.order));
    let is_chosen = move || order.get().column == column;
    let sorted = move || match order.get() {
        Order { descending: true, .. } if is_chosen() => Some("descending"),
        _ if is_chosen() => Some("ascending"),
        _ => None,
    };
    let icon = move || match sorted() {
        Some("descending") => "down",
        Some(_) => "up",
        None => "sort",
    };
    // Where there is no room for its column, the issuer is below the subject.
    let and_issuer = (column == Column::Subject)
        .then(|| view! { <span class="and-issuer">", " {labels::ISSUER}</span> });
    let press = move |_| {
        let descending = is_chosen() && !order.get_untracked().descending;
        panel.selection.update(|asked| asked.order = Order { column, descending });
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=sorted>
            <button type="button" class="head" class:chosen=is_chosen on:click=press>
                <span>{labels::column(column)} {and_issuer}</span>
                {move || view! { <Icon name=icon() /> }}
            </button>
        </th>
    }
}

/// When to render each group: with the table, or for long lists, one per frame, because all of them
/// take longer than a page can block.
fn turns(panel: Panel) -> [ReadSignal<bool>; Group::ALL.len()] {
    let is_long = panel.inventory.loaded.with_untracked(|loaded| {
        loaded.as_ref().is_some_and(|loaded| loaded.items().len() > SHORT)
    });
    let turns = Group::ALL.map(|_| RwSignal::new(!is_long));
    if is_long {
        take_turns(turns.into_iter());
    }
    turns.map(|turn| turn.read_only())
}

fn take_turns(mut turns: impl Iterator<Item = RwSignal<bool>> + 'static) {
    if let Some(turn) = turns.next() {
        request_animation_frame(move || {
            turn.try_set(true);
            take_turns(turns);
        });
    }
}

fn is_empty(rows: &Rows) -> bool {
    rows.items.is_empty() && rows.empty.is_empty()
}

/// One group.
#[component]
fn GroupRows(
    panel: Panel,
    group: Group,
    all: Memo<Rows>,
    is_time: ReadSignal<bool>,
    drawn: Trigger,
    far_rows: FarRows,
) -> impl IntoView {
    let shown = Memo::new(move |_| is_time.get() && all.with(|all| !is_empty(all)));
    let empty_rows = move || {
        let empty = all.with(|all| all.empty.clone());
        empty.into_iter().map(|known| view! { <EmptyRow panel known /> }).collect_view()
    };
    let (title, note) = match group {
        Group::NeedsAttention => (labels::GROUP_ATTENTION, None),
        Group::Optional => (labels::GROUP_OPTIONAL, None),
        Group::Required => (labels::GROUP_REQUIRED, None),
        Group::Other => (labels::GROUP_OTHER, Some(labels::GROUP_OTHER_NOTE)),
    };
    move || {
        shown.get().then(|| {
            view! {
                <tbody role="rowgroup">
                    <tr role="row" class="group">
                        <th role="rowheader" scope="rowgroup" colspan="6">
                            {title}
                            {note.map(|note| view! { <span class="quiet-text">{note}</span> })}
                        </th>
                    </tr>
                    <Chunk panel all at=0 />
                    {empty_rows}
                </tbody>
                // Groups with empty slots are never long enough for a second chunk.
                {far_rows.run((all, drawn))}
            }
        })
    }
}

/// The link of a name, if its row is drawn.
pub fn row_link(name: &str) -> Option<HtmlElement> {
    let address = route::certificate(name);
    let has = |link: &HtmlElement| link.get_attribute("href").as_ref() == Some(&address);
    row_links().into_iter().find(has)
}

/// The links in the row headers, from top to bottom.
pub fn row_links() -> Vec<HtmlElement> {
    let links = document().get_elements_by_class_name("row-link");
    (0..links.length()).filter_map(|at| links.item(at)?.dyn_into().ok()).collect()
}

/// A click in a row opens it, but not on what does something else, nor at the end of selecting text.
fn open_row(event: ev::MouseEvent) {
    const ELSEWHERE: &str = "a, button, input, label, select, summary";
    let selects = window().get_selection().is_ok_and(|it| it.is_some_and(|it| !it.is_collapsed()));
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|_| !selects) else { return };
    if target.closest(ELSEWHERE).is_ok_and(|found| found.is_some()) {
        return;
    }
    let row = target.closest("tr").ok().flatten();
    let link = row_links()
        .into_iter()
        .find(|link| row.as_ref().is_some_and(|row| row.contains(Some(link))));
    if let Some(link) = link {
        // The focus returns to it.
        drop(link.focus());
        // After this event: its click comes by here too.
        spawn_local(async move { link.click() });
    }
}

/// The shape of a table that is on its way.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="skeleton-words" role="status">
                {labels::LOADING}
            </p>
            {(0..11)
                .map(|row| view! { <div class="skeleton-row" data-row=row></div> })
                .collect_view()}
        </div>
    }
}
