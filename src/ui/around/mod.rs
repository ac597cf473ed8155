//! What is around the table, and is seen or used only after the table's first rows: `ui/lazy.rs` has
//! it in the second file. Only [`Keys`], [`Sheets`], the language's switch, and the title are in the
//! first, too.

mod above;
mod bar;
mod dialogs;
mod dropped_file;
mod keys;
mod language_switch;
mod menu;
mod nothing_shown;
mod notice_list;
mod overview;
pub mod page_title;
mod sheets;
mod theme_switch;
mod updates;

pub use above::Above;
pub use bar::Bar;
pub use dialogs::Dialogs;
pub use language_switch::switch_language;
pub use nothing_shown::NothingShown;
pub use notice_list::NoticeList;
pub use sheets::Sheets;
pub use updates::start_updates;
