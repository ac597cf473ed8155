//! Views that few visits need, in a third file: it's fetched when somebody asks for one.
//!
//! `cargo xtask build` moves everything reachable only from [`draw`] out of the program, and what
//! `ui/lazy.rs` needs, too, into a file that both share.
#![allow(
    unsafe_code,
    improper_ctypes_definitions,
    reason = "`wasm_split` names the two ends of a function for the tool that splits the program"
)]

use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(split)]
use leptos::wasm_split::wasm_split;

use crate::state::Panel;
use crate::ui::kit::{Dialog, focus};
use crate::ui::part::{Load, Part};
use crate::ui::replace::{DIALOG_TITLE, ReplaceDialog, RotateDialog};
use crate::ui::strings::labels;
use crate::ui::table::row_link;

/// A view and its data.
#[derive(Clone, Copy)]
pub enum OnDemandView {
    Replace(Panel),
    Rotate(Panel),
}

/// The views, whose code may not be loaded.
#[derive(Clone, Copy)]
pub struct OnDemand(Part);

impl OnDemand {
    /// The code hasn't been requested yet.
    pub fn new() -> Self {
        let load: Load = || Box::pin(async { code().await.is_ok() });
        Self(Part::new(load))
    }

    /// A dialog, and in it the view as soon as its code is loaded; before, that it's coming, or why
    /// not. One dialog for both, so that the focus returns to what opened it.
    pub fn dialog(self, view: OnDemandView, name: Option<String>, close: Callback<()>) -> AnyView {
        let Self(part) = self;
        // A row whose certificate was replaced is drawn anew, and what opened this with it.
        let opener = StoredValue::new_local(document().active_element());
        let leads_to = Callback::new(move |()| {
            let is_gone = opener.with_value(|it| it.as_ref().is_some_and(|it| !it.is_connected()));
            if is_gone { row_link(name.as_deref()?) } else { None }
        });
        part.fetch();
        let drawn = move || if part.is_ready() { draw(view).now_or_never()?.ok() } else { None };
        view! {
            <Dialog
                class="question sheet on-demand"
                labelled_by=DIALOG_TITLE
                leads_to=Some(leads_to)
                on_dismiss=close
            >
                {move || drawn().unwrap_or_else(|| coming(part, close))}
            </Dialog>
        }
        .into_any()
    }
}

fn coming(part: Part, close: Callback<()>) -> AnyView {
    let retry = move |_| {
        part.fetch();
        // The button is about to be removed.
        focus::rescue_later();
    };
    let text = move || match part.has_failed() {
        true => labels::DIALOG_OUT_OF_REACH.localized(),
        false => labels::DIALOG_COMING.localized(),
    };
    let retry = move || {
        part.has_failed().then(|| {
            view! {
                <button type="button" on:click=retry>
                    {labels::TRY_AGAIN}
                </button>
            }
        })
    };
    view! {
        <p id=DIALOG_TITLE role="status">
            {text}
        </p>
        <div class="buttons">
            {retry} <button type="button" on:click=move |_| close.run(())>
                {labels::CANCEL}
            </button>
        </div>
    }
    .into_any()
}

#[cfg(split)]
#[wasm_split(replace, wasm_split_path = leptos::wasm_split, fallible, preload(code))]
fn draw(view: OnDemandView) -> Result<AnyView, SplitLoaderError> {
    Ok(drawn(view))
}

#[cfg(not(split))]
async fn draw(view: OnDemandView) -> Result<AnyView, SplitLoaderError> {
    Ok(drawn(view))
}

#[cfg(not(split))]
async fn code() -> Result<(), SplitLoaderError> {
    Ok(())
}

fn drawn(view: OnDemandView) -> AnyView {
    match view {
        OnDemandView::Replace(panel) => view! { <ReplaceDialog panel /> }.into_any(),
        OnDemandView::Rotate(panel) => view! { <RotateDialog panel /> }.into_any(),
    }
}
