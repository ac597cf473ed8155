//! The views that a person asks for, and others that the first look at the list need not wait
//! for. Their code is a file of its own, which is fetched when the list has been seen.
//!
//! `cargo xtask build` takes out of the program what only [`draw`] reaches. It is called through
//! [`Rare`], which knows whether that code is there.
#![allow(
    unsafe_code,
    improper_ctypes_definitions,
    reason = "`wasm_split` names the two ends of a function for the tool that parts the program"
)]

use std::sync::Arc;
use std::time::Duration;

use cert_inventory::inventory::Item;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
#[cfg(parted)]
use leptos::wasm_split::wasm_split;

use crate::browser::next_frame;
use crate::state::Panel;
use crate::ui::audit::AuditSheet;
use crate::ui::dialogs::ActivitySheet;
use crate::ui::dialogs::DeleteDialog;
use crate::ui::dialogs::ExportSheet;
use crate::ui::drawer::Drawer;
use crate::ui::kit::{Dialog, focus};
use crate::ui::shell::{KeySheet, Keys};
use crate::ui::timeline::Timeline;
use crate::ui::{time, words};

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
    /// There, and what was said meanwhile goes first: the focus returns to where it was.
    Arrived,
    Here,
    OutOfReach,
}

/// How long it may take until the page says that it is out of reach. It may come later all the same.
const PATIENCE: Duration = Duration::from_secs(10);

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
            if code().await.is_err() {
                return self.turn(Stage::Coming, Stage::OutOfReach);
            }
            self.turn(Stage::OutOfReach, Stage::Arrived);
            self.turn(Stage::Coming, Stage::Arrived);
            next_frame().await;
            self.turn(Stage::Arrived, Stage::Here);
            // The drawer needs it, and nobody waits for it now.
            next_frame().await;
            time::make_ready();
        });
        set_timeout(move || self.turn(Stage::Coming, Stage::OutOfReach), PATIENCE);
    }

    fn turn(self, from: Stage, to: Stage) {
        if self.stage.try_get_untracked() == Some(from) {
            self.stage.set(to);
        }
    }

    /// Whether it is not there yet, and may come.
    pub fn is_coming(self) -> bool {
        matches!(self.stage.get(), Stage::Coming | Stage::Arrived)
    }

    fn is_out_of_reach(self) -> bool {
        self.stage.get() == Stage::OutOfReach
    }

    /// A view, once its code is there; nothing until then, and where it is out of reach, a line that
    /// says so.
    pub fn inline(self, view: View) -> impl IntoView {
        if let Some(view) = self.drawn(view) {
            return view;
        }
        let line = move || {
            self.is_out_of_reach().then(|| {
                view! {
                    <p class="quiet-text">{words::PART_OUT_OF_REACH} {" "} {self.retry()}</p>
                }
            })
        };
        line.into_any()
    }

    /// A view that somebody asked for, once its code is there. Until then a question that can be
    /// left, so that nothing else is asked for meanwhile.
    pub fn view(self, view: View, dismiss: Callback<()>) -> AnyView {
        if let Some(view) = self.drawn(view) {
            return view;
        }
        self.fetch();
        let told = move || match self.is_out_of_reach() {
            true => words::PART_OUT_OF_REACH.told(),
            false => words::PART_COMING.told(),
        };
        let has_arrived = Memo::new(move |_| self.stage.get() == Stage::Arrived);
        let question = move || {
            view! {
                <Dialog class="question coming" labelled_by="part-words" on_dismiss=dismiss>
                    <p id="part-words" role="status">
                        {told}
                    </p>
                    <div class="buttons">
                        <button type="button" on:click=move |_| dismiss.run(())>
                            {words::CLOSE}
                        </button>
                        {move || self.is_out_of_reach().then(|| self.retry())}
                    </div>
                </Dialog>
            }
        };
        (move || (!has_arrived.get()).then(question)).into_any()
    }

    fn drawn(self, view: View) -> Option<AnyView> {
        self.is_here.get().then(|| draw(view).now_or_never()?.ok()).flatten()
    }

    fn retry(self) -> impl IntoView {
        let fetch = move |_| {
            self.fetch();
            // The button goes.
            focus::rescue_later();
        };
        view! {
            <button type="button" on:click=fetch>
                {words::TRY_AGAIN}
            </button>
        }
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
