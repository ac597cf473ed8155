//! Replacing and rotating certificates: files are added and checked, then sent. Loaded when it's asked
//! for.

mod checks;
mod collect;
mod confirm;
mod dialog;
mod files;
mod how_to_get;
mod progress;
mod results;
mod rotate;
mod side_by_side;
mod title;
mod todo;

pub use dialog::ReplaceDialog;
pub use rotate::RotateDialog;
pub use title::DIALOG_TITLE;
