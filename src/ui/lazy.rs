//! Lazily loaded views: all that the table's first rows don't need. Their code is in a separate
//! file, fetched once the list is shown.
//!
//! `cargo xtask build` moves everything reachable only from [`draw`] out of the program. Call it
//! through [`LazyViews`], which tracks whether that code is loaded.
#![allow(
    unsafe_code,
    improper_ctypes_definitions,
    reason = "`wasm_split` names the two ends of a function for the tool that splits the program"
)]

use cert_inventory::Tone;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(split)]
use leptos::wasm_split::wasm_split;

use crate::state::{App, Notices, Panel, Rows};
use crate::ui::around::{Above, Bar, Dialogs, NothingShown, NoticeList, Sheets, start_updates};
use crate::ui::kit::{Icon, focus};
use crate::ui::part::{Load, Part};
use crate::ui::strings::labels;
use crate::ui::table::FarChunks;

/// A lazy view and its data.
#[derive(Clone, Copy)]
pub enum LazyView {
    Notices(Notices),
    Bar(App, Panel, Sheets),
    Above(Panel, Sheets),
    FarRows(Panel, Memo<Rows>, Trigger),
    NothingShown(Panel),
    Dialogs(Panel, Sheets),
}

/// The lazy views, whose code may not be loaded.
#[derive(Clone, Copy)]
pub struct LazyViews {
    part: Part,
    /// Whether a dialog is to open as soon as it is.
    pub is_awaited: RwSignal<bool>,
}

impl LazyViews {
    /// The code hasn't been requested yet.
    pub fn new() -> Self {
        let load: Load = || Box::pin(async { code().await.is_ok() });
        Self { part: Part::new(load), is_awaited: RwSignal::new(false) }
    }

    /// Loads the code, unless it's loaded or loading.
    pub fn fetch(self) {
        self.part.fetch();
    }

    /// A view once its code is loaded; nothing before.
    pub fn later(self, view: LazyView) -> AnyView {
        self.in_place_of(|| ().into_any(), view)
    }

    /// A view once its code is loaded; before, what keeps its place.
    pub fn in_place_of(
        self,
        placeholder: impl Fn() -> AnyView + Send + 'static,
        view: LazyView,
    ) -> AnyView {
        (move || self.drawn(view).unwrap_or_else(&placeholder)).into_any()
    }

    /// The page's notices once their code is loaded; before, whether the code can't be loaded, or a
    /// dialog is waiting for it.
    pub fn notices(self, notices: Notices) -> AnyView {
        // The sign-in form can have something to say before there is a list.
        Effect::new(move || {
            let has = |tone| notices.queue.with(|queue| queue.of(tone).next().is_some());
            if has(Tone::Failure) || has(Tone::Success) {
                self.fetch();
            }
        });
        self.in_place_of(move || self.notice(), LazyView::Notices(notices))
    }

    fn notice(self) -> AnyView {
        let has_failed = self.part.has_failed();
        let (message, icon) = match has_failed {
            true => (labels::PART_OUT_OF_REACH, "error"),
            false if self.is_awaited.get() => (labels::PART_COMING, "clock"),
            false => return ().into_any(),
        };
        let retry = move |_| {
            self.fetch();
            // The button is about to be removed.
            focus::rescue_later();
        };
        view! {
            <div class="notices">
                <div class="notice" class:failure=has_failed role="status">
                    <Icon name=icon />
                    <p>{message}</p>
                    {has_failed
                        .then(|| {
                            view! {
                                <button type="button" on:click=retry>
                                    {labels::TRY_AGAIN}
                                </button>
                            }
                        })}
                </div>
            </div>
        }
        .into_any()
    }

    fn drawn(self, view: LazyView) -> Option<AnyView> {
        if self.part.is_ready() { draw(view).now_or_never()?.ok() } else { None }
    }
}

#[cfg(split)]
#[wasm_split(lazy, wasm_split_path = leptos::wasm_split, fallible, preload(code))]
fn draw(view: LazyView) -> Result<AnyView, SplitLoaderError> {
    Ok(drawn(view))
}

#[cfg(not(split))]
async fn draw(view: LazyView) -> Result<AnyView, SplitLoaderError> {
    Ok(drawn(view))
}

#[cfg(not(split))]
async fn code() -> Result<(), SplitLoaderError> {
    Ok(())
}

fn drawn(view: LazyView) -> AnyView {
    match view {
        LazyView::Notices(notices) => view! { <NoticeList notices /> }.into_any(),
        LazyView::Bar(app, panel, sheets) => view! { <Bar app panel sheets /> }.into_any(),
        LazyView::Above(panel, sheets) => view! { <Above panel sheets /> }.into_any(),
        LazyView::FarRows(panel, all, drawn) => view! { <FarChunks panel all drawn /> }.into_any(),
        LazyView::NothingShown(panel) => view! { <NothingShown panel /> }.into_any(),
        LazyView::Dialogs(panel, sheets) => {
            start_updates(panel, sheets);
            view! { <Dialogs panel sheets /> }.into_any()
        }
    }
}
