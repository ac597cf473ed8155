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
    let is_signed_in = panel.can_sign_out();
    let (warning, stay) = match is_signed_in {
        true => (labels::IDLE_WARNING, labels::STAY),
        false => (labels::LOCK_WARNING, labels::KEEP_OPEN),
    };
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
                    <p id="idle-words">{warning}</p>
                    <p class="countdown" role="timer">
                        {move || left.get().map(|left| phrases::seconds_left(left, is_signed_in))}
                    </p>
                    <div class="buttons">
                        <button type="button" class="primary" on:click=move |_| panel.touch()>
                            {stay}
                        </button>
                    </div>
                </Dialog>
            }
        })
    }
}
