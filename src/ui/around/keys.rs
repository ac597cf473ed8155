//! Keyboard shortcuts.
//!
//! Single-letter shortcuts can interfere with speech input (WCAG 2.2, 2.1.4), so they can be turned
//! off.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::ui::table::{SEARCH_ID, row_links};

/// Whether shortcuts are on, and whether their sheet is open.
#[derive(Clone, Copy)]
pub struct Keys {
    pub sheet: RwSignal<bool>,
    pub are_on: RwSignal<bool>,
}

/// A shortcut's action, if handled elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum KeyAction {
    Refresh,
    /// Open the next or previous certificate in the drawer.
    Step(isize),
}

impl Keys {
    pub fn new() -> Self {
        Self { sheet: RwSignal::new(false), are_on: RwSignal::new(true) }
    }

    /// Handles a shortcut, unless the user is typing text.
    pub fn pressed(self, event: &KeyboardEvent) -> Option<KeyAction> {
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if modified || !self.are_on.get_untracked() || is_typing(event) {
            return None;
        }
        let drawer = is_there("dialog.drawer");
        let other = is_there("dialog:not(.drawer)");
        let step = |by| if drawer { Some(KeyAction::Step(by)) } else { self.row(by) };
        let action = match event.key().as_str() {
            _ if other => return None,
            "j" => step(1),
            "k" => step(-1),
            "r" => Some(KeyAction::Refresh),
            "?" if !drawer => {
                self.sheet.set(true);
                None
            }
            "/" if !drawer => {
                focus(document().get_element_by_id(SEARCH_ID));
                None
            }
            _ => return None,
        };
        // Keep the letter out of the box that now has the focus.
        event.prevent_default();
        action
    }

    /// Moves to the row this many further down.
    fn row(self, by: isize) -> Option<KeyAction> {
        let links = row_links();
        let now = document().active_element().and_then(|focused| focused.closest("tr").ok()?);
        let at = now.and_then(|row| links.iter().position(|link| row.contains(Some(link))));
        let next = at.map_or(Some(0), |at| at.checked_add_signed(by));
        focus(links.get(next?).cloned().map(Into::into));
        None
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let is_check = target.get_attribute("type").as_deref() == Some("checkbox");
        !is_check && target.matches("input, select, textarea").unwrap_or(false)
    })
}

fn is_there(selector: &str) -> bool {
    document().query_selector(selector).is_ok_and(|found| found.is_some())
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}
