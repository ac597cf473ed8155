//! Lazily loaded views: those opened on demand, and others that the first look at the list doesn't
//! need. Their code is in a separate file, fetched once the list is shown.
//!
//! `cargo xtask build` moves everything reachable only from [`draw`] out of the program. Call it
//! through [`LazyViews`], which tracks whether that code is loaded.
#![allow(
    unsafe_code,
    improper_ctypes_definitions,
    reason = "`wasm_split` names the two ends of a function for the tool that splits the program"
)]

use std::sync::Arc;
use std::time::Duration;

use cert_inventory::Item;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
#[cfg(split)]
use leptos::wasm_split::wasm_split;
use web_sys::File;

use crate::browser::next_frame;
use crate::state::Panel;
use crate::ui::audit::{AuditSheet, Printed};
use crate::ui::dialogs::{
    ActivitySheet, CompareSheet, Compared, DeleteDialog, ExportSheet, KeySheet, LeaveDialog,
};
use crate::ui::drawer::Drawer;
use crate::ui::kit::{Dialog, focus};
use crate::ui::route::Opened;
use crate::ui::strings::labels;
use crate::ui::table::Filters;
use crate::ui::timeline::Timeline;

/// A lazy view and its data.
pub enum LazyView {
    Timeline(Panel),
    Filters(Panel),
    Drawer(Panel, Opened),
    Deletion(Panel, String),
    Leave(Panel, RwSignal<bool>),
    Keys { is_open: RwSignal<bool>, are_on: RwSignal<bool> },
    Activity(Panel, RwSignal<bool>, Callback<()>),
    Export(Panel, RwSignal<bool>, Callback<Vec<Arc<Item>>>),
    Compare(Panel, RwSignal<bool>, RwSignal<Compared>, RwSignal<Option<File>, LocalStorage>),
    Audit(Panel, RwSignal<Option<Printed>>),
}

/// Whether the lazy views' code is loaded.
#[derive(Clone, Copy)]
pub struct LazyViews {
    state: RwSignal<LoadState>,
    is_ready: Memo<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LoadState {
    Loading,
    /// Loaded; the placeholder closes first, so that the focus returns to where it was.
    Arrived,
    Ready,
    Failed,
}

/// How long to wait before reporting that it's unavailable. It may still arrive later.
const PATIENCE: Duration = Duration::from_secs(10);

impl LazyViews {
    /// The code hasn't been requested yet.
    pub fn new() -> Self {
        let state = RwSignal::new(LoadState::Loading);
        Self { state, is_ready: Memo::new(move |_| state.get() == LoadState::Ready) }
    }

    /// Loads the code, unless it's loaded or loading.
    pub fn fetch(self) {
        self.advance(LoadState::Failed, LoadState::Loading);
        spawn_local(async move {
            if code().await.is_err() {
                return self.advance(LoadState::Loading, LoadState::Failed);
            }
            self.advance(LoadState::Failed, LoadState::Arrived);
            self.advance(LoadState::Loading, LoadState::Arrived);
            next_frame().await;
            self.advance(LoadState::Arrived, LoadState::Ready);
        });
        set_timeout(move || self.advance(LoadState::Loading, LoadState::Failed), PATIENCE);
    }

    fn advance(self, from: LoadState, to: LoadState) {
        if self.state.try_get_untracked() == Some(from) {
            self.state.set(to);
        }
    }

    /// Whether it isn't loaded yet, but may be.
    pub fn is_pending(self) -> bool {
        matches!(self.state.get(), LoadState::Loading | LoadState::Arrived)
    }

    /// Whether views can be drawn at once.
    pub fn is_ready(self) -> bool {
        self.is_ready.get_untracked()
    }

    fn has_failed(self) -> bool {
        self.state.get() == LoadState::Failed
    }

    /// A view once its code is loaded; nothing before, and an error message if it's unavailable.
    pub fn inline(self, view: LazyView) -> impl IntoView {
        if let Some(view) = self.drawn(view) {
            return view;
        }
        let line = move || {
            self.has_failed().then(|| {
                view! { <p class="quiet-text">{labels::PART_OUT_OF_REACH} {" "} {self.retry()}</p> }
            })
        };
        line.into_any()
    }

    /// A dialog once its code is loaded; before, a placeholder that can be closed and blocks other
    /// input.
    pub fn dialog(self, view: LazyView, dismiss: Callback<()>) -> AnyView {
        if let Some(view) = self.drawn(view) {
            return view;
        }
        self.fetch();
        let message = move || match self.has_failed() {
            true => labels::PART_OUT_OF_REACH.localized(),
            false => labels::PART_COMING.localized(),
        };
        let has_arrived = Memo::new(move |_| self.state.get() == LoadState::Arrived);
        let question = move || {
            view! {
                <Dialog class="question coming" labelled_by="part-words" on_dismiss=dismiss>
                    <p id="part-words" role="status">
                        {message}
                    </p>
                    <div class="buttons">
                        <button type="button" on:click=move |_| dismiss.run(())>
                            {labels::CLOSE}
                        </button>
                        {move || self.has_failed().then(|| self.retry())}
                    </div>
                </Dialog>
            }
        };
        (move || (!has_arrived.get()).then(question)).into_any()
    }

    fn drawn(self, view: LazyView) -> Option<AnyView> {
        if self.is_ready.get() { draw(view).now_or_never()?.ok() } else { None }
    }

    fn retry(self) -> impl IntoView {
        let fetch = move |_| {
            self.fetch();
            // The button is about to be removed.
            focus::rescue_later();
        };
        view! {
            <button type="button" on:click=fetch>
                {labels::TRY_AGAIN}
            </button>
        }
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
        LazyView::Timeline(panel) => view! { <Timeline panel /> }.into_any(),
        LazyView::Filters(panel) => view! { <Filters panel /> }.into_any(),
        LazyView::Drawer(panel, opened) => view! { <Drawer panel opened /> }.into_any(),
        LazyView::Deletion(panel, name) => view! { <DeleteDialog panel name /> }.into_any(),
        LazyView::Leave(panel, is_open) => view! { <LeaveDialog panel is_open /> }.into_any(),
        LazyView::Keys { is_open, are_on } => view! { <KeySheet is_open are_on /> }.into_any(),
        LazyView::Activity(panel, is_open, compare) => {
            view! { <ActivitySheet panel is_open compare /> }.into_any()
        }
        LazyView::Export(panel, is_open, print) => {
            view! { <ExportSheet panel is_open print /> }.into_any()
        }
        LazyView::Compare(panel, is_open, compared, dropped) => {
            view! { <CompareSheet panel is_open compared dropped /> }.into_any()
        }
        LazyView::Audit(panel, printed) => view! { <AuditSheet panel printed /> }.into_any(),
    }
}
