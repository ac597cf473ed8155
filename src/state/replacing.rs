//! What the page knows of replacing and rotating certificates before the code for it is loaded: what
//! was asked for, and whether a request is under way.

use cert_inventory::Timestamp;
use leptos::prelude::*;

use super::Tray;

/// Replacing and rotating, as signals.
#[derive(Clone, Copy)]
pub struct Replacing {
    /// The name to be replaced; its dialog is open.
    pub asked: RwSignal<Option<String>>,
    /// The name to be rotated; its dialog is open.
    pub rotating: RwSignal<Option<String>>,
    /// The names of what is under way, and since when.
    pub under_way: RwSignal<Option<String>>,
    pub since: RwSignal<Option<Timestamp>>,
    /// Whether what is under way is a rotation.
    pub is_rotation: RwSignal<bool>,
    /// Made when it's first needed.
    tray: StoredValue<Option<Tray>>,
    /// The session's, whose end drops the tray and the private keys in it.
    owner: StoredValue<Owner>,
}

impl Replacing {
    pub fn new() -> Self {
        Self {
            asked: RwSignal::new(None),
            rotating: RwSignal::new(None),
            under_way: RwSignal::new(None),
            since: RwSignal::new(None),
            is_rotation: RwSignal::new(false),
            tray: StoredValue::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// Opens the dialog of what is under way.
    pub fn show(self) {
        let dialog = if self.is_rotation.get_untracked() { self.rotating } else { self.asked };
        dialog.set(self.under_way.get_untracked());
    }

    /// Closes the dialog that is open, if one is. What is under way goes on.
    pub fn close(self) {
        for dialog in [self.asked, self.rotating] {
            if dialog.with_untracked(Option::is_some) {
                dialog.set(None);
            }
        }
    }

    /// Whether one of its dialogs is open.
    pub fn is_open(self) -> bool {
        let is_asked = self.asked.with(Option::is_some);
        self.rotating.with(Option::is_some) || is_asked
    }

    /// Whether requests are under way whose outcome isn't known yet.
    pub fn is_under_way(self) -> bool {
        self.under_way.with(Option::is_some)
    }

    /// What is to be replaced, with what.
    pub fn tray(self) -> Tray {
        self.tray.get_value().unwrap_or_else(|| {
            let tray = self.owner.with_value(|owner| owner.with(Tray::new));
            self.tray.set_value(Some(tray));
            tray
        })
    }

    /// Records what is under way, as long as it is.
    pub fn set_under_way(self, names: Option<String>, since: Option<Timestamp>) {
        self.since.set(since);
        self.under_way.set(names);
    }
}
