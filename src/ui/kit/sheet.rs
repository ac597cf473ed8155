//! A dialog that tells or offers something and is closed again.

use leptos::children::ViewFn;
use leptos::prelude::*;

use super::Dialog;
use crate::ui::words::{self, Word};

/// Open for as long as `is_open` says.
#[component]
pub fn Sheet(
    title: Word,
    is_open: RwSignal<bool>,
    /// Buttons beside the one that closes it.
    #[prop(optional, into)]
    actions: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let actions = StoredValue::new(actions);
    move || {
        is_open.get().then(|| {
            view! {
                <Dialog
                    class="question sheet"
                    labelled_by="sheet-title"
                    on_dismiss=Callback::new(move |()| is_open.set(false))
                >
                    <h2 id="sheet-title">{title}</h2>
                    {children.with_value(|children| children())}
                    <div class="buttons">
                        {actions.with_value(ViewFn::run)}
                        <button type="button" on:click=move |_| is_open.set(false)>
                            {words::CLOSE}
                        </button>
                    </div>
                </Dialog>
            }
        })
    }
}
