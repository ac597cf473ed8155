//! What is open beside the table, and what was pressed: the table's rows and the keyboard set it
//! before the code that follows it is there.

use leptos::prelude::*;
use web_sys::File;

use super::dropped_file;
use super::keys::{KeyAction, Keys};
use crate::state::Panel;
use crate::ui::route::Opened;

/// Whether each dialog is open.
#[derive(Clone, Copy)]
pub struct Sheets {
    pub opened: Opened,
    pub keys: Keys,
    pub activity: RwSignal<bool>,
    pub exporting: RwSignal<bool>,
    pub comparing: RwSignal<bool>,
    /// A file that was dropped on the page, until it's compared.
    pub dropped: RwSignal<Option<File>, LocalStorage>,
    /// The question before signing out.
    pub leaving: RwSignal<bool>,
    /// What a key is to do, until it's done.
    pub action: RwSignal<Option<KeyAction>>,
}

impl Sheets {
    pub fn new(opened: Opened) -> Self {
        let [activity, exporting, comparing, leaving] = [(); 4].map(|()| RwSignal::new(false));
        let (keys, action, dropped) = (Keys::new(), RwSignal::new(None), RwSignal::new_local(None));
        Self { opened, keys, activity, exporting, comparing, dropped, leaving, action }
    }

    /// Whether a dialog is open, other than the drawer.
    pub fn is_any_open(self, panel: Panel) -> Memo<bool> {
        Memo::new(move |_| {
            // Each is read, so that each is followed.
            let open = self.all().map(|is_open| is_open.get());
            let is_deleting = panel.deletion.step.with(|step| step.in_dialog().is_some());
            let is_replacing = panel.replacing.is_open();
            is_deleting || is_replacing || open.contains(&true)
        })
    }

    /// Closes every dialog, other than the drawer.
    pub fn close(self, panel: Panel) {
        panel.deletion.close();
        panel.replacing.close();
        let open = self.all().into_iter().filter(|is_open| is_open.get_untracked());
        open.for_each(|is_open| is_open.set(false));
    }

    /// Opens the comparison with an export, in place of the sheet that it's opened from.
    pub fn compare(self) {
        [self.activity, self.exporting].into_iter().for_each(|sheet| sheet.set(false));
        self.comparing.set(true);
    }

    /// Compares files that are dropped on the page, but not over another dialog.
    pub fn follow_dropped_files(self, is_any_open: Memo<bool>) {
        dropped_file::follow(move |file| {
            let is_comparing = self.comparing.get_untracked();
            if !is_comparing && is_any_open.get_untracked() {
                return;
            }
            self.dropped.set(Some(file));
            // Set again, it would be drawn anew.
            if !is_comparing {
                self.comparing.set(true);
            }
        });
    }

    fn all(self) -> [RwSignal<bool>; 5] {
        [self.keys.sheet, self.activity, self.exporting, self.comparing, self.leaving]
    }
}
