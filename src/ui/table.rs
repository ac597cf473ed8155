//! The table of all logical names. Roles are written out because a phone lays rows out as cards,
//! and a browser drops a table's own semantics with its layout.

use std::ops::Range;
use std::sync::Arc;

use cert_inventory::known::Known;
use cert_inventory::{Column, Group, Order};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::kit::{Icon, focus, near};
use super::row::{EmptyRow, Row};
use super::words;
use crate::state::{Panel, Rows};

/// Rows that are drawn together: as many as a screen has, because the first ones are waited for.
const PIECE: usize = 20;

/// Pieces that are one as long as nobody came near any of them: each that is watched takes time.
const BLOCK: usize = 20;

/// Pixels that a row takes as long as nobody has drawn it.
const USUAL_ROW: i32 = 68;

/// Every name, or a state that says why there is none.
#[component]
pub fn Table(panel: Panel) -> impl IntoView {
    let loaded = panel.inventory.loaded;
    // The table itself is drawn once: only its rows follow the list.
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
        State::Empty => view! { <p class="nothing">{words::NOTHING_LISTED}</p> }.into_any(),
        State::Filled => view! { <Filled panel /> }.into_any(),
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
fn Filled(panel: Panel) -> impl IntoView {
    let groups = Group::ALL.map(|group| (group, Memo::new(move |_| panel.rows(group))));
    let table = NodeRef::<html::Table>::new();
    // A piece was drawn, or is no longer.
    let drawn = Trigger::new();
    Effect::new(move || {
        drawn.track();
        groups.iter().for_each(|(_, rows)| rows.track());
        request_animation_frame(move || {
            if let Some(table) = table.try_get_untracked().flatten() {
                number_rows(&table);
            }
        });
    });
    // A row that goes while it has the focus hands it to the one that takes its place.
    let place = StoredValue::new(None::<usize>);
    let focused = move |event: ev::FocusEvent| {
        let row = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let row = row.and_then(|element| element.closest("tr").ok().flatten());
        let at = |row: Element| row_links().iter().position(|link| row.contains(Some(link)));
        place.set_value(row.and_then(at));
    };
    Effect::new(move || {
        panel.inventory.loaded.track();
        panel.selection.track();
        request_animation_frame(move || {
            let Some(Some(place)) = place.try_get_value() else { return };
            let links = row_links();
            if let Some(link) = links.get(place).or(links.last()).filter(|_| focus::is_lost()) {
                drop(link.focus());
            }
        });
    });
    view! {
        <table
            class="certificates"
            role="table"
            aria-label=words::TABLE
            node_ref=table
            on:focusin=focused
        >
            <thead role="rowgroup">
                <tr role="row">
                    {Column::ALL.map(|column| view! { <Head panel column /> }).collect_view()}
                    <th role="columnheader" scope="col">
                        {words::ACTION}
                    </th>
                </tr>
            </thead>
            {groups
                .map(|(group, all)| view! { <GroupRows panel group all drawn /> })
                .collect_view()}
        </table>
        <NothingShown groups />
    }
}

/// The head of a column, which puts the rows in its order, then in the opposite one.
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
    let press = move |_| {
        let descending = is_chosen() && !order.get_untracked().descending;
        panel.selection.update(|asked| asked.order = Order { column, descending });
    };
    view! {
        <th role="columnheader" scope="col" aria-sort=sorted>
            <button type="button" class="head" class:chosen=is_chosen on:click=press>
                <span>{words::column(column)}</span>
                {move || view! { <Icon name=icon() /> }}
            </button>
        </th>
    }
}

/// All rows are hidden.
#[component]
fn NothingShown(groups: Groups) -> impl IntoView {
    let nothing = Memo::new(move |_| groups.iter().all(|(_, rows)| rows.with(is_empty)));
    move || nothing.get().then(|| view! { <p class="nothing">{words::NOTHING_SHOWN}</p> })
}

/// The rows of each group, in the order of the table.
type Groups = [(Group, Memo<Rows>); Group::ALL.len()];

fn is_empty(rows: &Rows) -> bool {
    rows.items.is_empty() && rows.empty.is_empty()
}

/// One group. Its rows come in pieces, because a list of thousands takes seconds to draw and
/// nobody sees more than a screen of it.
#[component]
fn GroupRows(panel: Panel, group: Group, all: Memo<Rows>, drawn: Trigger) -> impl IntoView {
    let shown = Memo::new(move |_| all.with(|all| !is_empty(all)));
    let pieces = Memo::new(move |_| all.with(|all| all.items.len().div_ceil(PIECE)));
    let empty = move || all.with(|all| all.empty.clone());
    let (title, note) = match group {
        Group::Optional => (words::GROUP_OPTIONAL, None),
        Group::Required => (words::GROUP_REQUIRED, None),
        Group::Other => (words::GROUP_OTHER, Some(words::GROUP_OTHER_NOTE)),
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
                    <Piece panel all at=0 />
                    <For each=empty key=known_name let:known>
                        <EmptyRow panel known />
                    </For>
                </tbody>
                // Names that may be empty slots are never so many that there is a second piece.
                {move || far_pieces(panel, all, 1..pieces.get().min(BLOCK), drawn)}
                {move || {
                    (1..pieces.get().div_ceil(BLOCK))
                        .map(|at| view! { <FarBlock panel all pieces at drawn /> })
                        .collect_view()
                }}
            }
        })
    }
}

/// Some of a group's rows.
#[component]
fn Piece(panel: Panel, all: Memo<Rows>, at: usize) -> impl IntoView {
    let items = Memo::new(move |_| {
        all.with(|all| all.items.iter().skip(at * PIECE).take(PIECE).cloned().collect::<Vec<_>>())
    });
    view! {
        <For
            each=move || items.get()
            key=|item| (item.name.clone(), Arc::as_ptr(item) as usize)
            let:item
        >
            <Row panel item />
        </For>
    }
}

fn far_pieces(
    panel: Panel,
    all: Memo<Rows>,
    places: Range<usize>,
    drawn: Trigger,
) -> impl IntoView + use<> {
    places.map(|at| view! { <FarPiece panel all at drawn /> }).collect_view()
}

/// Pieces that nobody has come near yet.
#[component]
fn FarBlock(
    panel: Panel,
    all: Memo<Rows>,
    pieces: Memo<usize>,
    at: usize,
    drawn: Trigger,
) -> impl IntoView {
    let node = NodeRef::<html::Tbody>::new();
    let is_near = near(move || node.get().map(Into::into));
    let was_near = Memo::new(move |before: Option<&bool>| is_near.get() || before == Some(&true));
    let rows = move || rows_from(all, at * BLOCK * PIECE, BLOCK * PIECE);
    move || match was_near.get() {
        true => {
            let end = pieces.get().min((at + 1) * BLOCK);
            far_pieces(panel, all, at * BLOCK..end, drawn).into_any()
        }
        false => {
            let room = move || rows() * USUAL_ROW;
            view! {
                <tbody node_ref=node role="presentation" aria-hidden="true">
                    <Away rows=Signal::derive(rows) room=Signal::derive(room) />
                </tbody>
            }
            .into_any()
        }
    }
}

/// A piece that is drawn while it is near what is seen. Else it takes the room that it took when it
/// was, or may take.
#[component]
fn FarPiece(panel: Panel, all: Memo<Rows>, at: usize, drawn: Trigger) -> impl IntoView {
    let node = NodeRef::<html::Tbody>::new();
    let is_near = near(move || node.get().map(Into::into));
    let taken = StoredValue::new(None::<i32>);
    let rows = move || rows_from(all, at * PIECE, PIECE);
    let room = move || taken.get_value().unwrap_or(rows() * USUAL_ROW);
    Effect::new(move || {
        drawn.notify();
        if is_near.get() {
            request_animation_frame(move || {
                let height = node.try_get_untracked().flatten().map(|node| node.offset_height());
                taken.try_set_value(height);
            });
        }
    });
    let role = move || if is_near.get() { "rowgroup" } else { "presentation" };
    view! {
        <tbody
            node_ref=node
            role=role
            aria-hidden=move || (!is_near.get()).then_some("true")
        >
            {move || match is_near.get() {
                true => view! { <Piece panel all at /> }.into_any(),
                false => {
                    view! { <Away rows=Signal::derive(rows) room=Signal::derive(room) /> }
                        .into_any()
                }
            }}
        </tbody>
    }
}

/// The room of rows that are not drawn.
#[component]
fn Away(rows: Signal<i32>, room: Signal<i32>) -> impl IntoView {
    view! {
        <tr class="away" data-rows=rows>
            <td colspan="6" style:height=move || format!("{}px", room.get())>
                {""}
            </td>
        </tr>
    }
}

/// How many rows there are from a place on, and not more than these.
fn rows_from(all: Memo<Rows>, place: usize, most: usize) -> i32 {
    let rows = all.with(|all| all.items.len().saturating_sub(place).min(most));
    i32::try_from(rows).unwrap_or_default()
}

/// Says how many rows there are, and of each row that is drawn which it is: assistive technology
/// cannot count those that are not.
fn number_rows(table: &Element) {
    let rows = table.get_elements_by_tag_name("tr");
    let mut count = 0;
    for row in (0..rows.length()).filter_map(|at| rows.item(at)) {
        match row.get_attribute("data-rows").and_then(|rows| rows.parse::<u32>().ok()) {
            Some(away) => count += away,
            None => {
                count += 1;
                set_number(&row, "aria-rowindex", count);
            }
        }
    }
    set_number(table, "aria-rowcount", count);
}

fn set_number(element: &Element, name: &str, number: u32) {
    // It fails for no name that is written here.
    drop(element.set_attribute(name, &number.to_string()));
}

/// The links in the row headers, from top to bottom.
pub fn row_links() -> Vec<HtmlElement> {
    let links = document().get_elements_by_class_name("row-link");
    (0..links.length()).filter_map(|at| links.item(at)?.dyn_into().ok()).collect()
}

fn known_name(known: &&'static Known) -> &'static str {
    known.name
}

/// The shape of a table that is on its way.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="skeleton-words" role="status">
                {words::LOADING}
            </p>
            {(0..11).map(|row| view! { <div class="skeleton-row" data-row=row></div> }).collect_view()}
        </div>
    }
}
