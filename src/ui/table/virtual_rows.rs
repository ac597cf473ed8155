//! Virtual scrolling: renders a group's rows in chunks, only those near the viewport. Rendering
//! thousands takes seconds, and only a screenful is visible.

use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Element;

use super::row::Row;
use crate::browser::next_frame;
use crate::state::{Panel, Rows, SHORT};
use crate::ui::kit::is_near_view;

/// Rows rendered together in a long list: about a screenful, because the first ones block display,
/// and no more than a browser can lay out in one task.
const CHUNK: usize = 10;

/// Chunks that share a placeholder until scrolled near: observing each takes time.
const BLOCK: usize = 40;

/// The assumed height of a row that was never rendered, in pixels.
const ROW_HEIGHT: i32 = 49;

/// Some of a group's rows.
#[component]
pub fn Chunk(panel: Panel, all: Memo<Rows>, at: usize) -> impl IntoView {
    let items = Memo::new(move |_| {
        all.with(|all| {
            let size = chunk_size(all.items.len());
            all.items.iter().skip(at * size).take(size).cloned().collect::<Vec<_>>()
        })
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

/// All chunks but the first. They follow the list a frame later, so that the first rows appear
/// before these are created or updated.
#[component]
pub fn FarChunks(
    panel: Panel,
    all: Memo<Rows>,
    /// Notified whenever rows are rendered or removed.
    drawn: Trigger,
) -> impl IntoView {
    let listed = RwSignal::new(None);
    Effect::new(move || {
        all.track();
        spawn_local(async move {
            next_frame().await;
            if let Some(rows) = all.try_get_untracked() {
                listed.try_set(Some(rows));
            }
        });
    });
    let all = Memo::new(move |_| listed.get().unwrap_or_default());
    let chunks =
        Memo::new(move |_| all.with(|all| all.items.len().div_ceil(chunk_size(all.items.len()))));
    let (first, blocks) = (
        Memo::new(move |_| chunks.get().min(BLOCK)),
        Memo::new(move |_| chunks.get().div_ceil(BLOCK)),
    );
    view! {
        {move || far_chunks(panel, all, 1..first.get(), drawn)}
        {move || {
            (1..blocks.get())
                .map(|at| view! { <FarBlock panel all chunks at drawn /> })
                .collect_view()
        }}
    }
}

fn far_chunks(
    panel: Panel,
    all: Memo<Rows>,
    positions: Range<usize>,
    drawn: Trigger,
) -> impl IntoView + use<> {
    positions.map(|at| view! { <FarChunk panel all at drawn /> }).collect_view()
}

/// Chunks that haven't been scrolled near yet.
#[component]
fn FarBlock(
    panel: Panel,
    all: Memo<Rows>,
    chunks: Memo<usize>,
    at: usize,
    drawn: Trigger,
) -> impl IntoView {
    let node = NodeRef::<html::Tbody>::new();
    let is_near = is_near_view(move || node.get().map(Into::into));
    let was_near = Memo::new(move |before: Option<&bool>| is_near.get() || before == Some(&true));
    let rows = move || rows_from(all, at * BLOCK * CHUNK, BLOCK * CHUNK);
    move || match was_near.get() {
        true => {
            let end = chunks.get().min((at + 1) * BLOCK);
            far_chunks(panel, all, at * BLOCK..end, drawn).into_any()
        }
        false => {
            let height = move || rows() * ROW_HEIGHT;
            view! {
                <tbody node_ref=node role="presentation" aria-hidden="true">
                    <Spacer rows=Signal::derive(rows) height=Signal::derive(height) />
                </tbody>
            }
            .into_any()
        }
    }
}

/// A chunk that is rendered while near the viewport. Otherwise, it takes up its last or estimated
/// height.
#[component]
fn FarChunk(panel: Panel, all: Memo<Rows>, at: usize, drawn: Trigger) -> impl IntoView {
    let node = NodeRef::<html::Tbody>::new();
    let is_near = is_near_view(move || node.get().map(Into::into));
    let taken = StoredValue::new(None::<i32>);
    let rows = move || rows_from(all, at * CHUNK, CHUNK);
    let height = move || taken.get_value().unwrap_or(rows() * ROW_HEIGHT);
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
        <tbody node_ref=node role=role aria-hidden=move || (!is_near.get()).then_some("true")>
            {move || match is_near.get() {
                true => view! { <Chunk panel all at /> }.into_any(),
                false => {
                    view! { <Spacer rows=Signal::derive(rows) height=Signal::derive(height) /> }
                        .into_any()
                }
            }}
        </tbody>
    }
}

/// A row as tall as the rows it replaces.
#[component]
fn Spacer(rows: Signal<i32>, height: Signal<i32>) -> impl IntoView {
    view! {
        <tr class="away" data-rows=rows>
            <td colspan="6" style:height=move || format!("{}px", height.get())>
                {""}
            </td>
        </tr>
    }
}

/// The chunk size for a list of this length. A short list is one chunk, so that the browser's own
/// search finds all of it.
fn chunk_size(rows: usize) -> usize {
    if rows <= SHORT { SHORT } else { CHUNK }
}

/// The number of rows from a position, at most `most`.
fn rows_from(all: Memo<Rows>, from: usize, most: usize) -> i32 {
    let rows = all.with(|all| all.items.len().saturating_sub(from).min(most));
    i32::try_from(rows).unwrap_or_default()
}

/// Sets the number of rows, and each rendered row's position: assistive technology can't count rows
/// that aren't rendered.
pub fn number_rows(table: &Element) {
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
    // Can't fail: the name is valid.
    drop(element.set_attribute(name, &number.to_string()));
}
