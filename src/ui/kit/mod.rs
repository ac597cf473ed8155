//! Parts that know nothing of certificates.

mod copy_button;
mod dialog;
mod download;
pub mod focus;
mod icon;
mod intersection;
mod sheet;

pub use copy_button::CopyButton;
pub use dialog::Dialog;
pub use download::{download, file_name};
pub use icon::Icon;
pub use intersection::near;
pub use sheet::Sheet;
