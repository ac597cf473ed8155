//! The question before a session ends over a deletion in progress.

use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::kit::Dialog;
use crate::ui::strings::labels;

/// Asks whether to sign out although the outcome is still unknown.
#[component]
pub fn LeaveDialog(panel: Panel, is_open: RwSignal<bool>) -> impl IntoView {
    let close = move || is_open.set(false);
    view! {
        <Dialog
            role="alertdialog"
            class="question"
            labelled_by="leave-title"
            described_by="leave-words"
            on_dismiss=Callback::new(move |()| close())
        >
            <h2 id="leave-title">{labels::LEAVE_TITLE}</h2>
            <p id="leave-words">{labels::LEAVE_WARNING}</p>
            <div class="buttons">
                <button type="button" on:click=move |_| close()>
                    {labels::LEAVE_STAY}
                </button>
                <button type="button" class="danger" on:click=move |_| panel.sign_out()>
                    {labels::SIGN_OUT}
                </button>
            </div>
        </Dialog>
    }
}
