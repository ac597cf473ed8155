//! A dialog that shows or offers something and is closed again.

use leptos::prelude::*;

use super::Dialog;

/// Open for as long as it is mounted, which `is_open` is to decide.
#[component]
pub fn Sheet(
    title: &'static str,
    /// The name of the button that closes it.
    close_label: &'static str,
    is_open: RwSignal<bool>,
    /// A button beside the one that closes it.
    #[prop(optional)]
    action: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let close = Callback::new(move |()| is_open.set(false));
    view! {
        <Dialog class="question sheet" labelled_by="sheet-title" on_dismiss=close>
            <h2 id="sheet-title">{title}</h2>
            {children()}
            <div class="buttons">
                {action} <button type="button" on:click=move |_| close.run(())>
                    {close_label}
                </button>
            </div>
        </Dialog>
    }
}
