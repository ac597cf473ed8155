//! A dialog that shows or offers something, with a close button.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Dialog;

/// Open while mounted; `is_open` controls that.
#[component]
pub fn Sheet(
    title: &'static str,
    /// The close button's label.
    close_label: &'static str,
    is_open: RwSignal<bool>,
    /// A button next to the close button.
    #[prop(optional)]
    action: Option<AnyView>,
    /// Where the focus goes instead of to what had it.
    #[prop(optional)]
    leads_to: Option<Callback<(), Option<HtmlElement>>>,
    children: Children,
) -> impl IntoView {
    let close = Callback::new(move |()| is_open.set(false));
    view! {
        <Dialog class="question sheet" labelled_by="sheet-title" on_dismiss=close leads_to>
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
