//! A name with what was looked for marked in it.

use leptos::html;
use leptos::prelude::*;

use crate::state::Panel;

/// Characters that fit any column: a longer name is broken, and better behind a mark of its own than anywhere.
const SHORT: usize = 20;

/// The text as it is, and a mark around each match.
#[component]
pub fn Marked(panel: Panel, text: String) -> impl IntoView {
    move || match panel.needle().get() {
        Some(needle) if needle.is_in(&text) => needle
            .split(&text)
            .into_iter()
            .map(|(piece, is_match)| match is_match {
                true => view! { <mark>{breakable(piece)}</mark> }.into_any(),
                false => breakable(piece),
            })
            .collect_view()
            .into_any(),
        _ => breakable(&text),
    }
}

fn breakable(text: &str) -> AnyView {
    if text.len() <= SHORT {
        return text.to_owned().into_any();
    }
    let pieces = text.split_inclusive(['.', '_']).map(|piece| (piece.to_owned(), html::wbr()));
    pieces.collect_view().into_any()
}
