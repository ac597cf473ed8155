//! Dialogs over the page.

mod activity;
mod compare;
mod delete;
mod export;
mod idle_warning;
mod keys;
mod leave;
mod slices;

pub use activity::ActivitySheet;
pub use compare::{CompareSheet, Compared};
pub use delete::DeleteDialog;
pub use export::ExportSheet;
pub use idle_warning::IdleWarning;
pub use keys::KeySheet;
pub use leave::LeaveDialog;
