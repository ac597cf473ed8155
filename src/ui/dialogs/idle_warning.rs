//! The warning before an idle session ends.

use leptos::prelude::*;

use crate::state::Panel;
use crate::ui::kit::Dialog;
use crate::ui::strings::{labels, phrases};

/// A dialog over everything else in the last minute. Any key or click dismisses it.
#[component]
pub fn IdleWarning(panel: Panel) -> impl IntoView {
    let left = panel.idle_seconds_left;
    let is_near = Memo::new(move |_| left.with(Option::is_some));
    let on_dismiss = Callback::new(move |()| panel.touch());
    move || {
        is_near.get().then(|| {
            view! {
                <Dialog
                    role="alertdialog"
                    class="question"
                    labelled_by="idle-title"
                    described_by="idle-words"
                    on_dismiss
                >
                    <h2 id="idle-title">{labels::IDLE_TITLE}</h2>
                    <p id="idle-words">{labels::IDLE_WARNING}</p>
                    <p class="countdown" role="timer">
                        {move || left.get().map(phrases::seconds_left)}
                    </p>
                    <div class="buttons">
                        <button type="button" class="primary" on:click=move |_| panel.touch()>
                            {labels::STAY}
                        </button>
                    </div>
                </Dialog>
            }
        })
    }
}
