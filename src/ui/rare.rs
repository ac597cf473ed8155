//! The views that a person asks for, and others that the first look at the list need not wait
//! for. Their code is a file of its own, which is fetched when the list is there.
//!
//! `cargo xtask build` takes out of the program what only [`draw`] reaches. It is called through
//! [`Rare`], which knows whether that code is there.
#![allow(
    unsafe_code,
    improper_ctypes_definitions,
    reason = "`wasm_split` names the two ends of a function for the tool that parts the program"
)]

use std::sync::Arc;

use cert_inventory::inventory::Item;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
#[cfg(parted)]
use leptos::wasm_split::wasm_split;

use super::activity::ActivitySheet;
use super::audit::AuditSheet;
use super::delete_dialog::DeleteDialog;
use super::drawer::Drawer;
use super::export::ExportSheet;
use super::keys::{KeySheet, Keys};
use super::kit::Dialog;
use super::timeline::Timeline;
use super::{route, words};
use crate::state::Panel;

/// A view that is rarely needed, and what it shows.
pub enum View {
    Timeline(Panel),
    Drawer(Panel, RwSignal<Option<String>>),
    Deletion(Panel, String),
    Keys(Keys),
    Activity(Panel, RwSignal<bool>),
    Export(Panel, RwSignal<bool>, Callback<Vec<Arc<Item>>>),
    Audit(Panel, RwSignal<Option<Vec<Arc<Item>>>>),
}

/// Whether the code of rare views is there.
#[derive(Clone, Copy)]
pub struct Rare {
    stage: RwSignal<Stage>,
    is_here: Memo<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Here,
    OutOfReach,
}

impl Rare {
    /// It is not asked for yet.
    pub fn new() -> Self {
        let stage = RwSignal::new(Stage::Coming);
        Self { stage, is_here: Memo::new(move |_| stage.get() == Stage::Here) }
    }

    /// Fetches it, which does nothing where it is there or on its way.
    pub fn fetch(self) {
        if self.stage.get_untracked() == Stage::OutOfReach {
            self.stage.set(Stage::Coming);
        }
        spawn_local(async move {
            let stage = if code().await.is_ok() { Stage::Here } else { Stage::OutOfReach };
            self.stage.try_set(stage);
        });
    }

    /// Whether it is not there yet, and may come.
    pub fn is_coming(self) -> bool {
        self.stage.get() == Stage::Coming
    }

    /// A view, once its code is there.
    pub fn once_here(self, view: View) -> Option<AnyView> {
        self.is_here.get().then(|| draw(view).now_or_never()?.ok()).flatten()
    }

    /// A view that somebody asked for, once its code is there. Until then, and where it is out of
    /// reach, a sentence that says so.
    pub fn view(self, view: View) -> AnyView {
        let dismiss = view.dismissal();
        if let Some(view) = self.once_here(view) {
            return view;
        }
        self.fetch();
        (move || match self.stage.get() {
            Stage::OutOfReach => view! { <OutOfReach rare=self dismiss /> }.into_any(),
            _ => view! {
                <p class="coming" role="status">
                    {words::PART_COMING}
                </p>
            }
            .into_any(),
        })
        .into_any()
    }
}

impl View {
    /// What takes it away again.
    fn dismissal(&self) -> Callback<()> {
        match *self {
            Self::Timeline(_) => Callback::new(|()| {}),
            Self::Drawer(panel, _) => Callback::new(move |()| route::close(panel)),
            Self::Deletion(panel, _) => Callback::new(move |()| panel.deletion.cancel()),
            Self::Keys(keys) => Callback::new(move |()| keys.sheet.set(false)),
            Self::Activity(_, is_open) | Self::Export(_, is_open, _) => {
                Callback::new(move |()| is_open.set(false))
            }
            Self::Audit(_, printed) => Callback::new(move |()| printed.set(None)),
        }
    }
}

/// Says that a view cannot be shown, and offers to try again.
#[component]
fn OutOfReach(rare: Rare, dismiss: Callback<()>) -> impl IntoView {
    view! {
        <Dialog role="alertdialog" class="question" labelled_by="part-words" on_dismiss=dismiss>
            <p id="part-words">{words::PART_OUT_OF_REACH}</p>
            <div class="buttons">
                <button type="button" on:click=move |_| dismiss.run(())>
                    {words::CLOSE}
                </button>
                <button type="button" class="primary" on:click=move |_| rare.fetch()>
                    {words::TRY_AGAIN}
                </button>
            </div>
        </Dialog>
    }
}

#[cfg(parted)]
#[wasm_split(rare, wasm_split_path = leptos::wasm_split, fallible, preload(code))]
fn draw(view: View) -> Result<AnyView, SplitLoaderError> {
    Ok(drawn(view))
}

#[cfg(not(parted))]
async fn draw(view: View) -> Result<AnyView, SplitLoaderError> {
    Ok(drawn(view))
}

#[cfg(not(parted))]
async fn code() -> Result<(), SplitLoaderError> {
    Ok(())
}

fn drawn(view: View) -> AnyView {
    match view {
        View::Timeline(panel) => view! { <Timeline panel /> }.into_any(),
        View::Drawer(panel, opened) => view! { <Drawer panel opened /> }.into_any(),
        View::Deletion(panel, name) => view! { <DeleteDialog panel name /> }.into_any(),
        View::Keys(keys) => view! { <KeySheet keys /> }.into_any(),
        View::Activity(panel, is_open) => view! { <ActivitySheet panel is_open /> }.into_any(),
        View::Export(panel, is_open, print) => {
            view! { <ExportSheet panel is_open print /> }.into_any()
        }
        View::Audit(panel, printed) => view! { <AuditSheet panel printed /> }.into_any(),
    }
}
