//! The page around the certificates, from startup to sign-out.

mod dropped_file;
mod keys;
mod language_switch;
mod menu;
mod notice_list;
mod overview;
mod page;
mod page_title;
mod sign_in;
mod signed_in;
mod starting;
mod theme_switch;

pub use page::Page;
