//! Generic components, independent of certificates, the panel's state, and its language: labels are
//! props.

mod copy_button;
mod dialog;
mod download;
mod file_choice;
pub mod focus;
mod icon;
mod intersection;
mod on_event;
mod sheet;
mod tabs;

pub use copy_button::CopyButton;
pub use dialog::Dialog;
pub use download::{TextFile, download};
pub use file_choice::{Chosen, FileChoice, FilePicker, all as all_files, read as read_file};
pub use icon::Icon;
pub use intersection::is_near_view;
pub use on_event::on_event;
pub use sheet::Sheet;
pub use tabs::Tabs;
