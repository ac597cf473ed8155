//! A modal dialog, using the browser's own, which traps the focus and makes the page inert.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::focus;

/// A dialog that is open while mounted. On removal, the focus returns to the element that had it,
/// if that still exists.
#[component]
pub fn Dialog(
    /// `dialog` or `alertdialog`.
    #[prop(default = "dialog")]
    role: &'static str,
    class: &'static str,
    /// The ID of the element that labels it.
    labelled_by: &'static str,
    /// The ID of the element that describes it.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Where the focus goes instead of to what had it, if there is such a place.
    #[prop(optional_no_strip)]
    leads_to: Option<Callback<(), Option<HtmlElement>>>,
    /// Escape was pressed, or the page behind it.
    on_dismiss: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new_local(active_element().map(|opener| (caret(&opener), opener)));
    Effect::new(move || {
        if let Some(dialog) = node.get() {
            // Fails only if the dialog is already open.
            drop(dialog.show_modal());
        }
    });
    on_cleanup(move || {
        let instead = leads_to.and_then(|leads_to| leads_to.try_run(()).flatten());
        let opener = instead.map(|place| (None, place)).or(opener.get_value());
        // The dialog is still open now, and holds the focus.
        request_animation_frame(move || {
            // Whoever was quicker than the frame has moved it.
            if !focus::is_lost() {
                return;
            }
            if let Some((caret, opener)) = opener.filter(|(_, opener)| opener.is_connected()) {
                drop(opener.focus());
                if let (Some(caret), Some(input)) = (caret, opener.dyn_ref::<HtmlInputElement>()) {
                    drop(input.set_selection_range(caret, caret));
                }
            }
            // A frame later, because a list that lost the opener's row may have moved the focus to
            // a better place. Not if the opener has the focus now: if it's removed, too, that list
            // handles it.
            if focus::is_lost() {
                focus::rescue_later();
            }
        });
    });
    let cancelled = move |event: ev::Event| {
        event.prevent_default();
        on_dismiss.run(());
    };
    // Handled here, because browsers close a dialog on the third Escape regardless of the page.
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            on_dismiss.run(());
        }
    };
    let clicked = move |event: ev::MouseEvent| {
        // A click on the backdrop targets the dialog itself; any other targets something inside it.
        let on_backdrop = event.target() == event.current_target();
        if on_backdrop {
            on_dismiss.run(());
        }
    };
    view! {
        <dialog
            node_ref=node
            role=role
            class=class
            aria-labelledby=labelled_by
            aria-describedby=described_by
            on:cancel=cancelled
            on:keydown=pressed
            on:mousedown=clicked
        >
            {children()}
        </dialog>
    }
}

/// The caret's position in a text box, which browsers lose while a dialog is open.
fn caret(element: &HtmlElement) -> Option<u32> {
    element.dyn_ref::<HtmlInputElement>()?.selection_end().ok().flatten()
}

fn active_element() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}
